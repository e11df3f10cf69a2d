"""Calendars asked for again within two seconds are answered without asking anybody.

Nothing is older than that: a rotated address, a change of an item.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import takewhile
from threading import Lock

from starlette.types import ASGIApp, Receive, Scope, Send

from digest.ports import Clock
from digest.web.cache import Encoded, Written
from digest.web.clients import Fetches
from digest.web.guard import HEADERS
from digest.web.metrics import Metrics
from digest.web.negotiation import matches, takes_gzip

REMEMBERED = timedelta(seconds=2)
MOST = 4096  # addresses that are remembered
FEED_HEADERS = {
    "Content-Type": "text/calendar; charset=utf-8",
    "Content-Disposition": 'inline; filename="digest.ics"',
    "Cache-Control": "private, max-age=300, must-revalidate",
    "Vary": "Accept-Encoding",
}
_Headers = list[tuple[bytes, bytes]]


def raw(headers: dict[str, str]) -> _Headers:
    """Return headers as they travel."""
    return [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]


@dataclass(frozen=True)
class Ready:
    """One encoding of a feed with the headers of both its answers."""

    encoded: Encoded

    @cached_property
    def headers(self) -> dict[str, str]:
        """Those of a 304; a 200 tells the coding and the length too."""
        return FEED_HEADERS | {"ETag": self.encoded.etag}

    @cached_property
    def unchanged(self) -> _Headers:
        """The headers of a 304 as they travel."""
        return raw(HEADERS | self.headers)

    @cached_property
    def whole(self) -> _Headers:
        """The headers of a 200 as they travel."""
        coding = {"Content-Encoding": self.encoded.coding} if self.encoded.coding else {}
        length = {"Content-Length": str(len(self.encoded.body))}
        return raw(HEADERS | self.headers | coding | length)


@dataclass(frozen=True)
class Answer:
    """A feed as an address gave it, until when that may be repeated, and whose token it was."""

    written: Written
    until: datetime
    subject: str

    @cached_property
    def plain(self) -> Ready:
        """Not compressed."""
        return Ready(self.written.plain)

    @cached_property
    def packed(self) -> Ready:
        """Compressed."""
        return Ready(self.written.packed)


@dataclass
class Answers:
    """What was answered in the last two seconds, by path and query."""

    clock: Clock
    kept: dict[tuple[str, bytes], Answer] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def keep(self, path: str, query: bytes, written: Written, subject: str) -> Answer:
        """Remember an answer."""
        now = self.clock.machine()
        answer = Answer(written, now + REMEMBERED, subject)
        with self.lock:
            if len(self.kept) >= MOST:
                self.kept.clear()
            self.kept.pop((path, query), None)
            over = takewhile(lambda kept: kept[1].until <= now, self.kept.items())
            for key in [key for key, _ in over]:  # the oldest are the first
                del self.kept[key]
            self.kept[path, query] = answer
        return answer

    def get(self, path: str, query: bytes) -> Answer | None:
        """Return an answer that may be repeated."""
        found = self.kept.get((path, query))
        return found if found and self.clock.machine() < found.until else None


class Quick:
    """Answers what it remembers, and passes everything else on."""

    def __init__(
        self, app: ASGIApp, answers: Answers, fetches: Fetches, metrics: Metrics
    ) -> None:
        self._app, self._answers, self._fetches = app, answers, fetches
        self._counts = {status: metrics.feeds.labels(status) for status in (200, 304)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            found = self._answers.get(scope["path"], scope["query_string"])
            if found:
                await self._repeat(scope, send, found)
                return
        await self._app(scope, receive, send)

    async def _repeat(self, scope: Scope, send: Send, answer: Answer) -> None:
        asked = dict(scope["headers"])
        packed = takes_gzip(_told(asked, b"accept-encoding"))
        ready = answer.packed if packed else answer.plain
        known = matches(_told(asked, b"if-none-match"), ready.encoded.etag)
        status, headers = (304, ready.unchanged) if known else (200, ready.whole)
        self._fetches.note(
            answer.subject, _told(asked, b"user-agent"), self._answers.clock.machine()
        )
        self._counts[status].inc()
        body = b"" if known or scope["method"] == "HEAD" else ready.encoded.body
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _told(asked: dict[bytes, bytes], name: bytes) -> str:
    return asked.get(name, b"").decode("latin-1")
