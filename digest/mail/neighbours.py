"""What a line is by the lines around it."""

from collections.abc import Sequence
from dataclasses import replace

from digest.mail import footers
from digest.mail.lines import LineKind, TypedLine
from digest.mail.own import without_own

_WRAP = 60  # a quoted line as long as this may go on, unmarked, on the next
_CLOSING_LINES = 6
_DASHES = "-_*=\u2010\u2011\u2012\u2013\u2014\u2015\u2500\u2501 "


def judged(lines: list[TypedLine]) -> list[TypedLine]:
    """Return lines that were judged one by one, judged again by their neighbours."""
    return _closed(_wrapped(_signed(_legal(_ruled(without_own(lines))))))


def goes_on(above: TypedLine) -> bool:
    """Return whether a quoted line is so long that its end may stand on the next."""
    return above.kind is LineKind.QUOTED and len(above.text) >= _WRAP


def _ruled(lines: list[TypedLine]) -> list[TypedLine]:
    """A rule of dashes directly above what is quoted belongs to it."""
    below = LineKind.TYPED
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        bare = line.text.strip()
        if bare and below is LineKind.QUOTED and not bare.strip(_DASHES):
            lines[at] = replace(line, kind=LineKind.QUOTED)
        below = lines[at].kind if bare else below
    return lines


def _legal(lines: list[TypedLine]) -> list[TypedLine]:
    """Paragraphs of lawyers and gateways go, with their heading."""
    heading: range | None = None
    for block in _paragraphs(lines):
        texts = [lines[at].text for at in block]
        if len(texts) == 1 and footers.legal_heading(texts[0]):
            heading = block
            continue
        first = footers.legal_heading(texts[0])
        if footers.legal(" ".join(texts[first:])):
            _mark([*(heading or ()), *block], lines, LineKind.SIGNATURE)
        heading = None
    return lines


def _paragraphs(lines: Sequence[TypedLine]) -> list[range]:
    """Return the places of typed lines that no blank or other line parts."""
    found: list[range] = []
    for at, line in enumerate(lines):
        if line.kind is not LineKind.TYPED or line.blank:
            continue
        if found and found[-1].stop == at:
            found[-1] = range(found[-1].start, at + 1)
        else:
            found.append(range(at, at + 1))
    return found


def _mark(places: Sequence[int], lines: list[TypedLine], kind: LineKind) -> None:
    for at in places:
        lines[at] = replace(lines[at], kind=kind)


def _signed(lines: list[TypedLine]) -> list[TypedLine]:
    """The last typed lines may be a mail program's greeting, or a short legal footer."""
    shown = [at for block in _paragraphs(lines) for at in block]
    while shown and _unwritten(lines[shown[-1]].text, alone=len(shown) == 1):
        _mark([shown.pop()], lines, LineKind.SIGNATURE)
    return lines


def _unwritten(last: str, *, alone: bool) -> bool:
    """Return whether nobody wrote the last line: a greeting, a footer, what an image left."""
    bare = last.strip()
    left = bare == "ᐧ" or (bare.startswith("[cid:") and bare.endswith("]"))
    return (
        left or footers.sent_from(last, last=True) or (not alone and footers.legal_last(last))
    )


def _wrapped(lines: list[TypedLine]) -> list[TypedLine]:
    """A line between two quoted ones may be the unmarked end of the first."""
    for at in range(1, len(lines) - 1):
        above, line, below = lines[at - 1 : at + 2]
        between = above.kind is LineKind.QUOTED and below.kind is LineKind.QUOTED
        if between and line.kind is LineKind.TYPED and not line.blank:
            if _address(line.text):
                lines[at] = replace(line, kind=LineKind.QUOTED)
            elif goes_on(above):
                lines[at] = replace(line, kind=LineKind.UNSURE)
    return lines


def _address(text: str) -> bool:
    """Return whether a line is a piece of a web address, which programs do not mark."""
    bare = text.strip()
    piece = " " not in bare and bare.endswith((")", ">")) and bare[:1] not in ("(", "<")
    return "://" in bare or piece


def _closed(lines: list[TypedLine]) -> list[TypedLine]:
    """What stands below "Regards" is a name, not a command."""
    shown = [
        at for at, line in enumerate(lines) if line.kind is LineKind.TYPED and not line.blank
    ]
    for place in range(max(1, len(shown) - 1 - _CLOSING_LINES), len(shown)):
        if footers.closing(lines[shown[place]].text):
            _mark(shown[place + 1 :], lines, LineKind.CLOSING)
            break
    return lines
