"""todo.txt files: one task a line, `x` when done, `(A)` how urgent, `due:` until when.

The format is that of todotxt.org.  A context (`@phone`) is a place or a tool, never an owner.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from digest.markdown import tickets
from digest.markdown.fields import due, owner, priority
from digest.markdown.inline import Inline
from digest.markdown.lines import Lines
from digest.model.item import ActionItem, Form, ReadStatus, Span, Spans, Status
from digest.model.vocabulary import Vocabulary

_NAMES = re.compile(r"(?:.*[/\\])?(?:[\w-]+\.)?(?:todo|done)\.txt", re.IGNORECASE)
_DAY = r"\d{4}-\d\d-\d\d"
_LINE = re.compile(
    rf"\ufeff?[ \t]*(?P<mark>x(?=[ \t]))?[ \t]*(?:\((?P<priority>[A-Z])\)[ \t]+)?"
    rf"(?:{_DAY}[ \t]+){{0,2}}(?P<rest>.*)"
)
_FIELDS = {
    "due": re.compile(r"(?<!\S)due:(\S+)"),
    "owner": re.compile(r"(?<!\S)(?:owner|assignee):(\S+)"),
    "priority": re.compile(r"(?<!\S)pri:([A-Z])(?!\S)"),  # where a done task keeps it
}
_PAIR = re.compile(r"(?:due|t|rec|pri|h|owner|assignee):\S+")
_WORD = re.compile(r"\S+")
# What a line of todo.txt has and prose has not: a done mark, a level, days, pairs, projects.
_TELLING = re.compile(
    rf"x {_DAY}\s|\([A-Z]\) \S|{_DAY} \S|(?:.*\s)?(?:(?:due|t):{_DAY}|\+[A-Za-z]\w+)(?!\S)"
)


@dataclass(frozen=True)
class _Line:
    """A line with where its fields stand in it, in characters."""

    said: str
    at: dict[str, tuple[int, int]]

    def __getitem__(self, name: str) -> str:
        first, last = self.at.get(name, (0, 0))
        return _bytes(self.said[first:last]).decode("utf-8", "replace")


def is_one(path: str, raw: bytes) -> bool:
    """Say whether a file is a todo.txt: by its name, or a .txt that mostly looks like one."""
    if not path.casefold().endswith(".txt"):
        return False
    if _NAMES.fullmatch(path):
        return True
    lines = [line for line in raw.decode("utf-8", "replace").split("\n") if line.strip()]
    return sum(1 for line in lines if _TELLING.match(line)) * 2 > len(lines)


def read(
    raw: bytes, *, base: date | None, lines: Lines, vocabulary: Vocabulary
) -> Iterator[ActionItem]:
    """Yield the tasks of a file; `base` is what dates refer to."""
    ends = (*lines.starts[1:], len(raw))
    for number, (start, end) in enumerate(zip(lines.starts, ends, strict=True), 1):
        line = _taken_apart(_text(raw[start:end]).rstrip("\r\n"))
        if re.search(r"\w", line["text"]):
            spans = _spans(line, start)
            yield _item(raw, line, number, spans, base=base, vocabulary=vocabulary)


def _taken_apart(said: str) -> _Line:
    match = _LINE.fullmatch(said)
    if match is None:  # a form feed or the like
        return _Line(said, {"text": (0, len(said))})
    at = {name: match.span(name) for name in ("mark", "priority") if match[name]}
    for name, pattern in _FIELDS.items():
        if found := pattern.search(said, match.start("rest")):
            at.setdefault(name, found.span(1))
    at["text"] = _without_pairs(said, match.start("rest"))
    return _Line(said, at)


def _without_pairs(said: str, start: int) -> tuple[int, int]:
    """Return the characters of the words from `start` on, without pairs at either end."""
    words = [match.span() for match in _WORD.finditer(said, start)]
    told = [span for span in words if not _PAIR.fullmatch(said, *span)]
    return (told[0][0], told[-1][1]) if told else (start, start)


def _spans(line: _Line, start: int) -> Spans:
    def place(name: str) -> Span | None:
        if name not in line.at:
            return None
        first, last = (start + len(_bytes(line.said[:at])) for at in line.at[name])
        return Span(first, last)

    return Spans(
        whole=Span(start, start + len(_bytes(line.said.rstrip()))),
        text=place("text") or Span(start, start),
        owner=place("owner"),
        due=place("due"),
        priority=place("priority"),
        mark=place("mark"),
    )


def _item(
    raw: bytes,
    line: _Line,
    number: int,
    spans: Spans,
    *,
    base: date | None,
    vocabulary: Vocabulary,
) -> ActionItem:
    words = Inline(
        raw, spans.text.start, spans.text.end, (("text", line["text"], *_of(spans)),)
    )
    mark = line["mark"]
    return ActionItem(
        text=" ".join(line["text"].split()),
        line=number,
        end_line=number,
        form=Form.TODO_TXT,
        owners=owner.read(line["owner"]),
        due=due.read(line["due"], base, vocabulary),
        status=ReadStatus(mark, Status.DONE) if mark else ReadStatus(),
        priority=priority.read(line["priority"], vocabulary),
        ticket=tickets.anywhere([words]),
        spans=spans,
    )


def _of(spans: Spans) -> tuple[int, int]:
    return spans.text.start, spans.text.end


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
