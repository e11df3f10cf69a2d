"""Whether the service lives, whether it can do its work, and what is said when it cannot."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from digest.errors import DigestError
from digest.logs import Log
from digest.model.ledger import SourceState
from digest.web.guard import HEADERS
from digest.web.tokens import world_of

log = Log(__name__)

_FRESH = {"Cache-Control": "no-store"}
_LATER = {**_FRESH, "Retry-After": "60"}


def alive(request: Request) -> Response:  # noqa: ARG001 - every endpoint takes a request
    """Answer that the process answers."""
    return PlainTextResponse("ok\n", headers=_FRESH)


def ready(request: Request) -> Response:
    """Answer 200 when the store answers and every source was read, else 503 and why."""
    world = world_of(request)
    try:
        states = world.store.sources()
    except DigestError as error:
        return JSONResponse({"store": str(error)}, status_code=503, headers=_LATER)
    found = {name: _word(states.get(name)) for name in sorted(world.sources)}
    unread = any(name not in states for name in world.sources)
    return JSONResponse(
        {"store": "ok", "sources": found},
        status_code=503 if unread else 200,
        headers=_LATER if unread else _FRESH,
    )


def _word(state: SourceState | None) -> str:
    if state is None:
        return "not read yet"
    return state.problem or "ok"


def robots(request: Request) -> Response:  # noqa: ARG001 - every endpoint takes a request
    """Forbid nothing: a calendar fetcher is known to obey this file; answers say noindex."""
    return PlainTextResponse("User-agent: *\nDisallow:\n")


def unavailable(request: Request, exc: Exception) -> Response:  # noqa: ARG001 - Starlette's shape
    """Answer 503 where the store cannot be asked: a calendar keeps what it has."""
    log.error("not available", reason=str(exc))
    return PlainTextResponse("not available now\n", status_code=503, headers=_LATER)


def broken(request: Request, exc: Exception) -> Response:  # noqa: ARG001 - Starlette's shape
    """Answer for a bug; Starlette raises it again for the log, outside of all middleware."""
    headers = {**HEADERS, **_FRESH}
    return PlainTextResponse("something is broken here\n", status_code=500, headers=headers)
