"""What is said to a relay that let us in: commands in one piece, replies one by one."""

import asyncio
import re
from collections import deque
from contextlib import suppress
from dataclasses import dataclass

CLOSING = 421  # RFC 5321 §3.8: the server ends the session, the message is not to blame
GO_AHEAD = 354
_REFUSES = 400
_LONGEST = 32 * 1024  # octets of a reply
_QUIT_SECONDS = 5.0
_CLOSE_SECONDS = 0.5  # TLS says goodbye before its socket closes
_LINE = re.compile(rb"([2-5]\d\d)(?:([ -])([^\n]*))?\n")
_BREAK = re.compile(rb"\r\n|\r|\n")


@dataclass(frozen=True)
class Reply:
    """One reply, its lines joined."""

    code: int
    text: str

    @property
    def refuses(self) -> bool:
        """Return whether it says no, for now (4yz) or for good (5yz)."""
        return self.code >= _REFUSES

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Ended(Exception):
    """The server said that it ends the session."""


class Lost(Ended):
    """The session ended, and nobody knows what the server made of what it had."""


class Conversation(asyncio.Protocol):
    """An SMTP session after its greeting, as the protocol of a connection that there is."""

    def __init__(
        self, transport: asyncio.Transport, seconds: float, extensions: frozenset[str]
    ) -> None:
        """Take a connection over; `seconds` are how long a reply may take."""
        self._transport, self._seconds = transport, seconds
        self.extensions = extensions  # what the server offers beyond RFC 5321, lower case
        self._loop = asyncio.get_running_loop()
        self._heard = b""
        self._replies: deque[Reply] = deque()
        self._waits: asyncio.Future[None] | None = None
        self._lost = ""  # why it ended
        self._gone: asyncio.Future[None] = self._loop.create_future()  # done once it is closed
        transport.set_protocol(self)

    async def ask(self, *commands: str) -> Reply:
        """Return the reply to the last of some commands, or the first reply that refuses.

        They go in one piece where the server offers that (RFC 2920): a message takes two
        journeys to the server and back, not four.

        Raises:
            Ended: the session ended.
        """
        if self._replies:  # nobody asked: the server takes its leave
            self._end(str(self._replies.popleft()))
        if "pipelining" in self.extensions:
            return await self._said(*commands)
        for command in commands[:-1]:
            if (reply := await self._said(command)).refuses:
                return reply
        return await self._said(commands[-1])

    async def _said(self, *commands: str) -> Reply:
        self._write("".join(f"{command}\r\n" for command in commands).encode("ascii"))
        replies = [await self._reply() for _ in commands]
        refusal = next((reply for reply in replies if reply.refuses), None)
        if refusal and replies[-1].code == GO_AHEAD:
            # RFC 2920 §3.1: it waits for the text of a message that has no recipient.
            await self.text(b"")
        return refusal or replies[-1]

    async def text(self, raw: bytes) -> Reply:
        """Return the reply to the text of a message.

        Raises:
            Lost: the text is gone, and no reply came.
            Ended: the server ended the session in place of taking the message.
        """
        self._write(_stuffed(raw))
        return await self._reply()

    async def leave(self) -> None:
        """Take leave, and close the connection; the server has little time to answer."""
        self._seconds = min(self._seconds, _QUIT_SECONDS)
        try:
            with suppress(Ended):
                await self.ask("QUIT")
        finally:
            self._transport.close()
        await asyncio.wait([self._gone], timeout=_CLOSE_SECONDS)
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        """Read the replies that have come."""
        self._heard += data
        if len(self._heard) > _LONGEST:
            self._end("the reply is too long")
        while self._read():
            pass
        self._wake()

    def _read(self) -> bool:
        """Read one reply; False while its last line is not there (RFC 5321 §4.2.1)."""
        texts, at = [], 0
        while line := _LINE.match(self._heard, at):
            at = line.end()
            texts.append((line[3] or b"").strip().decode("utf-8", "replace"))
            if line[2] != b"-":
                self._heard = self._heard[at:]
                self._replies.append(Reply(int(line[1]), " ".join(texts)))
                return True
        if b"\n" in self._heard[at:]:
            shown = self._heard[at : at + 80].decode("ascii", "replace")
            self._end(f"this is no SMTP reply: {shown!r}")
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """End the session; whoever waits is told."""
        self._end(f"connection lost{f': {exc}' if exc else ''}")
        if not self._gone.done():
            self._gone.set_result(None)

    def _end(self, why: str) -> None:
        self._lost = self._lost or why
        self._transport.abort()
        self._wake()

    def _wake(self) -> None:
        if self._waits and not self._waits.done():
            self._waits.set_result(None)

    def _write(self, said: bytes) -> None:
        if self._lost:
            raise Ended(self._lost)
        self._transport.write(said)

    async def _reply(self) -> Reply:
        while not self._replies:
            if self._lost:
                raise Lost(self._lost)
            self._waits = self._loop.create_future()
            late = self._loop.call_later(self._seconds, self._end, "no reply in time")
            try:
                await self._waits
            finally:
                late.cancel()
        reply = self._replies.popleft()
        if reply.code == CLOSING:
            self._end(str(reply))
            raise Ended(str(reply))
        return reply


def _stuffed(raw: bytes) -> bytes:
    """Return a text as it travels: lines end in CRLF, a dot that begins one is doubled.

    RFC 5321 §2.3.8, §4.5.2.  A lone CR or LF would be a line end to some servers and none to
    others, which lets a text pretend to be two messages.
    """
    breaks = raw.count(b"\r\n")
    if raw.count(b"\n") != breaks or raw.count(b"\r") != breaks:
        raw = _BREAK.sub(b"\r\n", raw)
    if raw and not raw.endswith(b"\r\n"):
        raw += b"\r\n"
    return (b"\r\n" + raw).replace(b"\r\n.", b"\r\n..")[2:] + b".\r\n"
