"""Signing in: a page asks for a link, the link shows a button, the button signs in.

Whoever asks is told the same, whether a mail was sent or not.
"""

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from digest.errors import Transient
from digest.logs import Log
from digest.model.directory import Person
from digest.model.ledger import Purpose
from digest.render.language import Language
from digest.web.forms import fields, foreign
from digest.web.pages import gone, page
from digest.web.rates import Rates
from digest.web.session import ROOM, begun, ended, posted
from digest.web.tokens import UNKNOWN, known, person_of, world_of
from digest.workflow.signin import invited, mail_link, sign_in
from digest.workflow.world import World

log = Log(__name__)

FIRST = f"{ROOM}/calendars"  # where one is after signing in
_MOST = 20  # requests a minute for one address, be it known or not


def limits(world: World) -> Rates:
    """Return what keeps somebody from asking for links without end."""
    return Rates(world.clock, _MOST)


def show(request: Request) -> Response:
    """Ask for the address to which a link is to go."""
    return page(request, "sign-in.html", state="ask", act="/sign-in")


async def ask(request: Request) -> Response:
    """Mail a link to whom a typed address belongs, at the one that is registered."""
    told = (await fields(request)).get("mail", "")
    return await run_in_threadpool(_sent, request, told, None)


def ask_from_page(request: Request) -> Response:
    """Mail a link to whose page this is, also where its own address has expired."""
    person = owner(request)
    if person is None:
        return gone(request, UNKNOWN)
    return _sent(request, "", person)


def owner(request: Request) -> Person | None:
    """Return whose message the address of a page stood in, be it ever so old."""
    world, record = world_of(request), known(request, Purpose.PAGE)
    delivery = world.store.delivery(record.subject) if record else None
    return person_of(world, delivery.recipient) if delivery else None


def _sent(request: Request, typed: str, person: Person | None) -> Response:
    """Say that a link is on its way; whether one is cannot be told from how long that took."""
    # Not by where it comes from: behind a proxy that is one place for everybody.
    asked = f"{request.url.path} {typed.strip().casefold()}"
    if foreign(request) or request.app.state.links.beyond(asked):
        return page(request, "sign-in.html", status=429, state="often", act="")
    world = world_of(request)
    answer = page(request, "sign-in.html", language=_of(world, person), state="sent", act="")
    answer.background = BackgroundTask(_mail, world, typed, person)
    return answer


def _mail(world: World, typed: str, person: Person | None) -> None:
    meant = person or world.installation.directory.by_mail(typed)
    try:
        if meant and not meant.left:
            mail_link(world, meant)
    except Transient as error:
        log.warning("link not mailed", person=meant.key if meant else "", reason=str(error))


def _of(world: World, person: Person | None) -> Language:
    """Return the language of a person, of nobody known that of the installation."""
    return world.render.language(person.language if person else world.installation.language)


def link(request: Request) -> Response:
    """Show a button: programs that open every link of a mail must not use it up."""
    world = world_of(request)
    person = invited(world, request.path_params["token"])
    state = "button" if person else "used"
    return page(
        request,
        "sign-in.html",
        status=200 if person else 410,
        language=_of(world, person),
        state=state,
        act="" if person else "/sign-in",
    )


def use(request: Request) -> Response:
    """Sign in, once."""
    world = world_of(request)
    token = None if foreign(request) else sign_in(world, request.path_params["token"])
    if token is None:
        return page(request, "sign-in.html", status=410, state="used", act="/sign-in")
    return begun(request, token, FIRST)


async def leave(request: Request) -> Response:
    """Sign out."""
    form = await posted(request)
    if isinstance(form, Response):
        return form
    return await run_in_threadpool(ended, request, form.session)
