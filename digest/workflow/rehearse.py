"""What would become of a message, found out without writing anything."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import unified_diff

from digest.errors import DigestError
from digest.mail import inbound as mail
from digest.mail import trim
from digest.mail.automatic import classify
from digest.mail.inbound import Inbound
from digest.model.command import NotUnderstood, Parsed
from digest.model.directory import Person
from digest.model.ledger import Delivery, InboxEntry, InboxState
from digest.model.receipt import Result
from digest.ports import Rewritten
from digest.workflow.asked import asked, asked_by_nobody
from digest.workflow.carry import planned
from digest.workflow.dry import dry
from digest.workflow.edit import Replier
from digest.workflow.judge import judge
from digest.workflow.rewrite import rewrite
from digest.workflow.spelled import spelled
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
    return replace(told, commands=tuple(spelled(request)), problems=problems)


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
        changed: list[Rewritten] = []
        try:
            outcomes |= rewrite(
                world, dry(world.sources[source], changed), by_path, Replier(asked_by[0], entry)
            )
        except DigestError as error:
            problems.append(f"{source}: {error}")
        files += [(source, file) for file in changed]
    refused = (o for o in outcomes.values() if o.result is Result.REFUSED)
    problems += [f"{outcome.line}: {outcome.reason}" for outcome in refused]
    return replace(
        told,
        commands=tuple(spelled(request)),
        problems=(*map(_problem, request.unclear), *problems),
        diff="".join(line for source, file in files for line in _diff(source, file)),
    )


def _diff(source: str, file: Rewritten) -> Iterator[str]:
    """Yield the lines of a unified diff of what was to be written."""
    old, new = (raw.decode("utf-8", "replace").split("\n") for raw in (file.seen, file.new))
    place = f"{source}/{file.path}"
    for line in unified_diff(old, new, f"a/{place}", f"b/{place}", lineterm=""):
        yield f"{line}\n"
