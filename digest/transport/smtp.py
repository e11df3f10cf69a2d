"""Messages to a relay over SMTP: many over few connections, one answer for each."""

import asyncio
import re
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import aiosmtplib

from digest.errors import Transient
from digest.mail.dkim import Signer, sign
from digest.model.ledger import Delivery
from digest.ports import NotSent, Sent
from digest.transport.batch import Batch
from digest.transport.pace import Pace
from digest.transport.recorder import Recorder, Told
from digest.transport.relay import Relay, Tls, client_of, greet
from digest.transport.replies import on_one_line, said

__all__ = ["Answer", "Relay", "SmtpTransport", "Tls"]

Answer = Sent | NotSent

CLOSING = 421  # RFC 5321 §3.8: the server ends the session, the message is not to blame
_AT_ONCE = 100
_OFFERS = 2  # of one message in one batch, when the session ended before its text was sent
_WANTS_LOGIN = (530, 534, 535, 538)  # RFC 4954 §6: no message can change that
_PERMANENT = 500
_QUIT_SECONDS = 5.0
_LINGER_SECONDS = 0.05  # TLS says goodbye before its socket closes
# aiosmtplib picks an address out of whatever it is given: give it nothing to pick from.
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+")


class _SessionEnded(Exception):
    """The session ended before the text of the message was sent: it may be offered again."""


def _unheard(answers: Sequence[Answer]) -> None:
    """Nobody wants to hear of an answer before all are there."""


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

        They are in the order of the answers.  `told` hears of each before its connection goes
        on to another message.
        """
        batch = Batch(deque(deliveries), Recorder(told), Pace(self.per_minute), more)
        if deliveries:
            asyncio.run(self._drain(batch))
        if rest := [_down(delivery, batch.trouble) for delivery in batch.waiting]:
            told(rest)
        return [*batch.answers, *rest]

    def greeting(self) -> str:
        """Connect, log in where that is configured, send nothing, and say who answered.

        Raises:
            Transient: the relay does not answer, or does not let us in.
        """
        relay = self.relay
        try:
            return asyncio.run(self._introduced())
        except (aiosmtplib.SMTPException, OSError, ValueError, Transient) as trouble:
            raise Transient(f"{relay.host}:{relay.port}: {said(trouble)}") from trouble

    async def _introduced(self) -> str:
        client = client_of(self.relay)
        try:
            await greet(client, self.relay)
            return f"{self.relay.host}:{self.relay.port} answers"
        finally:
            await _leave(client)

    async def _drain(self, batch: Batch) -> None:
        count = max(1, min(self.connections, len(batch.waiting)))
        await asyncio.gather(*(self._work(batch) for _ in range(count)))
        if self.relay.tls != "none":
            await asyncio.sleep(_LINGER_SECONDS)

    async def _work(self, batch: Batch) -> None:
        """Send messages over one connection until none is left or the relay is gone."""
        client = client_of(self.relay)
        batch.recorder.join()
        try:
            while delivery := batch.next():
                await batch.pace.turn()
                answer = await self._offer(client, delivery)
                if isinstance(answer, NotSent) and answer.relay_down:
                    batch.give_back(delivery, answer.error)
                    return
                await batch.answered(answer)
        finally:
            batch.recorder.leave()
            await _leave(client)

    async def _offer(self, client: aiosmtplib.SMTP, delivery: Delivery) -> Answer:
        error = ""
        raw = sign(delivery.raw, self.signers, at=delivery.queued_at)
        for _ in range(_OFFERS):
            try:
                await greet(client, self.relay)
            except (aiosmtplib.SMTPException, OSError, ValueError, Transient) as trouble:
                relay = self.relay
                return _down(delivery, f"{relay.host}:{relay.port}: {said(trouble)}")
            try:
                return await _transmit(client, delivery, raw)
            except _SessionEnded as ended:
                client.close()
                error = str(ended)
        return NotSent(delivery.id, error, permanent=False)


async def _transmit(client: aiosmtplib.SMTP, delivery: Delivery, raw: bytes) -> Answer:
    """Hand one message over; the bytes go as they are, never through an EmailMessage.

    Raises:
        _SessionEnded: the server left before it had the text.
    """
    for address in (delivery.address, delivery.envelope_sender):
        if address and not _ADDRESS.fullmatch(address):
            return NotSent(
                delivery.id, f"not an address: {on_one_line(address)!r}", permanent=True
            )
    try:
        size = [f"size={len(raw)}"] if client.supports_extension("size") else []
        await client.mail(delivery.envelope_sender, options=size)
        await client.rcpt(delivery.address)
    except aiosmtplib.SMTPResponseException as refusal:
        return await _refused(client, delivery, refusal)
    except (aiosmtplib.SMTPException, OSError) as trouble:
        raise _SessionEnded(said(trouble)) from trouble
    return await _text(client, delivery, raw)


async def _text(client: aiosmtplib.SMTP, delivery: Delivery, raw: bytes) -> Answer:
    try:
        response = await client.data(raw)
    except aiosmtplib.SMTPResponseException as refusal:
        return await _refused(client, delivery, refusal)
    except (aiosmtplib.SMTPException, OSError) as trouble:
        client.close()
        # RFC 1047: whoever waits for the last reply cannot know.
        error = f"{said(trouble)}; the server may have taken the message"
        return NotSent(delivery.id, error, permanent=False, in_doubt=True)
    return Sent(delivery.id, f"{response.code} {on_one_line(response.message)}")


async def _refused(
    client: aiosmtplib.SMTP, delivery: Delivery, refusal: aiosmtplib.SMTPResponseException
) -> NotSent:
    if refusal.code == CLOSING:
        raise _SessionEnded(said(refusal)) from refusal
    if refusal.code in _WANTS_LOGIN:
        return _down(delivery, said(refusal))
    with suppress(aiosmtplib.SMTPException, OSError):
        await client.rset()  # the next message starts clean
    # Codes below 200 are the client's own, for replies that are not SMTP.
    return NotSent(delivery.id, said(refusal), permanent=refusal.code >= _PERMANENT)


async def _leave(client: aiosmtplib.SMTP) -> None:
    with suppress(aiosmtplib.SMTPException, OSError):
        if client.is_connected:
            await client.quit(timeout=_QUIT_SECONDS)
    client.close()


def _down(delivery: Delivery, error: str) -> NotSent:
    return NotSent(delivery.id, error, permanent=False, relay_down=True)
