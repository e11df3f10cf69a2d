"""What is fed with them, and what must hold whatever they are."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from random import Random
from zlib import crc32

from digest.errors import DigestError, Refusal
from digest.lint.finding import Finding
from digest.lint.mend import mend
from digest.lint.options import Options
from digest.lint.run import Run
from digest.mail import commands, inbound, trim
from digest.mail.lines import LineKind
from digest.markdown import document
from digest.markdown.amend import amend
from digest.markdown.fields import due
from digest.model.command import Action, AddNote, SetDue, SetOwner, SetPriority, SetStatus
from digest.model.document import Document
from digest.model.item import Due, Status
from digest.model.vocabulary import Sprints
from digest.settings.vocabulary import load
from tests.fuzz.mutate import Seeds

VOCABULARY = replace(load(), sprints=Sprints(date(2026, 1, 5)))
_DAY = date(2026, 11, 23)
_FEW = 4  # edits tried on one input
_REASONS = (
    "",
    "waiting for `x` | <b>*y*</b>",
    "due 2026-01-01 (done) @ana",
    "日本 \u202e] [",
    "#12",
)
_MOST = 1_200  # bytes that one edit may change


@dataclass(frozen=True)
class Target:
    """Something that takes bytes, and files to begin with."""

    seeds: tuple[str, ...]
    run: Callable[[bytes], None]


def _read(raw: bytes) -> Document:
    return document.read(raw, path="docs/a.md", vocabulary=VOCABULARY, date=_DAY)


def read(raw: bytes) -> None:
    """Any bytes are a document: what is wrong in them is a Problem, never raised."""
    found = _read(raw)
    assert found == _read(raw)
    for item in found.items:
        assert item.spans
        whole = item.spans.whole
        assert 0 <= whole.start <= whole.end <= len(raw)
        assert 1 <= item.line <= item.end_line
        assert item.text.strip()
        assert "\n" not in item.text
    assert all(problem.line >= 0 and problem.message for problem in found.problems)


def edit(raw: bytes) -> None:
    """An edit is refused, or changes one item in one place and is read back."""
    found = _read(raw)
    random = Random(crc32(raw))  # noqa: S311 - which edits are tried
    for _ in range(min(_FEW, len(found.items))):
        index = random.randrange(len(found.items))
        try:
            done = amend(found, index, _action(random), vocabulary=VOCABULARY)
        except Refusal:
            continue
        after = _read(done.raw)
        assert len(after.items) == len(found.items)
        kept = [n for n in range(len(found.items)) if n != index]
        assert all(after.items[n].text == found.items[n].text for n in kept)
        assert len(done.raw) - _alike(raw, done.raw) <= _MOST


def lint(raw: bytes) -> None:
    """Rules find what they find; what they mend is still the same document."""
    options = Options(today=_DAY, vocabulary=VOCABULARY)

    def check(text: bytes) -> list[Finding]:
        return Run(options).document(text, "docs/a.md")

    assert all(finding.place.line >= 0 and finding.message for finding in check(raw))
    after = mend(raw, check, path="docs/a.md")
    assert len(_read(after).items) == len(_read(raw).items)


def mail(raw: bytes) -> None:
    """Any bytes are a mail, or are refused by name; a marked line is never typed."""
    with suppress(DigestError):
        received = inbound.read(raw)
        lines = trim.typed(received.text, received.html)
        marked = (line for line in lines if line.text.lstrip().startswith((">", "|")))
        assert all(line.kind is not LineKind.TYPED for line in marked)
        read_due = partial(due.read, vocabulary=VOCABULARY)
        commands.parse(lines, base=_DAY, vocabulary=VOCABULARY, read_due=read_due)


def _action(random: Random) -> Action:
    day = date(2026 + random.randrange(3), random.randint(1, 12), random.randint(1, 28))
    actions: tuple[Action, ...] = (
        SetStatus(random.choice(list(Status)), random.choice(_REASONS)),
        SetDue(Due(day.isoformat(), day, day)),
        SetOwner(random.choice(("@mei", "Mei Tanaka"))),
        SetPriority(f"P{random.randrange(5)}"),
        AddNote(random.choice(_REASONS[1:])),
    )
    return random.choice(actions)


def _alike(one: bytes, other: bytes) -> int:
    """Return how many bytes both begin and end with."""
    short = min(len(one), len(other))
    head = next((n for n in range(short) if one[n] != other[n]), short)
    rest = short - head
    tail = next((n for n in range(rest) if one[-1 - n] != other[-1 - n]), rest)
    return head + tail


_MARKDOWN = ("*.md", "*.txt")
TARGETS = {
    "read": Target(_MARKDOWN, read),
    "edit": Target(_MARKDOWN, edit),
    "lint": Target(_MARKDOWN, lint),
    "mail": Target(("*.eml",), mail),
}


def seeds(name: str) -> Seeds:
    """Return what a target's inputs are made of."""
    return Seeds.of(*TARGETS[name].seeds)
