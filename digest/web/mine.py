"""A person's page of calendars: by the link of a mail it shows, signed in it acts too."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from digest.ical import Contents, contents
from digest.model.directory import Person
from digest.web.calendars import Calendar, Sight, shown
from digest.web.changes import NOTHING, Flaw, change, choices
from digest.web.feeds import Desk, ready
from digest.web.guard import SCRIPTED
from digest.web.pages import gone, page, sight, whose
from digest.web.session import Posted, posted, session, to_sign_in
from digest.web.signin import FIRST
from digest.web.tokens import GONE, UNKNOWN, world_of
from digest.workflow.calendars import Held, held
from digest.workflow.feed import today_of
from digest.workflow.signin import Session
from digest.workflow.world import World

_DONE = ("added", "renamed", "rotated", "removed")  # what a page may be asked to confirm


def by_link(request: Request) -> Response:
    """Show the calendars of whom a mail was for; a link that is too old offers another way."""
    holder, viewer = whose(request)
    token = request.path_params["token"]
    if holder == UNKNOWN:
        return gone(request, UNKNOWN)
    if isinstance(holder, int) or viewer is None:
        act = f"/p/{token}/sign-in"
        return page(request, "sign-in.html", status=GONE, state="expired", act=act)
    return _page(request, viewer)


def show(request: Request) -> Response:
    """Show the calendars of who is signed in, with what changes them."""
    found = session(request)
    return _page(request, found.person, found) if found else to_sign_in()


async def act(request: Request) -> Response:
    """Change a calendar, or add one."""
    form = await posted(request)
    return form if isinstance(form, Response) else await run_in_threadpool(_act, request, form)


def _act(request: Request, form: Posted) -> Response:
    done = change(world_of(request), form)
    if isinstance(done, Flaw):
        return _page(request, form.session.person, form.session, done)
    return RedirectResponse(f"{FIRST}?done={done}", 303, {"Cache-Control": "no-store"})


def _page(
    request: Request, viewer: Person, found: Session | None = None, flaw: Flaw = NOTHING
) -> Response:
    world, desk = world_of(request), request.app.state.desk
    looks = Sight(viewer, sight(world, viewer), world.installation.directory)
    done = request.query_params.get("done", "")
    answer = page(
        request,
        "calendars.html",
        status=422 if flaw.field else 200,
        language=looks.reader.language,
        calendars=calendars(world, desk, looks),
        signs_in="" if found else f"/p/{request.path_params['token']}/sign-in",
        form=found.form if found else "",
        signed_in=viewer.name if found else "",
        done=done if found and done in _DONE and not flaw.field else "",
        flaw=flaw,
        choices=choices(world, desk.shelf, looks) if found else (),
        files=False,
    )
    answer.headers["Content-Security-Policy"] = SCRIPTED
    return answer


def calendars(world: World, desk: Desk, looks: Sight) -> list[Calendar]:
    """Return a person's calendars as a page shows them."""
    own = held(world, looks.viewer)
    return [shown(one, _inside(world, desk, one, looks.viewer), looks) for one in own]


def _inside(world: World, desk: Desk, one: Held, viewer: Person) -> Contents:
    """Return what an address gives now; its bytes mostly stand ready."""
    written = ready(desk, one.subject)
    return contents(written.raw, today_of(world, viewer)) if written else Contents(0)
