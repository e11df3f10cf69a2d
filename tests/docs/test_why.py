"""What docs/operate.md shows of a missing mail is what `digest why` says of one."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.cli.why import lines
from digest.model.directory import Directory
from digest.model.installation import SourcePolicy
from digest.model.schedule import Schedule
from digest.ports import NotSent
from digest.sources.folder import FolderSource
from digest.store import SqlStore
from digest.workflow.account import account
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from tests.docs.pages import ROOT, fences
from tests.workflow.company import DIRECTORY, MONDAY, Company, company

SAID = "$ digest why priya\n"
REFUSED = "550 5.7.1 message rejected by policy"
HEAD = "# Post-Mortem: Login\n\n**Date**: 2026-11-02\n\n## Action Items\n\n"
TABLE = (
    "| Action | Owner | Due | Status |\n|---|---|---|---|\n"
    "| Rotate the keys | Priya Nair | 2026-11-16 | Open |\n"
    "| Rehearse the fail-over | Priya Nair | 2026-12-18 | Open |\n"
)


def refused(store: SqlStore, root: Path) -> Company:
    """Return a service whose digest for Priya was refused."""
    priya = replace(DIRECTORY.people["priya"], schedule=Schedule(zone="Europe/Dublin"))
    work = company(
        store,
        root,
        directory=Directory({**DIRECTORY.people, "priya": priya}),
        sources={"postmortems": SourcePolicy("postmortems")},
    )
    source = FolderSource("postmortems", root)
    work.world = replace(work.world, sources={"postmortems": source})
    work.write("2026-11-02-login.md", HEAD + TABLE)
    work.post.answer = lambda delivery: NotSent(delivery.id, REFUSED, permanent=True)
    gather(work.world, "postmortems")
    publish(work.world)
    deliver(work.world)
    return work


def test_a_missing_mail_is_explained_as_the_page_shows(store: SqlStore, tmp_path: Path):
    work = refused(store, tmp_path / "postmortems")
    priya = work.world.installation.directory.people["priya"]
    first = MONDAY.astimezone(ZoneInfo(priya.schedule.zone)).date()
    told = account(work.world, priya, first, first + timedelta(days=6))
    blocks = (fence.text for fence in fences(ROOT / "docs" / "operate.md"))
    shown = next(text for text in blocks if text.startswith(SAID))

    assert "".join(f"{line}\n" for line in lines(told)) == shown.removeprefix(SAID)
