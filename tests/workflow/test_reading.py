"""Other words in the settings: what did not change is read again, and nobody is told."""

from dataclasses import replace
from datetime import date

import pytest

from digest.model.change import ChangeKind
from digest.model.vocabulary import Sprints, Vocabulary
from digest.settings.vocabulary import load
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from tests.workflow.company import Company

NOTES = "# Notes\n\n## Loose ends\n\n- Priya Nair: call the vendor by 2026-12-01\n"
SPRINT = (
    "# Notes\n**Date**: 2026-11-02\n\n## Action items\n\n- [ ] @mei: call, due next sprint\n"
)


def relearned(at_work: Company, words: Vocabulary) -> None:
    """Let the settings have other words, as after a new start."""
    known = replace(at_work.world.installation, vocabulary=words)
    at_work.world = replace(at_work.world, installation=known, settled={})


def learned(at_work: Company, heading: str) -> None:
    """Let the settings name a further heading."""
    relearned(at_work, replace(load(), headings=(*load().headings, heading)))


def texts(at_work: Company) -> list[str]:
    return [t.item.text for t in at_work.world.store.tracked("docs")]


def test_unchanged_files_are_read_again_with_new_words(at_work: Company):
    at_work.write("a.md", NOTES)
    gather(at_work.world, "docs")
    before = texts(at_work)
    learned(at_work, "loose ends")
    gather(at_work.world, "docs")

    assert (before, texts(at_work)) == ([], ["call the vendor"])


def test_what_new_words_find_is_no_news(at_work: Company):
    at_work.write("a.md", NOTES)
    gather(at_work.world, "docs")
    learned(at_work, "loose ends")
    gather(at_work.world, "docs")
    publish(at_work.world)

    assert all(change.baseline for change in at_work.world.store.changes())
    assert [d for d in at_work.world.store.deliveries() if d.kind == "delay"] == []


def test_with_the_same_words_nothing_is_read_again(at_work: Company):
    at_work.write("a.md", NOTES)
    gather(at_work.world, "docs")
    at_work.world = replace(at_work.world, settled={})

    report = gather(at_work.world, "docs")
    assert report
    assert report.read == 0


def test_words_that_change_in_the_middle_of_a_first_gather_count_for_all(at_work: Company):
    for number in range(250):
        at_work.write(f"{number:03}.md", NOTES.replace("call", f"call {number}"))

    def killed(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        gather(at_work.world, "docs", progress=killed)
    learned(at_work, "loose ends")
    gather(at_work.world, "docs")

    assert len(texts(at_work)) == 250


def test_a_date_that_other_words_read_otherwise_was_not_moved(at_work: Company):
    at_work.write("a.md", SPRINT)
    relearned(at_work, replace(load(), sprints=Sprints(date(2026, 11, 2), 7)))
    gather(at_work.world, "docs")
    relearned(at_work, replace(load(), sprints=Sprints(date(2026, 11, 2), 21)))
    gather(at_work.world, "docs")

    (found,) = at_work.world.store.tracked()
    assert (found.moves, found.first_due) == (0, found.item.day)
    assert found.item.day == date(2026, 12, 13)
    assert [c.kind for c in at_work.world.store.changes(news_only=False)] == [ChangeKind.ADDED]
