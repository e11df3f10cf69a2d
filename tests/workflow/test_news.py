"""digest.workflow: what is told is what happened, once, and not what was long ago."""

from dataclasses import replace

import pytest

from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from tests.workflow.company import MONDAY, Company, company, installation, words
from tests.workflow.test_gather import PROGRESS, ROW, items, table

TIMELINE = """## Timeline Update: Search

**Original ETA**: 2026-11-27
**New ETA**: 2026-12-04
**Date**: {day}
**Author**: Mei Tanaka

**Reason**: The vendor is late.
"""


@pytest.fixture
def read(at_work: Company) -> Company:
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    return at_work


def settle(at_work: Company) -> list[str]:
    """Let what moved settle, and return the subjects of the delay notices sent so far."""
    at_work.clock.forward(minutes=20)
    publish(at_work.world)
    deliver(at_work.world)
    return [d.title for d in at_work.post.offered if d.kind == "delay"]


def test_a_deleted_file_tells_what_went_with_it(read):
    publish(read.world)
    (read.root / "a.md").unlink()
    gather(read.world, "docs")
    read.week()
    publish(read.world)
    deliver(read.world)

    assert "No longer in its document" in words(read.post.to("priya")[-1])


def test_an_announced_delay_survives_a_shifted_line(read):
    read.write("t.md", TIMELINE.format(day="2026-11-23"))
    gather(read.world, "docs")
    read.write("t.md", "---\ntitle: x\n---\n" + TIMELINE.format(day="2026-11-23"))
    gather(read.world, "docs")

    assert len(settle(read)) == 1


def test_an_old_announcement_that_is_read_late_is_not_mailed(read):
    read.write("t.md", TIMELINE.format(day="2024-02-02"))
    gather(read.world, "docs")

    assert settle(read) == []


def test_a_renamed_announcement_is_not_mailed_again(read):
    read.write("t.md", TIMELINE.format(day="2026-11-23"))
    gather(read.world, "docs")
    settle(read)
    (read.root / "t.md").rename(read.root / "u.md")
    gather(read.world, "docs")

    assert len(settle(read)) == 1


def test_moves_in_one_window_are_one_notice_from_the_first_date(store, tmp_path):
    work = company(store, tmp_path / "docs", coalesce=installation().coalesce * 900)
    work.write("a.md", table(ROW))
    gather(work.world, "docs")
    for day in ("11-27", "12-04", "12-11"):
        work.write("a.md", table(ROW.replace("11-20", day)))
        gather(work.world, "docs")
        work.clock.forward(minutes=3)
    settle(work)

    (notice,) = [d for d in work.post.to("priya") if d.kind == "delay"]
    assert "20 Nov" in words(notice)


def test_friday_is_the_friday_after_the_mail_was_sent(read):
    publish(read.world)
    deliver(read.world)
    read.reply(read.post.to("priya")[0], "#1 due Friday", proof="x; none")
    receive(read.world)
    read.clock.forward(days=5)
    read.world.store.confirm(read.world.store.arrivals()[0].id)
    receive(read.world)

    assert "| 2026-11-27 |" in read.text("a.md")


def test_a_rehearsed_digest_does_not_use_up_the_first_one(store, tmp_path):
    work = company(store, tmp_path / "docs", started=False)
    work.write("a.md", table(ROW, ROW.replace("Rotate", "Burn").replace("2026", "2024")))
    gather(work.world, "docs")
    publish(work.world)
    store.start(None, work.clock.now())
    work.week()
    publish(work.world)
    deliver(work.world)

    first = words(next(d for d in work.post.offered if d.address.startswith("priya@")))
    assert "Rotate the keys" in first
    assert "Burn" not in first


def test_a_fresh_copy_of_old_files_tells_of_nothing_closed(at_work):
    at_work.write("a.md", table(ROW.replace("Not started", "Done")))
    gather(at_work.world, "docs")
    publish(at_work.world)
    deliver(at_work.world)

    assert at_work.post.offered == []


def test_a_renamed_undated_document_keeps_its_days(at_work):
    at_work.write("notes.md", "# Notes\n\n- [ ] Call the vendor @priya by Friday\n")
    gather(at_work.world, "docs")
    before = items(at_work)["Call the vendor"].item.day
    at_work.clock.forward(days=14)
    (at_work.root / "notes.md").rename(at_work.root / "minutes.md")
    gather(at_work.world, "docs")

    assert items(at_work)["Call the vendor"].item.day == before


def test_the_same_words_in_an_unrelated_document_are_another_item(read):
    old = items(read)["Rotate the keys"].id
    (read.root / "a.md").unlink()
    gather(read.world, "docs")
    read.clock.forward(days=180)
    read.write("z.md", table(ROW.replace("@priya", "@mei")).replace("Login", "Mail"))
    gather(read.world, "docs")

    live = [t for t in read.world.store.tracked("docs") if t.live]
    assert [t.id == old for t in live] == [False]


def test_a_reply_is_refused_rather_than_hit_another_document(read):
    publish(read.world)
    deliver(read.world)
    (read.root / "a.md").unlink()
    gather(read.world, "docs")
    read.clock.forward(days=41)
    read.write("z.md", table(ROW.replace("@priya", "@mei")))
    gather(read.world, "docs")
    read.reply(read.post.to("priya")[0], "#1 done")
    receive(read.world)

    assert "Done" not in read.text("z.md")


def test_an_operator_who_left_sees_no_rehearsal(store, tmp_path):
    work = company(store, tmp_path / "docs", started=False)
    directory = work.world.installation.directory
    gone = {**directory.people, "jonas": replace(directory.people["jonas"], left=True)}
    world = replace(
        work.world, installation=installation(directory=replace(directory, people=gone))
    )
    work.write("a.md", table(ROW))
    gather(world, "docs")
    publish(world)

    assert store.waiting() == 0
    assert work.clock.now() == MONDAY


def test_an_eta_that_slips_from_one_update_to_the_next_is_a_delay(read):
    read.write("identity/1.md", PROGRESS.format(day="2026-11-13", eta="2026-11-27"))
    gather(read.world, "docs")
    read.write("identity/2.md", PROGRESS.format(day="2026-11-20", eta="2026-12-04"))
    gather(read.world, "docs")

    assert settle(read) == ["Delay: Passkeys for reception"] * 2
    assert {d.recipient for d in read.post.offered if d.kind == "delay"} == {"priya", "mei"}


LESSON = """# Post-Mortem: {title}
**Date**: 2026-11-23
**Authors**: Mei Tanaka

## Action Items

| Action | Owner | Due Date |
|---|---|---|
| Look at it | Mei Tanaka | 2027-01-20 |
"""


def digests(at_work: Company, weeks: int = 2) -> list[str]:
    """Return the digests of the weeks from now on, in words."""
    for week in range(weeks):
        if week:
            at_work.week()
        publish(at_work.world)
        deliver(at_work.world)
    return [words(d) for d in at_work.post.to("priya") if d.kind == "digest"]


def test_a_document_read_in_the_second_before_a_digest_is_told_in_it_alone(read):
    read.write("new.md", LESSON.format(title="Disk full"))
    gather(read.world, "docs")

    assert [text.count("Disk full") for text in digests(read)] == [1, 0]


def test_a_document_read_in_the_second_after_a_digest_is_told_in_the_next(read):
    digests(read, weeks=1)
    read.write("new.md", LESSON.format(title="Disk full"))
    gather(read.world, "docs")
    read.week()

    assert ["Disk full" in text for text in digests(read)] == [False, True, False]


def test_a_document_that_was_told_is_no_news_in_other_words_or_elsewhere(read):
    read.write("new.md", LESSON.format(title="Disk full"))
    gather(read.world, "docs")
    digests(read, weeks=1)
    read.write("new.md", LESSON.format(title="Disk full again"))
    gather(read.world, "docs")
    read.week()

    assert ["Disk full" in text for text in digests(read)] == [True, False, False]
