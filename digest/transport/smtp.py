"""Messages to a relay over SMTP: many over few connections, one answer for each."""

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import aiosmtplib

from digest.errors import Transient
from digest.mail.dkim import Signer, sign
from digest.model.ledger import Delivery
from digest.ports import NotSent, Sent
from digest.transport.batch import Batch
from digest.transport.handing import Ended, down, hand_over, no_address
from digest.transport.pace import Pace
from digest.transport.recorder import Recorder, Told
from digest.transport.relay import Relay, Tls, client_of, greet, leave

__all__ = ["Answer", "Relay", "SmtpTransport", "Tls"]

Answer = Sent | NotSent

_AT_ONCE = 100
_OFFERS = 2  # of one message in one batch, when the session ended before its text was sent


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
        if rest := [down(delivery, batch.trouble) for delivery in batch.waiting]:
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
        client = client_of(self.relay)
        try:
            await greet(client, self.relay)
        finally:
            await leave(client)

    async def _drain(self, batch: Batch) -> None:
        count = max(1, min(self.connections, len(batch.waiting)))
        await asyncio.gather(*(self._work(batch) for _ in range(count)))

    async def _work(self, batch: Batch) -> None:
        client = client_of(self.relay)
        try:
            await greet(client, self.relay)
        except Transient as trouble:
            batch.trouble = str(trouble)
        else:
            await self._send(client, batch)
        finally:
            await leave(client)

    async def _send(self, client: aiosmtplib.SMTP, batch: Batch) -> None:
        """Send messages over one connection until none is left or the relay is gone."""
        answer = None
        batch.recorder.join()
        try:
            while delivery := await batch.next(answer):
                answer = await self._offer(client, delivery)
                if isinstance(answer, NotSent) and answer.relay_down:
                    batch.give_back(delivery, answer.error)
                    return
        finally:
            batch.recorder.leave()

    async def _offer(self, client: aiosmtplib.SMTP, delivery: Delivery) -> Answer:
        if wrong := no_address(delivery):
            return wrong
        error = ""
        raw = sign(delivery.raw, self.signers, at=delivery.queued_at)
        for _ in range(_OFFERS):
            try:
                await greet(client, self.relay)
                return await hand_over(client, delivery, raw)
            except Transient as trouble:
                return down(delivery, str(trouble))
            except Ended as ended:
                client.close()
                error = str(ended)
        return NotSent(delivery.id, error, permanent=False)
