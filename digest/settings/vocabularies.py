"""The words that reading is given: those of the languages, and what the settings add."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from digest.markdown.fields.words import fold
from digest.model.vocabulary import Vocabulary
from digest.settings.schema import Settings
from digest.settings.vocabulary import LANGUAGES, load


@dataclass(frozen=True)
class Vocabularies:
    """The words of all sources, and of those that have some of their own."""

    common: Vocabulary
    by_source: Mapping[str, Vocabulary]


def vocabularies(settings: Settings) -> Vocabularies:
    """Return the vocabulary of every source."""
    known = load(languages=settings.languages or LANGUAGES, sprints=settings.sprints)
    everyone = settings.directory()
    common = replace(
        extended(known, settings.words), names=everyone.names, teams=everyone.team_names
    )
    own = {n: extended(common, s.words) for n, s in settings.sources.items() if s.words}
    return Vocabularies(common, own)


def extended(known: Vocabulary, extra: Vocabulary) -> Vocabulary:
    """Return what is known and the extra words, which win where both say something."""
    added = {key: tuple(map(fold, names)) for key, names in extra.columns.items()}
    taken = {name for names in added.values() for name in names}
    kept = {
        key: tuple(name for name in names if name not in taken)
        for key, names in known.columns.items()
    }
    return replace(
        known,
        columns={key: (*added.get(key, ()), *kept.get(key, ())) for key in {**kept, **added}},
        statuses={**known.statuses, **{fold(w): s for w, s in extra.statuses.items()}},
        headings=(*known.headings, *map(fold, extra.headings)),
        placeholders=(*known.placeholders, *map(fold, extra.placeholders)),
    )
