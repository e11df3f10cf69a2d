"""Messages to a relay over SMTP: many over few connections, one answer for each."""

import asyncio
import re
from collections import deque
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass

from digest.errors import Transient
from digest.mail.dkim import Signer, sign
from digest.model.ledger import Delivery
from digest.ports import NotSent, Sent
from digest.transport.batch import Batch
from digest.transport.conversation import GO_AHEAD, Conversation, Ended, Lost, Reply
from digest.transport.pace import Pace
from digest.transport.recorder import Recorder, Told
from digest.transport.relay import Relay, Tls, reached
from digest.transport.replies import on_one_line

__all__ = ["Answer", "Relay", "SmtpTransport", "Tls"]

Answer = Sent | NotSent

_AT_ONCE = 100
_OFFERS = 2  # of one message in one batch, when the session ended before its text was sent
_WANTS_LOGIN = (530, 534, 535, 538)  # RFC 4954 §6: no message can change that
_PERMANENT = 500
# What stands between the brackets of MAIL and RCPT cannot end the command.
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+")


def _unheard(answers: Sequence[Answer], offers: Sequence[str]) -> Collection[str]:
    """Nobody wants to hear of an answer before all are there."""
    del answers
    return offers


@dataclass(frozen=True)
class SmtpTransport:
    """A `Transport` over SMTP.  Connections live inside one call of `send`.

    Messages are signed here, as they leave: what is stored outlives no key, and a key that
    was changed counts for what waits, too.  The signature's time is that of the message, so
    one that is sent again is the same to the byte.
    """

    relay: Relay
    connections: int = 2
    signers: Sequence[Signer] = ()
    per_minute: int | None = None  # messages offered at most; None: as fast as they are taken

    @property
    def at_once(self) -> int:
        """How many messages should wait for their turn: no more than a minute's worth."""
        return min(_AT_ONCE, self.per_minute or _AT_ONCE)

    def send(
        self,
        deliveries: Sequence[Delivery],
        told: Told = _unheard,
        more: Callable[[], Sequence[Delivery]] = lambda: (),
    ) -> list[Answer]:
        """Offer every message once, and what there is `more`; return one answer each.

        They are in the order of the answers.  `told` hears of each, and of what its connection
        offers next, before that is done.
        """
        batch = Batch(deque(deliveries), Recorder(told), Pace(self.per_minute), more)
        if deliveries:
            asyncio.run(self._drain(batch))
        if rest := [_down(delivery, batch.trouble) for delivery in batch.waiting]:
            told(rest, ())
        return [*batch.answers, *rest]

    def greeting(self) -> str:
        """Connect, log in where that is configured, send nothing, and say who answered.

        Raises:
            Transient: the relay does not answer, or does not let us in.
        """
        asyncio.run(self._introduced())
        return f"{self.relay.host}:{self.relay.port} answers"

    async def _introduced(self) -> None:
        await (await reached(self.relay)).leave()

    async def _drain(self, batch: Batch) -> None:
        count = max(1, min(self.connections, len(batch.waiting)))
        await asyncio.gather(*(self._work(batch) for _ in range(count)))

    async def _work(self, batch: Batch) -> None:
        """Send messages over one connection until none is left or the relay is gone."""
        line, answer = _Line(self.relay), None
        try:
            await line.conversation()
        except Transient as trouble:
            batch.trouble = str(trouble)
            return
        batch.recorder.join()
        try:
            while delivery := await batch.next(answer):
                answer = await self._offer(line, delivery)
                if isinstance(answer, NotSent) and answer.relay_down:
                    batch.give_back(delivery, answer.error)
                    return
        finally:
            batch.recorder.leave()
            await line.close()

    async def _offer(self, line: "_Line", delivery: Delivery) -> Answer:
        if wrong := _no_address(delivery):
            return wrong
        error = ""
        raw = sign(delivery.raw, self.signers, at=delivery.queued_at)
        for _ in range(_OFFERS):
            try:
                return await _hand_over(await line.conversation(), delivery, raw)
            except Transient as trouble:
                return _down(delivery, str(trouble))
            except Ended as ended:
                line.hang_up()
                error = on_one_line(str(ended))
        return NotSent(delivery.id, error, permanent=False)


@dataclass
class _Line:
    """One connection after the other to a relay: servers end a session when they like."""

    relay: Relay
    _open: Conversation | None = None

    async def conversation(self) -> Conversation:
        """Return the session there is, or a new one.

        Raises:
            Transient: the relay does not answer, or does not let us in.
        """
        self._open = self._open or await reached(self.relay)
        return self._open

    def hang_up(self) -> None:
        """Go on with a new session, for this one ended."""
        self._open = None

    async def close(self) -> None:
        """Take leave."""
        if self._open:
            await self._open.leave()


def _no_address(delivery: Delivery) -> NotSent | None:
    for address in (delivery.address, delivery.envelope_sender):
        if address and not _ADDRESS.fullmatch(address):
            error = f"not an address: {on_one_line(address)!r}"
            return NotSent(delivery.id, error, permanent=True)
    return None


async def _hand_over(talk: Conversation, delivery: Delivery, raw: bytes) -> Answer:
    """Hand one message over; the bytes go as they are, never through an EmailMessage.

    Raises:
        Ended: the session ended before the server had all of it.
    """
    size = f" SIZE={len(raw)}" if "size" in talk.extensions else ""
    sender = f"MAIL FROM:<{delivery.envelope_sender}>{size}"
    reply = await talk.ask(sender, f"RCPT TO:<{delivery.address}>", "DATA")
    if reply.code != GO_AHEAD:
        return await _refused(talk, delivery, reply)
    try:
        reply = await talk.text(raw)
    except Lost as lost:
        # RFC 1047: whoever waits for the last reply cannot know.
        error = f"{on_one_line(str(lost))}; the server may have taken the message"
        return NotSent(delivery.id, error, permanent=False, in_doubt=True)
    if reply.refuses:
        return await _refused(talk, delivery, reply)
    return Sent(delivery.id, on_one_line(str(reply)))


async def _refused(talk: Conversation, delivery: Delivery, reply: Reply) -> NotSent:
    error = on_one_line(str(reply))
    if reply.code in _WANTS_LOGIN:
        return _down(delivery, error)
    with suppress(Ended):
        await talk.ask("RSET")  # the next message starts clean
    return NotSent(delivery.id, error, permanent=reply.code >= _PERMANENT)


def _down(delivery: Delivery, error: str) -> NotSent:
    return NotSent(delivery.id, error, permanent=False, relay_down=True)
