"""Webhooks: a host tells that somebody pushed, and the source is gathered at once."""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from digest.logs import Log
from digest.ports import Wake
from digest.web import pushes
from digest.web.signatures import proven
from digest.web.tokens import world_of

log = Log(__name__)

MAX_BYTES = 5_000_000
QUIET = 0.3  # seconds in which a burst becomes one gather
_BURST, _A_SECOND = 30.0, 1.0  # unproven requests for one name at once, and from then on
_NAMES = 1000  # whose requests are counted
_AT_ONCE = 16  # large bodies that are read at a time
_LARGE = 200_000  # bytes; nearly every push has fewer, and need not wait for anybody
_NOBODY = "nobody knows this one"  # so that an unknown name takes as long as a known one


@dataclass(frozen=True)
class Hook:
    """What is expected of whoever calls for a source."""

    secret: str = field(repr=False)
    branch: str | None = None  # None: the repository's own


@dataclass
class Hooks:
    """The hooks of a service, who was asked for lately, and who is to be woken."""

    known: Mapping[str, Hook]
    reading: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _waking: set[asyncio.Task[None]] = field(default_factory=set)
    _asked: set[str] = field(default_factory=set)

    def admits(self, name: str, now: float) -> bool:
        """Return whether a name, known or not, may be asked for in vain once more."""
        left, since = self._left.pop(name, (_BURST, now))
        left = min(_BURST, left + (now - since) * _A_SECOND)
        self._left[name] = (max(left - 1, 0), now)
        if len(self._left) > _NAMES:
            self._left.popitem(last=False)
        return left >= 1

    def wake(self, wake: Wake, name: str) -> None:
        """Have a source gathered when the burst of requests for it is over."""
        if name not in self._asked:
            self._asked.add(name)
            task = asyncio.create_task(self._wake(wake, name))
            self._waking.add(task)
            task.add_done_callback(self._waking.discard)

    async def _wake(self, wake: Wake, name: str) -> None:
        await asyncio.sleep(QUIET)
        self._asked.discard(name)
        await run_in_threadpool(wake, "gather", name)


async def take(request: Request) -> Response:
    """Answer a webhook: 202 when its source is gathered, 204 when that is not needed.

    An unknown source and a wrong signature are answered alike, and neither can keep out
    whoever knows the secret.
    """
    hooks: Hooks = request.app.state.hooks
    name = request.path_params["source"]
    size = _size(request)
    async with hooks.reading if size > _LARGE else nullcontext():
        body = await _body(request) if size <= MAX_BYTES else None
    if body is None:
        return _told("too large, or too slow", 413)
    hook = hooks.known.get(name, Hook(_NOBODY))
    if proven(request.headers, body, hook.secret) and name in hooks.known:
        return _act(request, name, body, hook)
    if not hooks.admits(name, asyncio.get_running_loop().time()):
        return _told("too many requests", 429, {"Retry-After": "30"})
    return _told("no such hook, or the signature is wrong", 403)


def _act(request: Request, name: str, body: bytes, hook: Hook) -> Response:
    if pushes.event(request.headers) == "ping":
        return _told("pong", 200)
    try:
        wanted = pushes.concerns(request.headers, body, hook.branch)
    except ValueError:
        return _told("the body is not JSON", 400)
    log.info("hook", source=name, wanted=wanted)
    if not wanted:
        return Response(status_code=204)
    request.app.state.hooks.wake(world_of(request).wake, name)
    return _told("gathering", 202)


def _size(request: Request) -> int:
    """Return how large the body says it is; one that does not say may be as large as any."""
    told = request.headers.get("content-length", "")
    return int(told) if re.fullmatch(r"[0-9]{1,18}", told) else MAX_BYTES


async def _body(request: Request) -> bytes | None:
    """Return the body, None when it is too large or does not arrive."""
    parts, size = [], 0
    try:
        async with asyncio.timeout(10):
            async for part in request.stream():
                size += len(part)
                if size > MAX_BYTES:
                    return None
                parts.append(part)
    except (TimeoutError, ClientDisconnect):
        return None
    return b"".join(parts)


def _told(words: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    return PlainTextResponse(f"{words}\n", status_code=status, headers=headers)
