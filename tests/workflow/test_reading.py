"""Other words in the settings: what did not change is read again, and nobody is told."""

from dataclasses import replace

from digest.settings.vocabulary import load
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from tests.workflow.company import Company

NOTES = "# Notes\n\n## Loose ends\n\n- Priya Nair: call the vendor by 2026-12-01\n"


def learned(at_work: Company, heading: str) -> None:
    """Let the settings name a further heading, as after a new start."""
    known = at_work.world.installation
    words = replace(load(), headings=(*load().headings, heading))
    at_work.world = replace(
        at_work.world, installation=replace(known, vocabulary=words), settled={}
    )


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
