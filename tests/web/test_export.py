"""digest.web.export: a folder of calendars follows what changes."""

from pathlib import Path

import pytest

from digest.model.ledger import Purpose
from digest.web.export import Export
from tests.web.site import ROW, Site, table


@pytest.fixture
def export(site: Site, tmp_path: Path) -> Export:
    """A folder that was written once."""
    made = Export(site.world, tmp_path / "published")
    made.follow()
    return made


def file(export: Export, site: Site, **whose: str) -> Path:
    return export.folder / site.feed(**whose).removeprefix("/")


def test_a_file_holds_what_the_web_serves(export, site):
    assert file(export, site).read_bytes() == site.ask(site.feed()).content


def test_nothing_is_done_where_nothing_changed(export):
    assert export.follow() is None


def test_what_changed_is_replaced_and_the_rest_stays(export, site):
    changed, other = (
        file(export, site),
        file(export, site, viewer="jonas", scope="person:jonas"),
    )
    before = {each: each.stat().st_ino for each in (changed, other)}
    site.write("a.md", table(ROW.replace("11-20", "12-04")))

    assert export.follow() == 8
    assert b"20261204" in changed.read_bytes()
    assert changed.stat().st_ino != before[changed]
    assert other.stat().st_ino == before[other]


def test_a_rotated_address_is_no_file_any_more(export, site):
    old = file(export, site)
    site.world.store.rotate(Purpose.FEED, "priya/person:priya")
    export.follow()

    assert not old.exists()
    assert not old.with_suffix(".html").exists()
    assert file(export, site).exists()


def test_what_a_killed_process_left_is_removed(export, site):
    left = export.folder / "c" / f".{'a' * 32}.ics.new"
    left.write_bytes(b"half")
    site.write("a.md", table(ROW.replace("11-20", "12-04")))
    export.follow()

    assert not left.exists()


def test_a_day_is_a_change(export, site):
    site.work.clock.forward(days=1)

    assert export.follow() is not None


def test_a_folder_that_cannot_be_written_is_tried_again(site, tmp_path):
    (tmp_path / "published").write_text("a file")
    export = Export(site.world, tmp_path / "published")

    assert export.follow() is None
    (tmp_path / "published").unlink()
    assert export.follow() is not None
