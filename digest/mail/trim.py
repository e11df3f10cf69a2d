"""What the person wrote, taken out of what their mail program sent.

Commands are read only from lines that were typed, so every doubt goes against a line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from digest.mail import footers, neighbours, printed
from digest.mail.attribution import attribution, names_author
from digest.mail.contexts import with_contexts
from digest.mail.flatten import Marked, flatten
from digest.mail.lines import LineKind, TypedLine, quoted

MAX_LINES = 200
MAX_TEXT = 64 * 1024  # characters
_HTML_LINES = 1000  # of the other form, looked at only to compare
_QUOTED = (LineKind.QUOTED, LineKind.UNSURE)
_ANSWER = (LineKind.TYPED, LineKind.CLOSING)


def extract(text: str | None, html: str | None) -> str:
    """Return the answer alone: the typed lines, and the name that closes them.

    Where nothing is surely typed, what stands unmarked below "NAME wrote:" on the first line
    is returned, or beside the quotation in its container: the answer of a program that lost
    the marks.  It never commands.
    """
    lines = typed(text, html)
    answer = _text(lines, _ANSWER)
    top = next((line for line in lines if not line.blank), None)
    if answer or not top or top.kind not in _QUOTED:
        return answer
    return _text(lines, (LineKind.UNSURE,))


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
        lines = _classify(flatten(html or "", MAX_LINES))
    return tuple(with_contexts(lines))


def _classify(marked: Sequence[Marked]) -> list[TypedLine]:
    lines = _told(marked)
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
            unmarked = kind is LineKind.QUOTED and attribution(seen, at)
            rest = LineKind.UNSURE if unmarked and not _answered(texts, kinds) else kind
            kinds.extend([kind] * span)
            continue
        kinds.extend([rest if rest and kind is not LineKind.QUOTED else kind] * span)
    found = [TypedLine(text, kind) for text, kind in zip(texts, kinds, strict=True)]
    return neighbours.judged(found)


def _told(lines: Sequence[Marked]) -> list[Marked]:
    """A container of quotations may hold an answer; what names an author there is quoted.

    So is all of it below the printed header of a message.
    """
    texts = [line.text for line in lines]
    told: list[Marked] = []
    header = False
    for at, line in enumerate(lines):
        if at < len(told):
            continue  # a later line of an attribution
        span = 0
        if line.kind is LineKind.UNSURE:
            header = header or _header(texts, at)
            span = 1 if header else attribution(texts, at)
        told.extend(replace(one, kind=LineKind.QUOTED) for one in lines[at : at + span])
        told.extend([] if span else [line])
    return told


def _header(texts: Sequence[str], at: int) -> bool:
    return printed.announced(texts, at) or printed.printed_header(texts, at)


def _answered(texts: Sequence[str], kinds: Sequence[LineKind]) -> bool:
    """Return whether anything typed stands above."""
    above = zip(texts, kinds, strict=False)
    return any(kind is LineKind.TYPED and text.strip() for text, kind in above)


def _look(texts: Sequence[str], at: int) -> tuple[int, LineKind, bool]:
    """Return how many lines are of which kind, and whether all that follows is so too."""
    line = texts[at]
    if not line.strip():
        return 1, LineKind.TYPED, False
    if _header(texts, at):
        return 1, LineKind.QUOTED, not quoted(line)
    span = 0 if quoted(line) else attribution(texts, at)
    if span:
        following = next((t for t in texts[at + span :] if t.strip()), "")
        return span, LineKind.QUOTED, not quoted(following)
    if _doubtful(texts, at):
        return 1, LineKind.UNSURE, True
    return 1, *_alone(line)


def _doubtful(texts: Sequence[str], at: int) -> bool:
    """Return whether a line by itself names who wrote what follows, but nothing more."""
    line = texts[at]
    if quoted(line):
        return False
    begins = at == 0 or not texts[at - 1].strip()
    return printed.names_author(line) or (begins and names_author(line))


def _alone(line: str) -> tuple[LineKind, bool]:
    if quoted(line):
        return LineKind.QUOTED, False
    if footers.signature_mark(line):
        return LineKind.SIGNATURE, True
    if footers.long_rule(line):
        return LineKind.UNSURE, True
    signed = footers.sent_from(line, last=False)
    return LineKind.SIGNATURE if signed else LineKind.TYPED, False


def _compared(lines: list[TypedLine], html: str) -> list[TypedLine]:
    """Doubt a line that the HTML form has in a quotation and nowhere else."""
    others = _classify(flatten(html, _HTML_LINES))
    inside = _joined(other.text for other in others if other.kind is LineKind.QUOTED)
    outside = _joined(other.text for other in others if other.kind is not LineKind.QUOTED)
    for at, line in enumerate(lines):
        bare = _joined([line.text])
        if line.kind is LineKind.TYPED and bare in inside and bare not in outside:
            lines[at] = replace(line, kind=LineKind.UNSURE)
    return lines


def _joined(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())
