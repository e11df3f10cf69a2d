"""Undo: which edits of which reply are taken back, by a reply or by a link."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from digest.model.addresses import TOKEN
from digest.model.command import Command, Parsed, Restore, TakeBack, Undo
from digest.model.directory import Person
from digest.model.ids import checksum
from digest.model.ledger import Delivery, InboxEntry, Purpose
from digest.model.receipt import Outcome, Result
from digest.sentence import Sentence
from digest.workflow.addresses import Addresses
from digest.workflow.linking import REPLY_LIVES
from digest.workflow.outcomes import from_json
from digest.workflow.world import World

NOTHING = Sentence("there is nothing to undo")
_LOOKED_AT = 50  # replies of a person


def taking_back(
    world: World, entry: InboxEntry, request: Parsed, asked: tuple[Person, Delivery]
) -> Parsed:
    """Return what a mail asks for, each undo as the edits that it means.

    The same at every try: what came before the mail decides.
    """
    commands: list[Command] = []
    undo = _Undo(world, entry, asked)
    for command in request.commands:
        commands += undo.of_item(command) if isinstance(command.action, Undo) else [command]
    for wish in request.wishes:
        commands += undo.of_reply(wish.line) if isinstance(wish, TakeBack) else []
    return replace(request, commands=tuple(commands))


def how_long(world: World, received_at: datetime) -> Sentence | None:
    """Return why an edit cannot be taken back any more; None where it can."""
    lives = world.installation.replies.undo
    if world.clock.now() - received_at <= lives:
        return None
    return Sentence(
        "a change can be undone for {days} days; edit the file", days=lives.days or 1
    )


class _Undo:
    """The edits of a person's replies that came before a mail, newest first."""

    def __init__(self, world: World, entry: InboxEntry, asked: tuple[Person, Delivery]) -> None:
        self._world, self._entry = world, entry
        self._person, self._delivery = asked

    def of_item(self, command: Command) -> list[Command]:
        """Return what takes back the last change of an item."""
        item = self._delivery.handles.get(command.handle, "")
        for earlier in self._earlier() if item else ():
            if found := self._commands(earlier, command.line, item):
                return found
        return [command]

    def of_reply(self, line: str) -> list[Command]:
        """Return what takes back a whole reply, or all that the answered receipt tells."""
        if self._delivery.kind == "receipt":
            told = self._world.store.told_in(int(self._delivery.subject))
            found = [
                command
                for earlier in reversed(told)
                for command in self._commands(earlier, line)
            ]
            return found or [Command(0, Undo(), line)]
        for earlier in self._earlier():
            if found := self._commands(earlier, line):
                return found
        return [Command(0, Undo(), line)]

    def _earlier(self) -> Iterator[str]:
        """Yield the replies that did something before this one, newest first, undoing apart."""
        for entry, at in self._world.store.replies_of(self._person.key, limit=_LOOKED_AT):
            before = entry != self._entry.id and at <= self._entry.received_at
            if before and self._world.store.note(undoing_key(entry)) is None:
                yield entry

    def _edits(self, earlier: str) -> Iterator[tuple[int, Outcome]]:
        """Yield what a message did and nothing has taken back, the last first."""
        kept = self._world.store.outcomes(earlier)
        for position in sorted(kept, reverse=True):
            outcome = from_json(kept[position])
            by = self._world.store.note(undone_key(f"{earlier}/{position}"))
            done = outcome.result in (Result.CHANGED, Result.PROPOSED)
            if done and by in (None, self._entry.id):
                yield position, outcome

    def _commands(self, earlier: str, line: str, item: str = "") -> list[Command]:
        """Return what takes a reply back, or what it did of one item; refused if proposed."""
        return [
            Command(told.handle or 0, _restoring(told, f"{earlier}/{position}"), line)
            for position, told in self._edits(earlier)
            if item in ("", told.item_id)
        ]


def undoable(world: World, receipt: Delivery) -> tuple[Outcome, ...]:
    """Return what a receipt told and nothing has taken back yet."""
    if receipt.kind != "receipt":
        return ()
    return tuple(
        outcome
        for entry in world.store.told_in(int(receipt.subject))
        for position, kept in world.store.outcomes(entry).items()
        if (outcome := from_json(kept)).result is Result.CHANGED
        and world.store.note(undone_key(f"{entry}/{position}")) is None
    )


def not_undone(asked: Undo) -> Sentence:
    """Return why there is nothing to take back."""
    if not asked.proposed:
        return NOTHING
    return Sentence(
        "it is only proposed: close {request} to take it back, or edit the file once it is "
        "merged",
        request=asked.proposed,
    )


def _restoring(told: Outcome, undoes: str) -> Restore | Undo:
    if told.result is Result.PROPOSED:
        return Undo(told.request or f"the branch {told.branch}")
    return Restore(
        item=told.item_id,
        title=told.title,
        field=told.field,
        before=told.before,
        after=told.after,
        before_line=told.before_line,
        after_line=told.after_line,
        undoes=undoes,
    )


def undone_key(edit: str) -> str:
    """Return where it is noted which mail took an edit back."""
    return f"undone/{edit}"


def undoing_key(entry: str) -> str:
    """Return where it is noted that a mail took something back."""
    return f"undoing/{entry}"


def undo_by_link(world: World, receipt: Delivery, person: Person) -> bool:
    """Put the reply `undo` into the inbox, as if it was an answer to a receipt; once."""
    forms = world.installation.forms
    if forms is None:
        return False
    addresses = Addresses(world)
    token = addresses.token(Purpose.REPLY, receipt.id, REPLY_LIVES)
    world.store.remember(addresses.given)
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = person.mail, forms.reply.replace(TOKEN, token)
    mail["Subject"], mail["In-Reply-To"] = f"Re: {receipt.title}", receipt.message_id
    mail["Message-ID"] = f"<undo.{receipt.id}@{world.installation.author.domain}>"
    mail.set_content("undo\n")
    raw = mail.as_bytes()
    return world.store.accept(
        InboxEntry(
            id=checksum(raw),
            message_id=str(mail["Message-ID"]),
            raw=raw,
            envelope_sender=person.mail,
            recipients=(str(mail["To"]),),
            received_at=world.clock.now(),
            confirmed=True,
            came="page",
        )
    )
