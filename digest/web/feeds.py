"""Feeds over HTTP: strong ETags, 304s, and the same bytes for the same store and day."""

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from digest.errors import UsageError
from digest.ical import Kind
from digest.model.directory import Person
from digest.model.ledger import Purpose
from digest.schedule.slots import local_day
from digest.web.tokens import GONE, Bearer, bearer, person_of
from digest.workflow.feed import Scope, parse_scope
from digest.workflow.feed import feed as write_feed
from digest.workflow.world import World

_KEPT = 256  # feeds whose bytes are kept
_HEADERS = {
    "Content-Disposition": 'inline; filename="digest.ics"',
    "Cache-Control": "private, max-age=300, must-revalidate",
    "Vary": "Accept-Encoding",
}


@dataclass(frozen=True)
class Written:
    """A feed as bytes, plain and packed, each with a strong ETag (RFC 9110 §8.8.3)."""

    plain: bytes
    packed: bytes
    etag: str

    @classmethod
    def of(cls, plain: bytes) -> "Written":
        """Compress once; without a time inside, so that equal feeds have equal bytes."""
        digest = hashlib.sha256(plain).hexdigest()[:32]
        return cls(plain, gzip.compress(plain, mtime=0), digest)


@dataclass
class Cache:
    """The newest bytes of the feeds asked for lately."""

    kept: OrderedDict[tuple[object, ...], Written] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def get(self, key: tuple[object, ...]) -> Written | None:
        """Return the bytes kept under a key."""
        with self.lock:
            found = self.kept.get(key)
            if found:
                self.kept.move_to_end(key)
            return found

    def keep(self, key: tuple[object, ...], written: Written) -> Written:
        """Keep bytes, letting go of the longest unused."""
        with self.lock:
            self.kept[key] = written
            while len(self.kept) > _KEPT:
                self.kept.popitem(last=False)
        return written


def feed(request: Request) -> Response:
    """Answer a subscription: 200, 304, 404 for an unknown address, 410 for a rotated one."""
    holder = bearer(request, Purpose.FEED)
    if isinstance(holder, int):
        return PlainTextResponse("no such calendar\n", status_code=holder)
    viewer_key, _, told = holder.record.subject.partition("/")
    viewer = person_of(holder.world, viewer_key)
    if viewer is None:
        return PlainTextResponse("this calendar is gone\n", status_code=GONE)
    try:
        directory = holder.world.installation.directory
        scope = parse_scope(told, directory, holder.world.sources)
        kind = Kind(request.query_params.get("kind", "event"))
    except UsageError:
        return PlainTextResponse("this calendar is gone\n", status_code=GONE)
    except ValueError:
        return PlainTextResponse("kind is event, todo or both\n", status_code=400)
    return _answer(request, _written(request, holder, viewer, scope, kind))


def _written(
    request: Request, holder: Bearer, viewer: Person, scope: Scope, kind: Kind
) -> Written:
    cache: Cache = request.app.state.feeds
    key = (str(scope), kind, viewer.key, *_state(holder.world, viewer))
    return cache.get(key) or cache.keep(
        key, Written.of(write_feed(holder.world, scope, kind, viewer))
    )


def _state(world: World, viewer: Person) -> tuple[object, ...]:
    """Return what a feed depends on: the sources as read, and the viewer's day."""
    sources = world.store.sources()
    revisions = tuple(sorted((s.name, s.revision) for s in sources.values()))
    return (revisions, world.store.last_change(), local_day(viewer.schedule, world.clock.now()))


def _answer(request: Request, written: Written) -> Response:
    packed = "gzip" in request.headers.get("accept-encoding", "")
    etag = f'"{written.etag}{"-gzip" if packed else ""}"'
    headers = {**_HEADERS, "ETag": etag}
    if _matches(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=headers)
    if packed:
        headers["Content-Encoding"] = "gzip"
    body = written.packed if packed else written.plain
    return Response(body, headers=headers, media_type="text/calendar; charset=utf-8")


def _matches(asked: str, etag: str) -> bool:
    """RFC 9110 §13.1.2: weak comparison, or `*`."""
    tags = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
    return "*" in tags or etag in tags
