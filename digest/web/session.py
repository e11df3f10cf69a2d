"""Who is signed in: a cookie for the pages below `/me`, and for nothing else.

A page that acts asks `posted` first; one that shows, `session`.
"""

import hmac
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from digest.web.forms import fields, foreign
from digest.web.pages import page
from digest.web.tokens import world_of
from digest.workflow.signin import SESSION_LIVES, Session, session_of, sign_out
from digest.workflow.world import World

ROOM = "/me"  # the path of all pages that want it
_FORM = "form"  # the field that every form of theirs has


@dataclass(frozen=True)
class Posted:
    """A form that somebody who is signed in has sent from one of our pages."""

    session: Session
    fields: dict[str, str]


def session(request: Request) -> Session | None:
    """Return the session of a request."""
    world = world_of(request)
    token = request.cookies.get(_name(world), "")
    return session_of(world, token) if token else None


async def posted(request: Request) -> Posted | Response:
    """Return a form that counts, or the answer to one that does not."""
    told = await fields(request)
    found = await run_in_threadpool(session, request)
    if found is None:
        return to_sign_in()
    if foreign(request) or not hmac.compare_digest(
        told.get(_FORM, "").encode(), found.form.encode()
    ):
        return page(request, "gone.html", status=403, why="form")
    return Posted(found, told)


def to_sign_in() -> Response:
    """Lead to where a link can be asked for."""
    return RedirectResponse("/sign-in", 303, {"Cache-Control": "no-store"})


def begun(request: Request, token: str, path: str) -> Response:
    """Lead to a page below `/me`, signed in."""
    world = world_of(request)
    answer = RedirectResponse(path, 303, {"Cache-Control": "no-store"})
    answer.set_cookie(
        _name(world),
        token,
        max_age=int(SESSION_LIVES.total_seconds()),
        path=ROOM,
        secure=_secure(world),
        httponly=True,
        samesite="strict",
    )
    return answer


def ended(request: Request, found: Session) -> Response:
    """End a session, and say so."""
    world = world_of(request)
    sign_out(world, found)
    language = world.render.language(found.person.language)
    answer = page(request, "sign-in.html", language=language, state="out", act="/sign-in")
    answer.delete_cookie(
        _name(world), ROOM, secure=_secure(world), httponly=True, samesite="strict"
    )
    return answer


def _secure(world: World) -> bool:
    return (world.installation.public_url or "").startswith("https:")


def _name(world: World) -> str:
    # A browser takes the prefix from https alone: no neighbour can put a cookie in its place.
    return "__Secure-digest" if _secure(world) else "digest"
