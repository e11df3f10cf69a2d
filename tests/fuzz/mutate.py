"""Inputs nobody would write: real files torn apart and put together with hostile pieces."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
LONGEST = 20_000  # bytes of one input
_PIECES = (
    *(
        b"\r",
        b"\n",
        b"\r\n",
        b"\n\n",
        b"\x0c",
        b"\xe2\x80\xa8",
        b"\xc2\x85",
        b"\0",
        b"\t",
        b"    ",
    ),
    *(b"\xef\xbb\xbf", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\xf0\x9f\x94\xba", b"\xc2\xa0"),
    *(b"```\n", b"~~~\n", b"<!--", b"-->", b"<table><tr><td>", b"</td></tr></table>", b"<pre>"),
    *(
        b"| a | b |\n|---|---|\n| c | d |\n",
        b"|",
        b"\\|",
        b"---\n",
        b"+++\n",
        b"===\n",
        b"> ",
        b"- ",
    ),
    *(
        b"- [ ] ",
        b"- [x] ",
        b"* [/] ",
        b"1. ",
        b"\\[x\\] ",
        b"[ ](",
        b"[a]: b\n",
        b"![",
        b"](<",
    ),
    *(b"# Action Items\n", b"## Progress Update - 2026-02-30\n", b"**Due**: ", b"Owner: @x\n"),
    *(
        b"### Blockers\n- A: Need b from c\n",
        b"## Timeline Update: x\n",
        b"| P1 |",
        b"AI: ",
        b"TODO",
    ),
    *(
        b"due:2026-13-01",
        b"[due:: 2026-01-01]",
        "📅 2026-01-01".encode(),
        b"^id",
        b"(done)",
        b"ETA: ",
    ),
    *(
        b"`",
        b"``",
        b"*",
        b"**",
        b"_",
        b"~~",
        b"&#0;",
        b"&amp;",
        b"\\",
        b"<br>",
        b"@",
        b"#1",
        b":",
    ),
    *(
        b"9" * 40,
        b"9999-12-31",
        b"0000-00-00",
        b"Q5 2026",
        b"32 Jan",
        b"Next sprint",
        b"Friday",
    ),
)


@dataclass(frozen=True)
class Seeds:
    """The files that inputs are made of."""

    files: Sequence[bytes]

    @classmethod
    def of(cls, *patterns: str) -> "Seeds":
        """Return the project's own files by patterns, and the shared ones where they are."""
        places = [ROOT / "tests" / "cases", ROOT / "digest" / "demo" / "sample"]
        if shared := os.environ.get("DIGEST_SHARED"):
            places.append(Path(shared) / "corpus")
        found = (path for place in places for p in patterns for path in place.rglob(p))
        return cls([path.read_bytes() for path in sorted(found) if path.is_file()])

    def draw(self, random: Random) -> bytes:
        """Return an input, the same for the same random numbers."""
        kept = bytearray(random.choice(self.files)[:LONGEST] if random.random() < 0.9 else b"")
        for _ in range(random.choice((0, 1, 1, 2, 4, 8, 32))):
            _STEPS[random.randrange(len(_STEPS))](kept, random, self.files)
        return bytes(kept[:LONGEST])


def _put(kept: bytearray, random: Random, files: Sequence[bytes]) -> None:  # noqa: ARG001 - one shape
    at = random.randint(0, len(kept))
    kept[at:at] = random.choice(_PIECES) * random.choice((1, 1, 1, 2, 40))


def _cut(kept: bytearray, random: Random, files: Sequence[bytes]) -> None:  # noqa: ARG001 - one shape
    at = random.randint(0, len(kept))
    del kept[at : at + random.choice((1, 2, 10, 200))]


def _flip(kept: bytearray, random: Random, files: Sequence[bytes]) -> None:  # noqa: ARG001 - one shape
    if kept:
        kept[random.randrange(len(kept))] = random.randrange(256)


def _again(kept: bytearray, random: Random, files: Sequence[bytes]) -> None:  # noqa: ARG001 - one shape
    at = random.randint(0, len(kept))
    piece = kept[at : at + random.randint(1, 300)]
    to = random.randint(0, len(kept))
    kept[to:to] = piece * random.choice((1, 1, 3))


def _cross(kept: bytearray, random: Random, files: Sequence[bytes]) -> None:
    other = random.choice(files)
    at = random.randint(0, len(other))
    to = random.randint(0, len(kept))
    kept[to:to] = other[at : at + random.randint(1, 2000)]


def _line(kept: bytearray, random: Random, files: Sequence[bytes]) -> None:  # noqa: ARG001 - one shape
    """Put a piece before a line, where markdown listens."""
    starts = [0, *(at + 1 for at, byte in enumerate(kept) if byte == ord("\n"))]
    at = random.choice(starts)
    kept[at:at] = random.choice(_PIECES)


_STEPS = (_put, _put, _cut, _flip, _again, _cross, _line, _line)
