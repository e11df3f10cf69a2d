"""What the person wrote, taken out of what their mail program sent.

Commands are read only from lines that were typed, so every doubt goes against a line.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from digest.mail import quotes
from digest.mail.flatten import Marked, flatten
from digest.mail.lines import LineKind, TypedLine

MAX_LINES = 200
MAX_TEXT = 64 * 1024  # characters
_HTML_LINES = 1000  # of the other form, looked at only to compare
_WRAP = 60  # a quoted line as long as this may go on, unmarked, on the next
_CLOSING_LINES = 6
_ITEM_LINES = 4  # of a quoted item: title, days, origin, address

_ITEM = re.compile(r"[>|\u00bb \t]*+(?<![ \t]{2})#(\d{1,4})(?!\w)")  # not the indented example
_QUOTED = (LineKind.QUOTED, LineKind.UNSURE)
_ANSWER = (LineKind.TYPED, LineKind.CLOSING)


def extract(text: str | None, html: str | None) -> str:
    """Return the answer alone: the typed lines, and the name that closes them.

    Where nothing is surely typed, what stands unmarked below "NAME wrote:" on the first line
    is returned: the answer of a program that lost the marks.  It never commands.
    """
    lines = typed(text, html)
    return _text(lines, _ANSWER) or _text(lines, (LineKind.UNSURE,))


def _text(lines: Iterable[TypedLine], kinds: Sequence[LineKind]) -> str:
    return "\n".join(line.text.rstrip() for line in lines if line.kind in kinds).strip()


def typed(text: str | None, html: str | None) -> tuple[TypedLine, ...]:
    """Return every line of a message with its kind, blank ones too.

    Plain text is preferred; a line of it which the HTML form shows only inside a quotation
    is unsure.  Looks at `MAX_LINES` and `MAX_TEXT` at most and takes linear time.
    """
    if text and text.strip():
        lines = _classify([Marked(line) for line in text[:MAX_TEXT].split("\n")[:MAX_LINES]])
        lines = _compared(lines, html) if html else lines
    else:
        lines = _classify(flatten(html or "")[:MAX_LINES])
    return tuple(_with_contexts(lines))


def _classify(lines: Sequence[Marked]) -> list[TypedLine]:
    texts = [line.text for line in lines]
    # What markup has judged is no part of an attribution that is looked for in text.
    seen = [f"| {line.text}" if line.kind else line.text for line in lines]
    kinds: list[LineKind] = []
    rest: LineKind | None = None  # what everything from here on is
    for at, line in enumerate(lines):
        if at < len(kinds):
            continue  # a later line of an attribution
        if line.kind:
            kinds.append(line.kind)
            continue
        span, kind, goes_on = _look(seen, at)
        if goes_on and rest not in _QUOTED:
            unmarked = kind is LineKind.QUOTED and quotes.attribution(seen, at)
            rest = LineKind.UNSURE if unmarked and not _answered(texts, kinds) else kind
            kinds.extend([kind] * span)
            continue
        kinds.extend([rest if rest and kind is not LineKind.QUOTED else kind] * span)
    found = [TypedLine(text, kind) for text, kind in zip(texts, kinds, strict=True)]
    return _closed(_wrapped(_signed(_ruled(found))))


def _answered(texts: Sequence[str], kinds: Sequence[LineKind]) -> bool:
    """Return whether anything typed stands above."""
    above = zip(texts, kinds, strict=False)
    return any(kind is LineKind.TYPED and text.strip() for text, kind in above)


def _look(texts: Sequence[str], at: int) -> tuple[int, LineKind, bool]:
    """Return how many lines are of which kind, and whether all that follows is so too."""
    line = texts[at]
    if not line.strip():
        return 1, LineKind.TYPED, False
    if quotes.original_message(line) or quotes.printed_header(texts, at):
        return 1, LineKind.QUOTED, not quotes.quoted(line)
    span = 0 if quotes.quoted(line) else quotes.attribution(texts, at)
    if span:
        following = next((t for t in texts[at + span :] if t.strip()), "")
        return span, LineKind.QUOTED, not quotes.quoted(following)
    return 1, *_alone(line)


def _alone(line: str) -> tuple[LineKind, bool]:
    if quotes.quoted(line):
        return LineKind.QUOTED, False
    if quotes.signature_mark(line):
        return LineKind.SIGNATURE, True
    signed = quotes.sent_from(line, last=False)
    return LineKind.SIGNATURE if signed else LineKind.TYPED, False


def _ruled(lines: list[TypedLine]) -> list[TypedLine]:
    """A rule of dashes directly above what is quoted belongs to it."""
    below = LineKind.TYPED
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        bare = line.text.strip()
        if bare and below is LineKind.QUOTED and not bare.strip("-_*=\u2013\u2014"):
            lines[at] = replace(line, kind=LineKind.QUOTED)
        below = lines[at].kind if bare else below
    return lines


def _signed(lines: list[TypedLine]) -> list[TypedLine]:
    """The last typed line may be a mail program's greeting."""
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if line.kind is LineKind.TYPED and not line.blank:
            if line.text.strip() == "ᐧ" or quotes.sent_from(line.text, last=True):
                lines[at] = replace(line, kind=LineKind.SIGNATURE)
                continue
            break
    return lines


def _wrapped(lines: list[TypedLine]) -> list[TypedLine]:
    """A line between two quoted ones may be the unmarked end of the first."""
    for at in range(1, len(lines) - 1):
        above, line, below = lines[at - 1 : at + 2]
        between = _goes_on(above) and below.kind is LineKind.QUOTED
        if between and line.kind is LineKind.TYPED and not line.blank:
            lines[at] = replace(line, kind=LineKind.UNSURE)
    return lines


def _goes_on(above: TypedLine) -> bool:
    return above.kind is LineKind.QUOTED and len(above.text) >= _WRAP


def _closed(lines: list[TypedLine]) -> list[TypedLine]:
    """What stands below "Regards" is a name, not a command."""
    shown = [
        at for at, line in enumerate(lines) if line.kind is LineKind.TYPED and not line.blank
    ]
    for place in range(max(1, len(shown) - 1 - _CLOSING_LINES), len(shown)):
        if quotes.closing(lines[shown[place]].text):
            for at in shown[place + 1 :]:
                lines[at] = replace(lines[at], kind=LineKind.CLOSING)
            break
    return lines


def _compared(lines: list[TypedLine], html: str) -> list[TypedLine]:
    """Doubt a line that the HTML form has in a quotation and nowhere else."""
    others = _classify(flatten(html)[:_HTML_LINES])
    inside = _joined(other.text for other in others if other.kind is LineKind.QUOTED)
    outside = _joined(other.text for other in others if other.kind is not LineKind.QUOTED)
    for at, line in enumerate(lines):
        bare = _joined([line.text])
        if line.kind is LineKind.TYPED and bare in inside and bare not in outside:
            lines[at] = replace(line, kind=LineKind.UNSURE)
    return lines


def _joined(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())


def _with_contexts(lines: Sequence[TypedLine]) -> Iterable[TypedLine]:
    """Give the first line typed below a quoted item the handle of that item."""
    above: list[TypedLine] = []  # the quoted lines directly above
    touching = False  # nothing stands between them and this line
    for line in lines:
        if line.kind is LineKind.QUOTED:
            above = [*above, line] if touching else [line]
            touching = True
            yield line
        elif line.blank:
            yield line
        else:
            doubtful = bool(above) and _goes_on(above[-1])
            handle = _handle(above) if touching and not doubtful else None
            yield replace(line, context_handle=handle if line.kind is LineKind.TYPED else None)
            above, touching = [], False


def _handle(above: Sequence[TypedLine]) -> int | None:
    """Return the item of the last quoted line, or the only item among the last few.

    A handle that comes twice is an item and the example in our own reply box: no context.
    """
    bare = [line.text for line in above if quotes.unquoted(line.text).strip()]
    found = [int(match.group(1)) for text in bare if (match := _ITEM.match(text))]
    last = _ITEM.match(bare[-1]) if bare else None
    if last and found.count(int(last.group(1))) == 1:
        return int(last.group(1))
    near = any(_ITEM.match(text) for text in bare[-_ITEM_LINES:])
    return found[0] if near and len(found) == 1 else None
