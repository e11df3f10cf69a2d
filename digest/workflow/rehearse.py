"""What would become of a message, found out without writing anything."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import unified_diff

from digest.errors import DigestError
from digest.mail import inbound as mail
from digest.mail import trim
from digest.mail.automatic import classify
from digest.mail.inbound import Inbound
from digest.model.change import Touch
from digest.model.command import (
    Asked,
    Choose,
    Later,
    NotMine,
    NotUnderstood,
    Parsed,
    Pause,
    Restore,
    SetDue,
    SetStatus,
    Undo,
    Wish,
    field_of,
)
from digest.model.directory import Person
from digest.model.ledger import Delivery, InboxEntry, InboxState
from digest.model.receipt import Result
from digest.ports import Draft, Landed, Note, Rewritten, Snapshot, Source, Step
from digest.workflow.asked import asked, asked_by_nobody
from digest.workflow.carry import planned
from digest.workflow.edit import Replier
from digest.workflow.judge import judge
from digest.workflow.rewrite import rewrite
from digest.workflow.strength import strong_enough
from digest.workflow.takeback import taking_back
from digest.workflow.world import World

_DISPOSITIONS = {
    None: "apply",
    InboxState.APPLIED: "apply",
    InboxState.HELD: "hold",
    InboxState.REJECTED: "reject",
    InboxState.IGNORED: "ignore",
}


_VERBS: dict[type[Asked], str] = {
    Choose: "option",
    Later: "later",
    NotMine: "not mine",
    Undo: "undo",
    Restore: "undo",
}


@dataclass(frozen=True)
class Rehearsed:
    """What would become of a message."""

    disposition: str  # apply, hold, reject, ignore, bounce or duplicate
    reason: str
    person: str | None  # key of whom its reply address belongs to
    text: str  # what was newly typed
    commands: tuple[Mapping[str, object], ...] = ()
    problems: tuple[str, ...] = ()
    diff: str = ""  # of the files it would change


def rehearse(world: World, entry: InboxEntry, *, copy: bool = False) -> Rehearsed:
    """Return what would become of a message; `copy`: it came before.

    The world's store must be one that is only asked.
    """
    inbound = mail.read(entry.raw)
    judged = strong_enough(world, entry, inbound, judge(world, entry, inbound))
    disposition, reason = _DISPOSITIONS[judged.state], judged.note
    own = (world.installation.author.address,)
    if classify(inbound, envelope_sender=entry.envelope_sender, own=own).report:
        disposition = "bounce"
    if copy:
        disposition, reason = "duplicate", "it came before"
    told = Rehearsed(
        disposition,
        reason,
        judged.person.key if judged.person else None,
        trim.extract(inbound.text, inbound.html),
    )
    if judged.person is None or judged.delivery is None:
        request = asked_by_nobody(
            inbound, entry.received_at.date(), world.installation.vocabulary
        )
        return _with(told, request)
    request = asked(world, entry, inbound, judged.person, judged.delivery)
    if disposition != "apply":
        return _with(told, request)
    return _carried(world, entry, told, request, (judged.person, judged.delivery))


def read_alone(inbound: Inbound, request: Parsed, reason: str) -> Rehearsed:
    """Return what is told of a message where there are no settings: nobody's it could be."""
    origin = classify(inbound, envelope_sender=None, own=())
    automatic = "bounce" if origin.report else "ignore"
    disposition = "reject" if not origin.reason else automatic
    text = trim.extract(inbound.text, inbound.html)
    told = Rehearsed(disposition, origin.reason or inbound.problem or reason, None, text)
    return _with(told, request)


def _with(told: Rehearsed, request: Parsed) -> Rehearsed:
    problems = tuple(map(_problem, request.unclear))
    return replace(told, commands=tuple(_told(request)), problems=problems)


def _problem(unclear: NotUnderstood) -> str:
    return f"{unclear.line}: {unclear.hint}"


def _carried(
    world: World,
    entry: InboxEntry,
    told: Rehearsed,
    request: Parsed,
    asked_by: tuple[Person, Delivery],
) -> Rehearsed:
    """Carry the commands out on drafts that never land."""
    meant = taking_back(world, entry, request, asked_by)
    outcomes, by_source = planned(world, entry, [*enumerate(meant.commands)], asked_by)
    files: list[tuple[str, Rewritten]] = []
    problems: list[str] = []
    for source, by_path in by_source.items():
        dry = _Dry(world.sources[source])
        try:
            outcomes |= rewrite(world, dry, by_path, Replier(asked_by[0], entry))
        except DigestError as error:
            problems.append(f"{source}: {error}")
        files += [(source, file) for file in dry.files]
    refused = (o for o in outcomes.values() if o.result is Result.REFUSED)
    problems += [f"{outcome.line}: {outcome.reason}" for outcome in refused]
    return replace(
        told,
        commands=tuple(_told(request)),
        problems=(*map(_problem, request.unclear), *problems),
        diff="".join(line for source, file in files for line in _diff(source, file)),
    )


def _told(request: Parsed) -> Iterator[Mapping[str, object]]:
    for command in request.commands:
        verb, value = _said(command.action)
        yield {"line": command.line, "item": command.handle, "verb": verb, "value": value}
    for wish in request.wishes:
        yield {"line": wish.line, "item": None, **_wished(wish)}


def _wished(wish: Wish) -> Mapping[str, object]:
    verb = {"TakeBack": "undo"}.get(type(wish).__name__, type(wish).__name__.lower())
    return {"verb": verb, "value": wish.until.isoformat() if isinstance(wish, Pause) else ""}


def _said(action: Asked) -> tuple[str, str]:
    """Return a command's verb, and what it sets."""
    verb = _VERBS.get(type(action)) or field_of(action)
    match action:
        case SetStatus(status, detail):
            return verb, f"{status.value}: {detail}" if detail else status.value
        case SetDue(due):
            days = [day.isoformat() for day in (due.start, due.end) if day]
            return verb, "/".join(dict.fromkeys(days))
        case Choose(option, detail):
            return verb, f"{option}: {detail}" if detail else option
    return verb, _plain(action)


def _plain(action: Asked) -> str:
    """Return what a command sets, where it is one value or none."""
    names = ("name", "level", "text", "until")
    found = (getattr(action, name) for name in names if hasattr(action, name))
    return str(next(found, ""))


@dataclass
class _Dry:
    """Implements `Source`: what it is to write is kept, and goes nowhere."""

    real: Source
    files: list[Rewritten] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.real.name

    def snapshot(self) -> Snapshot:
        return self.real.snapshot()

    def draft(self, reply: str, *, aside: bool = False) -> Draft:
        return _DryDraft(self.real.draft(reply, aside=aside), self.files)

    def history(self, after: str, snapshot: Snapshot) -> Iterator[Snapshot | Step]:
        return self.real.history(after, snapshot)

    def read(self, path: str, snapshot: Snapshot) -> bytes:
        return self.real.read(path, snapshot)

    def touched(self, path: str, snapshot: Snapshot) -> Touch:
        return self.real.touched(path, snapshot)


def _diff(source: str, file: Rewritten) -> Iterator[str]:
    """Yield the lines of a unified diff of what was to be written."""
    old, new = (raw.decode("utf-8", "replace").split("\n") for raw in (file.seen, file.new))
    place = f"{source}/{file.path}"
    for line in unified_diff(old, new, f"a/{place}", f"b/{place}", lineterm=""):
        yield f"{line}\n"


@dataclass
class _DryDraft:
    """Implements `Draft` over a real one that never lands."""

    real: Draft
    files: list[Rewritten]

    @property
    def aside(self) -> bool:
        return self.real.aside

    @property
    def ahead(self) -> bool:
        return self.real.ahead

    def read(self, path: str) -> bytes:
        return self.real.read(path)

    def waits(self, branch: str) -> bool:
        return self.real.waits(branch)

    def land(self, files: Sequence[Rewritten], note: Note) -> Landed:  # noqa: ARG002 - as Draft
        self.files.extend(files)
        return Landed("")
