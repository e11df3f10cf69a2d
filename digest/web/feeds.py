"""Feeds over HTTP: strong ETags, 304s, and the same bytes for the same store and day."""

import re

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from digest.errors import UsageError
from digest.ical import Kind
from digest.logs import Log
from digest.model.directory import Person
from digest.model.ledger import Purpose
from digest.schedule.slots import local_day
from digest.web.cache import Cache, Encoded, Written
from digest.web.metrics import Metrics
from digest.web.tokens import GONE, bearer, person_of
from digest.workflow.feed import Scope, parse_scope
from digest.workflow.feed import feed as write_feed
from digest.workflow.world import World

log = Log(__name__)

_HEADERS = {
    "Content-Disposition": 'inline; filename="digest.ics"',
    "Cache-Control": "private, max-age=300, must-revalidate",
    "Vary": "Accept-Encoding",
}
_TAG = re.compile(r'\s*(?:W/)?("[^"]*")\s*')  # RFC 9110 §8.8.3
_REFUSED = re.compile(r";\s*q\s*=\s*0(?:\.0*)?\s*$")  # §12.4.2: weight 0


def feed(request: Request) -> Response:
    """Answer a subscription: 200, 304, 404 for an unknown address, 410 for a rotated one."""
    answer = _asked(request)
    metrics: Metrics = request.app.state.metrics
    metrics.feeds.labels(answer.status_code).inc()
    return answer


def _asked(request: Request) -> Response:
    holder = bearer(request, Purpose.FEED)
    if isinstance(holder, int):
        return _refused("no such calendar", holder)
    viewer_key, _, told = holder.record.subject.partition("/")
    viewer = person_of(holder.world, viewer_key)
    try:
        directory = holder.world.installation.directory
        scope = parse_scope(told, directory, holder.world.sources)
    except UsageError:  # its team or source is not in the settings any more
        return _refused("this calendar is gone", GONE)
    if viewer is None:
        return _refused("this calendar is gone", GONE)
    try:
        kind = Kind(request.query_params.get("kind", Kind.EVENT))
    except ValueError:
        return _refused("kind is event, todo or both", 400)
    answer = _answer(request, _written(request, holder.world, viewer, scope, kind))
    log.debug("feed", scope=str(scope), viewer=viewer.key, status=answer.status_code)
    return answer


def _refused(why: str, status: int) -> Response:
    return PlainTextResponse(
        f"{why}\n", status_code=status, headers={"Cache-Control": "no-store"}
    )


def _written(
    request: Request, world: World, viewer: Person, scope: Scope, kind: Kind
) -> Written:
    cache: Cache = request.app.state.feeds
    key = (str(scope), kind, viewer.key, *_state(world, viewer))
    return cache.get(key) or cache.keep(key, Written.of(write_feed(world, scope, kind, viewer)))


def _state(world: World, viewer: Person) -> tuple[object, ...]:
    """Return what a feed depends on: the sources as read, and the viewer's day."""
    sources = world.store.sources()
    revisions = tuple(sorted((s.name, s.revision) for s in sources.values()))
    return (revisions, world.store.last_change(), local_day(viewer.schedule, world.clock.now()))


def _answer(request: Request, written: Written) -> Response:
    packed = takes_gzip(request.headers.get("accept-encoding", ""))
    chosen = written.packed if packed else written.plain
    headers = {**_HEADERS, "ETag": chosen.etag}
    if matches(request.headers.get("if-none-match", ""), chosen):
        return Response(status_code=304, headers=headers)
    if chosen.coding:
        headers["Content-Encoding"] = chosen.coding
    return Response(chosen.body, headers=headers, media_type="text/calendar; charset=utf-8")


def takes_gzip(accepted: str) -> bool:
    """RFC 9110 §12.5.3: gzip is named, or anything is, and not with a weight of 0."""
    codings = [coding.strip().lower() for coding in accepted.split(",")]
    for name in ("gzip", "x-gzip", "*"):
        for coding in codings:
            if coding.partition(";")[0].strip() == name:
                return not _REFUSED.search(coding)
    return False


def matches(asked: str, chosen: Encoded) -> bool:
    """RFC 9110 §13.1.2: any tag of the list by weak comparison, or `*`."""
    return asked.strip() == "*" or chosen.etag in _TAG.findall(asked)
