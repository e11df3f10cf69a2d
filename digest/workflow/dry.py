"""A source that is asked like any other, and into which nothing is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.model.change import Touch
from digest.ports import Draft, Landed, Note, Rewritten, Snapshot, Source, Step


def dry(source: Source, files: list[Rewritten]) -> Source:
    """Return a source whose drafts put into `files` what they were to write, and no more."""
    return _Dry(source, files)


@dataclass
class _Dry:
    """Implements `Source` over a real one."""

    real: Source
    files: list[Rewritten]

    @property
    def name(self) -> str:
        return self.real.name

    def snapshot(self) -> Snapshot:
        return self.real.snapshot()

    def draft(self, reply: str, *, aside: bool = False) -> Draft:
        return _DryDraft(self.real.draft(reply, aside=aside), self.files)

    def history(self, after: str, snapshot: Snapshot) -> Iterator[Snapshot | Step]:
        return self.real.history(after, snapshot)

    def read(self, path: str, snapshot: Snapshot) -> bytes:
        return self.real.read(path, snapshot)

    def touched(self, path: str, snapshot: Snapshot) -> Touch:
        return self.real.touched(path, snapshot)


@dataclass
class _DryDraft:
    """Implements `Draft` over a real one that never lands."""

    real: Draft
    files: list[Rewritten]

    @property
    def aside(self) -> bool:
        return self.real.aside

    @property
    def ahead(self) -> bool:
        return self.real.ahead

    def read(self, path: str) -> bytes:
        return self.real.read(path)

    def waits(self, branch: str) -> bool:
        return self.real.waits(branch)

    def land(self, files: Sequence[Rewritten], note: Note) -> Landed:  # noqa: ARG002 - as Draft
        self.files.extend(files)
        return Landed("")
