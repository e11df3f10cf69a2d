"""A run of inline markdown (a heading, a paragraph, a cell) with its place in the file.

It can be had as plain text, and as text of the same length in which markup is blank, so that
what a pattern finds there can be turned back into bytes of the file.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from digest.markdown.lines import Beginning, begun
from digest.markdown.pieces import Pair, Piece, pieces_of, words
from digest.model.item import Span

MARKUP = "\x02"  # a byte of markup in `dressed`
OPAQUE = "\x01"  # a byte of code or of an address: there, but never words
_SHOWN = frozenset(("text", "code", "break"))  # what of a piece is more than markup
_URL = re.compile(rb"(?:https?|ftp)://[^\s<>|\x02)\]]+")
_COMMENT = re.compile(r"<!--(.*)-->", re.DOTALL)


@dataclass(frozen=True)
class Link:
    """A link: where it points, and its bytes."""

    target: str
    span: Span


class Inline:
    """The bytes `start` to `end` of `raw` and the pieces the parser found there.

    Most inlines of a file are never asked anything: what they say is worked out when they are.
    """

    __slots__ = (
        *("_dressed", "_found", "_near", "_pieces", "_plain", "_reach"),
        *("end", "raw", "start"),
    )

    def __init__(
        self,
        raw: bytes,
        start: int,
        end: int,
        pieces: tuple[Piece, ...] | None = (),
        found: Sequence[Pair] = (),
    ) -> None:
        """`pieces` are None where `found`, the events of the parser, tells them."""
        self.raw = raw
        self.start = start
        self.end = end
        self._pieces = pieces
        self._found = found
        self._plain: str | None = None
        self._dressed: str | None = None
        self._reach: list[int] | None = None  # how far the pieces up to each one reach
        self._near = (0, start)  # a character and its byte, near which the next is asked for

    def part(self, start: int, end: int) -> "Inline":
        """Return some of its bytes as an inline."""
        return Inline(self.raw, start, end, self._pieces, self._found)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What the parser found."""
        if self._pieces is None:
            self._pieces = pieces_of(self._found)
        return self._pieces

    @property
    def whole(self) -> Span:
        """All of it."""
        return Span(self.start, self.end)

    @property
    def source(self) -> str:
        """The markdown as it stands in the file."""
        return self.raw[self.start : self.end].decode("utf-8", "replace")

    @property
    def bytes(self) -> bytes:
        """The markdown as bytes: for cheap questions before dear ones."""
        return self.raw[self.start : self.end]

    @property
    def one_line(self) -> bool:
        """True when no line of the file ends in it."""
        if self.raw.find(b"\n", self.start, self.end) < 0:
            return True
        return not any(piece[0] == "break" for piece in self.pieces)

    def near(self, start: int, end: int) -> tuple[Piece, ...]:
        """Return pieces with all among them that hold bytes between these two."""
        if self._reach is None:
            self._reach = list(accumulate((piece[3] for piece in self.pieces), max))
        first = bisect_right(self._reach, start)
        return self.pieces[first : bisect_left(self.pieces, end, key=lambda piece: piece[2])]

    def has_line(self, beginning: Beginning) -> bool:
        """Say whether a line of it begins as a pattern has it: to be asked before dear ones."""
        return begun(beginning, self.raw, self.start, self.end)

    @property
    def plain(self) -> str:
        """Plain text on one line."""
        if self._plain is None:
            self._plain = self._words(self.start, self.end)
        return self._plain

    def words(self, span: Span) -> str:
        """Return some of the bytes as plain text on one line."""
        return self._words(span.start, span.end)

    def _words(self, start: int, end: int) -> str:
        if start == self.start and end == self.end and (run := self._run()) is not None:
            return " ".join(run.split())
        return words(self.pieces, start, end)

    @property
    def dressed(self) -> str:
        """Text as long as the source: markup is MARKUP, code and addresses are OPAQUE."""
        if self._dressed is None:
            self._dressed = self._dress()
        return self._dressed

    def _run(self) -> str | None:
        """Return the text of an inline that is nothing but one run of it, as most are."""
        if len(self._found) != 1:
            return None
        event, at = self._found[0]
        if at["start"] != self.start or at["end"] != self.end or event.__class__ is str:
            return None
        said: str | None = event.get("Text")
        return said

    def _dress(self) -> str:
        if self._run() is not None and b"://" not in self.bytes:
            return self.source
        masked = bytearray(MARKUP.encode() * (self.end - self.start))
        for kind, _, start, end in self.pieces:
            if kind not in _SHOWN:
                continue
            a, b = max(0, start - self.start), min(end, self.end) - self.start
            if kind == "text":
                masked[a:b] = self.raw[self.start + a : self.start + b]
            elif kind == "code":
                masked[a:b] = OPAQUE.encode() * (b - a)
            else:
                # Indentation and quote marks of the next line are markup, the break is not.
                masked[a : a + 1] = b"\n"
        if b"://" in masked:
            masked = bytearray(_URL.sub(lambda m: OPAQUE.encode() * len(m[0]), masked))
        return masked.decode("utf-8", "replace")

    @property
    def masked(self) -> str:
        """Text as long as the source, markup blank: what patterns search."""
        return self.dressed.replace(MARKUP, " ")

    def at(self, index: int) -> int:
        """Return the byte offset in the file of a character of `masked`."""
        if self.dressed.isascii():
            return self.start + index
        last, offset = self._near
        if index >= last:
            offset += len(self.dressed[last:index].encode())
        else:
            offset -= len(self.dressed[index:last].encode())
        self._near = (index, offset)
        return offset

    def span(self, first: int, last: int) -> Span:
        """Return the bytes of characters `first` to `last` (half-open) of `masked`."""
        return Span(self.at(first), self.at(last))

    @property
    def links(self) -> tuple[Link, ...]:
        """The links in it."""
        return tuple(Link(p[1], Span(p[2], p[3])) for p in self.pieces if p[0] == "link")

    @property
    def comments(self) -> tuple[str, ...]:
        """What HTML comments in it say."""
        found = (_COMMENT.fullmatch(p[1]) for p in self.pieces if p[0] == "html")
        return tuple(match[1].strip() for match in found if match)

    @property
    def strong(self) -> Span | None:
        """The bold run it begins with, markup included."""
        first = self.pieces[0] if self.pieces else None
        return Span(first[2], first[3]) if first and first[0] == "strong" else None

    @property
    def struck(self) -> bool:
        """True when all of it is struck through."""
        first = self.pieces[0] if self.pieces else None
        return bool(first and first[0] == "struck" and first[3] >= self.end)
