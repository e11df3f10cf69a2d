"""What git prints, piece by piece as it prints it: nothing has to fit into memory."""

import os
import select
import subprocess
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO, cast

from digest.sources.program import LOCAL_SECONDS, Failed, Git, kill

_BLOCK = 1 << 16  # bytes


class Output:
    """The standard output of a running git; it is never waited for without end."""

    def __init__(self, running: subprocess.Popen[bytes]) -> None:
        self._file = cast("IO[bytes]", running.stdout)
        self._left, self._at = b"", 0

    def until(self, end: bytes) -> bytes | None:
        """Return what comes before the next `end`, one byte; None when nothing comes any more.

        What follows the last `end` is returned like the others.
        """
        parts = []
        while (found := self._left.find(end, self._at)) < 0:
            parts.append(self._left[self._at :])
            if not self._more():
                return b"".join(parts) or None
        parts.append(self._left[self._at : found])
        self._at = found + 1
        return b"".join(parts)

    def exactly(self, size: int, *, keep: int) -> bytes:
        """Return the first `keep` of the next `size` bytes; the others are passed over.

        Raises:
            Failed: they do not come.
        """
        parts, kept = [], 0
        while size:
            if self._at == len(self._left) and not self._more():
                raise Failed("ended in the middle of a file", -1)
            part = self._left[self._at : self._at + size]
            size, self._at = size - len(part), self._at + len(part)
            parts.append(part[: keep - kept])
            kept += len(parts[-1])
        return b"".join(parts)

    def _more(self) -> bool:
        if not select.select([self._file], [], [], LOCAL_SECONDS)[0]:
            raise Failed(f"said nothing for {LOCAL_SECONDS} seconds", -1)
        self._left, self._at = os.read(self._file.fileno(), _BLOCK), 0
        return bool(self._left)


@contextmanager
def running(git: Git, *arguments: str) -> Iterator[tuple[subprocess.Popen[bytes], Output]]:
    """Run git as long as it is listened to; no argument may come from data unguarded."""
    with TemporaryFile() as words, git.start(*arguments, words=words) as started:
        try:
            yield started, Output(started)
        except Failed as failed:
            words.seek(0)
            told = words.read().decode(errors="replace")
            raise Failed(f"{failed.words} {told}".strip(), failed.code) from failed
        finally:
            if started.poll() is None:
                kill(started)


def tokens(git: Git, *arguments: str) -> Generator[bytes, None, None]:
    """Yield what git prints between one NUL and the next.

    Raises:
        Failed: it ended badly.
    """
    with running(git, *arguments) as (started, output):
        cast("IO[bytes]", started.stdin).close()
        while (token := output.until(b"\0")) is not None:
            yield token
        if started.wait(LOCAL_SECONDS):
            raise Failed("ended badly:", started.returncode)


class Blobs:
    """One process that tells the bytes of one file after another."""

    def __init__(self, started: subprocess.Popen[bytes], output: Output) -> None:
        self._asked, self._output = cast("IO[bytes]", started.stdin), output

    def read(self, blob: str, limit: int) -> bytes | None:
        """Return the bytes of a blob, of a larger one the first `limit` + 1; None: no such."""
        try:
            self._asked.write(f"{blob}\n".encode())
            self._asked.flush()
        except BrokenPipeError:
            raise Failed("ended too soon:", -1) from None
        head = (self._output.until(b"\n") or b"").split(b" ")
        if len(head) != 3:  # noqa: PLR2004 - id, type, size; else "id missing"
            return None
        found = self._output.exactly(int(head[2]), keep=limit + 1)
        self._output.exactly(1, keep=0)  # the end of the line
        return found


@contextmanager
def blobs(git: Git) -> Iterator[Blobs]:
    """Open the contents of a clone."""
    with running(git, "cat-file", "--batch") as (started, output):
        yield Blobs(started, output)
