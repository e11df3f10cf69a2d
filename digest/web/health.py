"""Whether the service lives, and whether it can do its work."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from digest.errors import DigestError
from digest.model.ledger import SourceState
from digest.web.tokens import world_of


def alive(request: Request) -> Response:  # noqa: ARG001 - every endpoint takes a request
    """Answer that the process answers."""
    return PlainTextResponse("ok\n")


def ready(request: Request) -> Response:
    """Answer 200 when the store answers and every source was read, else 503 and why."""
    world = world_of(request)
    try:
        states = world.store.sources()
    except DigestError as error:
        return JSONResponse({"store": str(error)}, status_code=503)
    found = {name: _word(states.get(name)) for name in sorted(world.sources)}
    unread = any(name not in states for name in world.sources)
    return JSONResponse({"store": "ok", "sources": found}, status_code=503 if unread else 200)


def _word(state: SourceState | None) -> str:
    if state is None:
        return "not read yet"
    return state.problem or "ok"


def robots(request: Request) -> Response:  # noqa: ARG001 - every endpoint takes a request
    """Forbid nothing: a calendar fetcher is known to obey this file; answers say noindex."""
    return PlainTextResponse("User-agent: *\nDisallow:\n")
