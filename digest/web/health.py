"""Whether the service lives, whether it can do its work, and what is said when it cannot."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from digest.errors import DigestError
from digest.logs import Log
from digest.web.guard import HEADERS
from digest.web.looks import Looks
from digest.web.tokens import world_of
from digest.workflow.standing import SourceStanding, Standing

log = Log(__name__)

_FRESH = {"Cache-Control": "no-store"}
_LATER = {**_FRESH, "Retry-After": "60"}


def alive(request: Request) -> Response:  # noqa: ARG001 - every endpoint takes a request
    """Answer that the process answers."""
    return PlainTextResponse("ok\n", headers=_FRESH)


def ready(request: Request) -> Response:
    """Answer 200 when store, broker, beat and worker do their work and every source was tried.

    Else 503.  Anybody may ask, so it tells what is wrong and not why: `digest status` does.
    """
    looks: Looks = request.app.state.looks
    try:
        seen = looks.now(world_of(request))
    except DigestError as error:
        log.error("not ready", reason=str(error))  # noqa: TRY400 - a store that is away is no bug
        return JSONResponse({"store": "cannot be used"}, status_code=503, headers=_LATER)
    standing = seen.standing
    told = {
        "store": "ok",
        "schema": standing.figures.schema,
        "broker": "ok" if seen.waiting is not None else "does not answer",
        "beat": _beat(standing),
        "sources": {source.name: _source(source) for source in standing.sources},
    }
    if seen.ready:
        return JSONResponse(told, headers=_FRESH)
    return JSONResponse(told, status_code=503, headers=_LATER)


def _beat(standing: Standing) -> str:
    if standing.pulse is None:
        return "no sign yet"
    told = f"{(standing.machine - standing.pulse).total_seconds():.0f} s ago"
    return f"silent, the last sign was {told}" if standing.silent else told


def _source(source: SourceStanding) -> str:
    if source.problem:
        since = source.failed_since
        return f"cannot be read since {since.isoformat()}" if since else "cannot be read"
    return "ok" if source.gathered_at else "not read yet"


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
