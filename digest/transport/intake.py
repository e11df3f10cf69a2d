"""What fetched messages go through: stored where they are for us, and only then moved away."""

from dataclasses import dataclass

from digest.logs import Log
from digest.mail import arrived
from digest.model.addresses import Forms
from digest.ports import Wake
from digest.transport.inbound import Accept, MachineTime

log = Log(__name__)


@dataclass(frozen=True)
class Intake:
    """Stores messages; `accept` returns once one is safe, and raises when it is not.

    It may be given the same message again and again: the store has it once.
    """

    accept: Accept
    clock: MachineTime
    wake: Wake
    forms: Forms
    mailboxes: frozenset[str]
    max_bytes: int

    def take(self, raw: bytes, came: str) -> bool:
        """Store a message; False, and nothing stored, where it is not for us or too large."""
        envelope = arrived.envelope_of(raw, self.forms, self.mailboxes)
        if len(raw) > self.max_bytes or not envelope.recipients:
            log.info("refused", came=came, bytes=len(raw))
            return False
        entry = arrived.entry(raw, envelope, came=came, at=self.clock())
        new = self.accept(entry)
        log.info("arrived", entry=entry.id[:12], new=new, bytes=len(raw))
        if new:
            self.wake("receive")
        return True
