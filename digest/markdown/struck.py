"""What a line says without the words that are struck through in it."""

from collections.abc import Iterator

from digest.markdown.findings import Promise
from digest.markdown.inline import Inline


def readings(promise: Promise) -> Iterator[str]:
    """Yield what is to be understood: first without what is struck through, then with it.

    What was understood of the first is blank in the second.
    """
    inline, whole = promise.inline, promise.rest
    bare = whole if inline.struck or b"~~" not in inline.bytes else _without(inline, whole)
    yield bare
    if bare == whole:
        return
    yield "".join(
        now if now != was else old
        for now, was, old in zip(promise.rest, bare, whole, strict=True)
    )


def _without(inline: Inline, text: str) -> str:
    """Return a text as long as `masked` with what is struck through blank."""
    raw, kept, done, at = inline.dressed.encode(), "", 0, 0
    for kind, _, start, end in inline.pieces:
        first, last = start - inline.start, end - inline.start
        if kind == "struck" and first >= done:
            begin = at + len(raw[done:first].decode("utf-8", "replace"))
            until = begin + len(raw[first:last].decode("utf-8", "replace"))
            kept += text[at:begin] + " " * (until - begin)
            done, at = last, until
    return kept + text[at:]
