"""digest.workflow.gather: what changed is read, ids are carried, nothing closes by itself."""

import os
from dataclasses import dataclass
from datetime import date

import pytest

from digest.errors import Unsettled
from digest.model.change import ChangeKind
from digest.ports import Snapshot
from digest.sources.folder import FolderSource
from digest.workflow.gather import gather
from digest.workflow.report import GatherReport, Progress
from tests.workflow.company import MONDAY, Company, company

TABLE = """# Post-Mortem: Login outage
**Date**: 2026-11-02
**Authors**: Mei Tanaka

## Action Items

| Priority | Action | Owner | Due Date | Status |
|---|---|---|---|---|
{rows}"""


def table(*rows: str) -> str:
    return TABLE.format(rows="\n".join(rows) + "\n")


ROW = "| P1 | Rotate the keys | @priya | 2026-11-20 | Not started |"


def gathered(at_work: Company) -> GatherReport:
    report = gather(at_work.world, "docs")
    assert report
    return report


def items(at_work: Company):
    return {t.item.text: t for t in at_work.world.store.tracked("docs")}


def test_a_first_gather_is_a_baseline(at_work):
    at_work.write("a.md", table(ROW))

    report = gathered(at_work)

    assert (report.read, report.items) == (1, 1)
    assert at_work.world.store.changes() == []


def test_what_did_not_change_is_not_read_again(at_work):
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    at_work.write("b.md", table(ROW.replace("Rotate", "Burn")))

    assert gathered(at_work).read == 1


def test_a_moved_date_is_a_slip_and_a_batch(at_work):
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    at_work.write("a.md", table(ROW.replace("11-20", "12-04")))
    gather(at_work.world, "docs")
    at_work.clock.forward(seconds=2)

    assert items(at_work)["Rotate the keys"].slip_days == 14
    (batch,) = at_work.world.store.batches(at_work.clock.now())
    assert [c.kind for c in batch.changes] == [ChangeKind.DUE]


def test_a_renamed_file_keeps_its_items(at_work):
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    before = items(at_work)["Rotate the keys"].id
    os.rename(at_work.root / "a.md", at_work.root / "b.md")  # noqa: PTH104 - the plain act
    gather(at_work.world, "docs")

    found = items(at_work)["Rotate the keys"]
    assert (found.id, found.path, found.live) == (before, "b.md", True)


def test_sudden_emptiness_closes_nothing(at_work):
    at_work.write("a.md", table(*(ROW.replace("keys", f"keys {n}") for n in range(12))))
    gather(at_work.world, "docs")
    at_work.write("a.md", table())
    report = gathered(at_work)

    assert "0 items where there were 12" in report.problem
    assert all(t.live for t in items(at_work).values())


def test_an_operator_may_accept_it(at_work):
    at_work.write("a.md", table(*(ROW.replace("keys", f"keys {n}") for n in range(12))))
    gather(at_work.world, "docs")
    at_work.write("a.md", table())
    gather(at_work.world, "docs", accept=True)

    assert not any(t.live for t in items(at_work).values())


def test_a_lost_folder_is_a_problem_and_never_emptiness(at_work):
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    at_work.root.rename(at_work.root.with_name("away"))
    report = gathered(at_work)

    assert report.problem
    assert items(at_work)["Rotate the keys"].live
    assert at_work.world.store.sources()["docs"].problem == report.problem


def test_only_one_gather_of_a_source_at_a_time(at_work):
    now = at_work.clock.now()
    at_work.world.store.claim_source("docs", owner="x", until=now.replace(hour=9), now=now)

    assert gather(at_work.world, "docs") is None


PROGRESS = """## Progress Update - {day}

### In Progress
- Passkeys for reception - ETA: {eta}

### Blockers
- Signing: Need a key from @jonas
"""


def test_a_series_knows_on_the_first_day_what_slipped(at_work):
    at_work.write("identity/1.md", PROGRESS.format(day="2026-11-06", eta="2026-11-13"))
    at_work.write("identity/2.md", PROGRESS.format(day="2026-11-13", eta="2026-11-20"))
    at_work.write("identity/3.md", PROGRESS.format(day="2026-11-20", eta="2026-11-27"))
    gather(at_work.world, "docs")

    found = items(at_work)["Passkeys for reception"]
    assert (found.slip_days, found.moves, found.path) == (14, 2, "identity/3.md")


def test_only_the_newest_update_of_a_series_is_live(at_work):
    at_work.write("identity/1.md", PROGRESS.format(day="2026-11-06", eta="2026-11-13"))
    gather(at_work.world, "docs")
    text = PROGRESS.format(day="2026-11-13", eta="2026-11-20").partition("### Blockers")[0]
    at_work.write("identity/2.md", text)
    gather(at_work.world, "docs")

    live = [text for text, tracked in items(at_work).items() if tracked.live]
    assert live == ["Passkeys for reception"]


WEEK = """# Weekly update

## In Progress

- {task} - ETA: Friday
"""


def test_files_named_after_weeks_are_a_series_for_each_team_of_a_folder(at_work):
    for team in ("identity", "platform"):
        at_work.write(f"weekly/{team}-2026-W46.md", WEEK.format(task=f"Passkeys of {team}"))
        at_work.write(f"weekly/{team}-2026-W47.md", WEEK.format(task=f"Rotation of {team}"))
    gather(at_work.world, "docs")

    live = {t.path: t.item.day for t in items(at_work).values() if t.live}
    assert live == {
        "weekly/identity-2026-W47.md": date(2026, 11, 20),
        "weekly/platform-2026-W47.md": date(2026, 11, 20),
    }


def test_an_unreadable_file_does_not_hide_the_others(at_work):
    at_work.write("a.md", table(ROW))
    (at_work.root / "b.md").write_bytes(b"\xff\xfe\x00 not text")
    report = gathered(at_work)

    assert report.items == 1
    documents = at_work.world.store.documents("docs", ["b.md"])
    assert documents[0].document.problems


def test_a_file_saved_as_utf_16_keeps_its_items_until_it_is_mended(at_work):
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    (at_work.root / "a.md").write_bytes(table(ROW).encode("utf-16"))
    report = gathered(at_work)

    assert (report.items, report.changes) == (1, 0)
    assert [problem.rule for problem in report.problems] == ["not-text"]


def test_one_file_that_grows_week_by_week_is_a_series_too(at_work):
    weeks = [("2026-11-06", "2026-11-13"), ("2026-11-13", "2026-11-20")]
    text = "\n".join(PROGRESS.format(day=day, eta=eta) for day, eta in weeks)
    at_work.write("identity/updates.md", text)
    gather(at_work.world, "docs")

    found = items(at_work)["Passkeys for reception"]
    assert (found.slip_days, found.moves, found.live) == (7, 1, True)


def test_what_is_wrong_in_a_document_is_told(at_work):
    at_work.write("a.md", table(ROW.replace("2026-11-20", "2026-11-31")))

    assert [p.line for p in gathered(at_work).problems] == [9]


@dataclass
class Counted(FolderSource):
    """A folder that counts how often it was looked at."""

    looks: int = 0

    def snapshot(self) -> Snapshot:
        self.looks += 1
        return super().snapshot()


def test_who_asks_while_a_source_is_gathered_is_not_forgotten(store, tmp_path):
    source = Counted("docs", tmp_path / "docs")
    work = company(store, tmp_path / "docs", source)
    lease = {"owner": "x", "until": MONDAY.replace(hour=9), "now": MONDAY}
    store.claim_source("docs", **lease)
    assert gather(work.world, "docs") is None

    store.release_source("docs", owner="x")
    gather(work.world, "docs")
    gather(work.world, "docs")

    assert source.looks == 3


def test_updates_that_come_together_are_lived_through_one_by_one(at_work):
    weeks = [("2026-11-06", "13"), ("2026-11-13", "20"), ("2026-11-20", "27")]
    for number, (day, eta) in enumerate(weeks):
        at_work.write(f"identity/{day}.md", PROGRESS.format(day=day, eta=f"2026-11-{eta}"))
        if number == 0:
            gather(at_work.world, "docs")
    gather(at_work.world, "docs")

    found = items(at_work)["Passkeys for reception"]
    assert (found.moves, found.slip_days) == (2, 14)


def test_a_renamed_file_of_updates_does_not_live_through_them_again(at_work):
    weeks = [("2026-11-06", "2026-11-13"), ("2026-11-13", "2026-11-20")]
    text = "\n".join(PROGRESS.format(day=day, eta=eta) for day, eta in weeks)
    at_work.write("identity/updates.md", text)
    gather(at_work.world, "docs")
    (at_work.root / "identity" / "updates.md").rename(at_work.root / "identity" / "status.md")
    gather(at_work.world, "docs")

    found = items(at_work)["Passkeys for reception"]
    assert (found.moves, found.live, found.path) == (1, True, "identity/status.md")


def test_a_first_gather_of_many_documents_is_recorded_bit_by_bit(at_work):
    for number in range(450):
        at_work.write(f"{number:03}.md", table(ROW.replace("keys", f"keys of {number}")))
    told: list[Progress] = []
    report = gather(at_work.world, "docs", progress=told.append)

    assert report
    assert (report.read, report.items) == (450, 450)
    assert [(p.what, p.number, p.of) for p in told] == [
        ("document", 200, 450),
        ("document", 400, 450),
    ]
    assert at_work.world.store.changes() == []


def test_a_first_gather_that_is_killed_goes_on(at_work):
    for number in range(450):
        at_work.write(f"{number:03}.md", table(ROW.replace("keys", f"keys of {number}")))

    def killed(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        gather(at_work.world, "docs", progress=killed)
    report = gathered(at_work)

    assert (report.read, report.items) == (250, 450)
    assert at_work.world.store.changes() == []


@dataclass
class Busy(FolderSource):
    """A folder in which one file is always being written."""

    busy: str = ""

    def read(self, path: str, snapshot: Snapshot) -> bytes:
        if path == self.busy:
            raise Unsettled(f"{path}: was written meanwhile")
        return super().read(path, snapshot)


def test_a_file_that_is_being_written_keeps_its_items(store, tmp_path):
    source = Busy("docs", tmp_path / "docs")
    at_work = company(store, tmp_path / "docs", source)
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    source.busy = "a.md"
    at_work.write("a.md", table(ROW.replace("11-20", "12-20")))

    assert gathered(at_work).changes == 0
    assert items(at_work)["Rotate the keys"].live
    source.busy = ""
    assert [gathered(at_work).changes, items(at_work)["Rotate the keys"].moves] == [1, 1]
