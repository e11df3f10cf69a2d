"""Action items in running text: lines that `AI:` and the like announce."""

import re
from collections.abc import Iterator

from digest.markdown import markers
from digest.markdown.inline import Inline
from digest.markdown.made import Reader, Start, cut, made
from digest.model.item import ActionItem, Form

_GOES_ON = re.compile(r"\s+[a-z(]")
_INDENT = re.compile(r"[ \t]*(?=\S)")
_NAMED = (*markers.NAMED, "whoever")
# "ToDo Herr Vogel schaut nach": whom the sentence is about
_HONOURED = re.compile(
    r"(?:Herr|Frau|Mr|Mrs|Ms|Dr|Prof)\b\.?[ \t]+[^\W\d_a-z][\w'\u2019-]*(?=[ \t]+[^\W\d_A-Z])"
)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")  # one word may say all
_TOPICS = re.compile(r"[^\W\d_][\w./-]*\.?(?:\s*,\s*[^\W\d_][\w./-]*)*")


def read(inline: Inline, reader: Reader, *, start: int) -> Iterator[ActionItem]:
    """Yield the items that `AI:` and the like announce at the beginning of a line."""
    if not inline.has_line(markers.beginning(reader.vocabulary)):
        return
    text = inline.masked
    marker = markers.pattern(reader.vocabulary)
    at = 0
    while at < len(text):
        end = _line_end(text, at)
        match = marker.match(text, at, min(end, at + markers.MOST_MARKED))
        if match:
            end = _continued(text, at, end, marker)
            part = cut(inline, inline.at(at), inline.at(end))
            # Of CRLF only the first character ends a line of `masked`.
            first = at + len(text[at:end]) - len(text[at:end].lstrip())
            found = _marked(part, match, reader, whole=inline.at(first) if at else start)
            yield from [found] if found else []
        at = end + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _continued(text: str, at: int, end: int, marker: re.Pattern[str]) -> int:
    """Return where an item ends whose first line is `at` to `end`.

    Wrapped lines go on small, or further in than the first.
    """
    while end < len(text):
        if not (_GOES_ON.match(text, end) or _deeper(text, at, end)) or marker.match(
            text, end + 1
        ):
            break
        end = _line_end(text, end + 1)
    return end


def _deeper(text: str, at: int, end: int) -> bool:
    """Say whether the line after `end` begins further in than the one at `at`."""
    first = _INDENT.match(text, at)
    after = _INDENT.match(text, end + 1)
    return bool(
        first and after and len(after[0]) > len(first[0]) + 1 and after.end() < len(text)
    )


def _marked(
    part: Inline, match: re.Match[str], reader: Reader, *, whole: int
) -> ActionItem | None:
    """Return an item after its marker; one word, or a list of such, is a topic and none."""
    name = next((n for n in _NAMED if match[n]), "")
    who = _within(match.span(name), match) if name else None
    honoured = _HONOURED.match(match.string, match.end()) if not name else None
    subject = _within(honoured.span(), match) if honoured else None
    begin = Start(whole, match.end() - match.start(), who=who, subject=subject)
    item = made(part, begin, reader, Form.INLINE)
    return None if item and topical(item) else item


def _within(where: tuple[int, int], match: re.Match[str]) -> tuple[int, int]:
    return where[0] - match.start(), where[1] - match.start()


def topical(item: ActionItem) -> bool:
    """Say whether it is one word, or a list of such, and nobody's: a topic and no task."""
    told = item.owners or item.due or _UNSPACED.search(item.text)
    return not told and bool(_TOPICS.fullmatch(item.text))
