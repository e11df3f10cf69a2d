"""What `digest check` tries: each part of a configured installation by itself."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from digest.errors import Permanent
from digest.model.place import FolderPlace, GitPlace
from digest.settings.schema import Settings, SourceSettings
from digest.settings.state import make_state
from digest.sources import program
from digest.sources.forges import open_forge
from digest.store import open_store
from digest.transport.broker import waiting
from digest.wiring import no_wake, source_of, wire
from digest.wiring.fetching import Fetcher, fetchers
from digest.wiring.sending import transport_of
from digest.workflow.outlook import outlook


def probes(settings: Settings) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield what can be tried, each with a function that says what it found.

    The functions raise a `DigestError` that says what does not work.
    """
    yield "store", lambda: _opened(settings)
    if any(isinstance(source.place, GitPlace) for source in settings.sources.values()):
        yield "git", program.version
    for name, source in settings.sources.items():
        yield f"source {name}", partial(_looked_at, settings, source)
    for name, box in _mailboxes(settings).items():
        yield f"mailbox {name}", box.greeting
    yield "mail relay", transport_of(settings).greeting
    yield "broker", lambda: _broker_answers(settings)
    yield "digests", lambda: "; ".join(outlook(wire(settings)))


def _mailboxes(settings: Settings) -> Mapping[str, Fetcher]:
    return fetchers(settings, wire(settings), no_wake) if settings.boxes else {}


def _opened(settings: Settings) -> str:
    make_state(settings)
    store = open_store(settings.database)
    store.sources()
    return store.database.name


def _looked_at(settings: Settings, source: SourceSettings) -> str:
    place, written = source.place, source.policy.write_back
    snapshot = source_of(settings, source).snapshot()
    if written and isinstance(place, FolderPlace):
        _must_be_writable(place, snapshot.versions)
    known = open_store(settings.database).sources().get(place.name)
    if known and known.problem:
        raise Permanent(known.problem)
    count = len(snapshot.versions)
    answers = "replies change it" if written else "replies do not change it"
    if written and isinstance(place, GitPlace):
        answers = _proposed(place) or answers
    return f"{count} document{'' if count == 1 else 's'}, {answers}"


def _proposed(place: GitPlace) -> str:
    """Ask the forge whether it lets us in, and return how replies are proposed.

    Raises:
        Permanent: everybody may read what the settings take for private.
    """
    forge = place.proposals.forge
    if forge and open_forge(forge).public() and not place.commits.public:
        raise Permanent(
            f"sources.{place.name}.public: everybody may read {forge.project}, and mail that"
            " takes answers does not say so (write public = true)"
        )
    if place.proposals.always:
        return f"replies are proposed {f'at {forge.api}' if forge else 'on branches'}"
    return f"replies change it, or are proposed at {forge.api}" if forge else ""


def _must_be_writable(place: FolderPlace, paths: Iterable[str]) -> None:
    for path in (place.path, *(place.path / path for path in paths)):
        if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)):
            raise Permanent(
                f"{path}: cannot be written by this user, so replies could not change it"
                " (let this user write the files and their folders, or turn write_back off)"
            )


def _broker_answers(settings: Settings) -> str:
    if not settings.broker:
        return "none is set; digest up brings its own"
    waiting(settings.broker)
    return "answers"
