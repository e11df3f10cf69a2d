"""Feeds over HTTP: strong ETags, 304s, and the same bytes for the same store and day."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from digest.errors import Transient, UsageError
from digest.ical import Choice, Kind
from digest.logs import Log
from digest.model.ledger import Purpose
from digest.web.cache import Cache, Written
from digest.web.clients import SETTLES, Fetches
from digest.web.metrics import Metrics
from digest.web.negotiation import matches, takes_gzip
from digest.web.quick import Answer, Answers
from digest.web.rates import Rates
from digest.web.tokens import GONE, bearer
from digest.workflow.calendars import wanted
from digest.workflow.feed import feed as write_feed
from digest.workflow.feed import language_of, today_of
from digest.workflow.shelf import Shelf
from digest.workflow.world import World

log = Log(__name__)

_DAYS = 365  # the most that can be asked for
_PLAIN = QueryParams()


@dataclass
class Desk:
    """What feeds are answered from: what stands ready, and what is counted."""

    world: World
    answers: Answers
    rates: Rates
    cache: Cache = field(default_factory=Cache)
    fetches: Fetches = field(default_factory=Fetches)
    shelf: Shelf = field(init=False)

    def __post_init__(self) -> None:
        self.shelf = Shelf(self.world)

    def settle(self) -> None:
        """Write what was fetched: who looks at a calendar's page sees it."""
        try:
            self.world.store.record_fetches(self.fetches.take())
        except Transient as error:  # they are counted, not owed
            log.warning("fetches not written", reason=str(error))

    async def settling(self) -> None:
        """Write what was fetched, over and over."""
        while True:
            await asyncio.sleep(SETTLES)
            await asyncio.to_thread(self.settle)


def feed(request: Request) -> Response:
    """Answer a subscription: 200, 304, 404 for an unknown address, 410 for a rotated one."""
    answer = _asked(request)
    metrics: Metrics = request.app.state.metrics
    metrics.feeds.labels(answer.status_code).inc()
    return answer


def _asked(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    # The case of an address does not count: neither may it make another of it.
    if wait := desk.rates.beyond(request.path_params["token"].lower()):
        return _refused("asked too often", 429, {"Retry-After": str(wait)})
    holder = bearer(request, Purpose.FEED)
    if isinstance(holder, int):
        return _refused("no such calendar", holder)
    try:
        written = ready(desk, holder.record.subject, request.query_params)
    except UsageError as error:
        return _refused(str(error), 400)
    if written is None:
        return _refused("this calendar is gone", GONE)
    path, query = request.scope["path"], request.scope["query_string"]
    answer = desk.answers.keep(path, query, written, holder.record.subject)
    return _answer(request, desk, answer)


def _refused(why: str, status: int, headers: dict[str, str] | None = None) -> Response:
    told = {"Cache-Control": "no-store"} | (headers or {})
    return PlainTextResponse(f"{why}\n", status_code=status, headers=told)


def ready(desk: Desk, subject: str, query: QueryParams = _PLAIN) -> Written | None:
    """Return the feed that the subject of a token means; None where it is gone.

    Raises:
        UsageError: what is asked for beside it is not understood.
    """
    world, meant = desk.world, wanted(desk.world, subject)
    if meant is None:
        return None
    meant = replace(meant, choice=choice_of(query, meant.choice))
    today, language = today_of(world, meant.viewer), language_of(world, meant.viewer).tag
    state = desk.shelf.look().number, today, meant.name, language
    key = subject, meant.choice
    return desk.cache.get(key, state, lambda: write_feed(world, meant, desk.shelf))


def choice_of(query: QueryParams, saved: Choice) -> Choice:
    """Return what an address asks for, where it says so, in place of what was saved.

    Raises:
        UsageError: what it says is not understood.
    """
    changed = {
        field: read(query[name]) for name, (field, read) in _ASKED.items() if name in query
    }
    return replace(saved, **changed)  # type: ignore[arg-type]  # each read for its field


def _kind(told: str) -> Kind:
    try:
        return Kind(told)
    except ValueError:
        raise UsageError("kind is event, todo or both") from None


def days(told: str) -> int:
    """Return a number of days as somebody asks for it.

    Raises:
        UsageError: it is none, or too many.
    """
    if not told.isascii() or not told.isdigit() or not 0 <= int(told[:5]) <= _DAYS:
        raise UsageError(f"days are 0 to {_DAYS}")
    return int(told)


def _flag(told: str) -> bool:
    if told not in ("0", "1"):
        raise UsageError("overdue and review are 0 or 1")
    return told == "1"


_ASKED: dict[str, tuple[str, Callable[[str], object]]] = {
    "kind": ("kind", _kind),
    "done": ("done_days", days),
    "alarm": ("alarm_days", days),
    "overdue": ("overdue", _flag),
    "review": ("review", _flag),
}


def _answer(request: Request, desk: Desk, answer: Answer) -> Response:
    packed = takes_gzip(request.headers.get("accept-encoding", ""))
    ready = answer.packed if packed else answer.plain
    now = desk.world.clock.machine()
    desk.fetches.note(answer.subject, request.headers.get("user-agent", ""), now)
    known = matches(request.headers.get("if-none-match", ""), ready.encoded.etag)
    status = 304 if known else 200
    viewer, _, scope = answer.subject.partition("/")
    log.debug("feed", scope=scope, viewer=viewer, status=status)
    response = Response(b"" if known else ready.encoded.body, status_code=status)
    response.raw_headers = ready.unchanged if known else ready.whole
    return response
