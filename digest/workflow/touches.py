"""Who changed a document: the reply that wrote it, else what the source knows."""

import json
from dataclasses import replace

from digest.model.change import Touch
from digest.model.ids import checksum, mint
from digest.ports import Step
from digest.workflow.world import World


class Touches:
    """Asks a step once for each path; remembers the answer while the step lasts."""

    def __init__(self, world: World, source: str, step: Step, *, baseline: bool) -> None:
        self._world, self._source, self._step = world, source, step
        self._baseline = baseline
        self._known: dict[str, Touch] = {}
        self._raw: dict[str, bytes] = {}

    def saw(self, path: str, raw: bytes) -> None:
        """Remember what a file held, so that our own writing is known again."""
        if not self._baseline:
            self._raw[path] = raw

    def dated(self, path: str, touch: Touch) -> None:
        """Take a document's own word for when it was written."""
        self._known[path] = touch

    def __call__(self, path: str) -> Touch:
        """Return who last changed a path, when, and in which revision."""
        if path not in self._known:
            self._known[path] = self._ask(path)
        return self._known[path]

    def _ask(self, path: str) -> Touch:
        touch = self._step.touched(path)
        # A file's time is when it was copied here, as far as a first gather can know.
        sure = touch.sure or not self._baseline
        touch = replace(touch, at=min(touch.at, self._world.clock.now()), sure=sure)
        if path in self._raw:
            written = self._world.store.note(note_key(self._source, path))
            touch = _ours(touch, written, self._raw[path]) or touch
        person = self._world.installation.directory.by_mail(touch.mail)
        return touch if touch.person or not person else replace(touch, person=person.key)


def note_key(source: str, path: str) -> str:
    """Return where the store keeps who wrote a document by reply."""
    return f"written/{mint(source, path)}"


def written_note(raw: bytes, person: str) -> str:
    """Return the note that says: these bytes are a person's reply."""
    return json.dumps({"checksum": checksum(raw), "person": person})


def _ours(touch: Touch, note: str | None, raw: bytes) -> Touch | None:
    told = json.loads(note) if note else {}
    if told.get("checksum") != checksum(raw):
        return None
    return replace(touch, person=told["person"])
