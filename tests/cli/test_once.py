"""`digest once`: for cron and CI, its state in one file, its calendars on a static host."""

import json
import re
from pathlib import Path

import pytest

from digest.rhythm import settings_of
from digest.store import open_store
from digest.supervise.lock import locked
from digest.wiring import wire
from digest.workflow.addresses import calendars
from tests.cli.conftest import SETTINGS

STATIC = 'operator = "mei"\n' + SETTINGS.replace(
    'public_url = "https://digest.northbeam.example"\n', ""
)
URL = '\n[calendar]\nurl = "https://northbeam.example/handbook"\n'
SECRET = "nobody would ever guess " * 2


@pytest.fixture
def static(place: Path) -> Path:
    """Settings for a host that only hands out files."""
    (place / "digest.toml").write_text(STATIC + URL)
    return place


@pytest.fixture
def site(static: Path, run) -> Path:
    assert run("once", "--feeds", "site").code == 0
    return static / "site"


def names(site: Path) -> set[str]:
    return {path.name for path in (site / "c").glob("*.ics")}


def test_a_run_says_what_it_did(run):
    told = run("once")

    assert (told.code, told.err) == (0, "")
    assert told.out == (
        "docs: 1 document read, 2 items, 2 changes\nqueued: 0 digests, 0 notices\n"
    )


def test_a_program_reads_what_was_done(run):
    told = json.loads(run("once", "--json").out)

    assert (told["worked"], told["sources"][0]["items"], told["calendars"]) == (True, 2, None)


def test_a_source_that_cannot_be_read_is_a_finding(place, run):
    (place / "docs" / "notes.md").unlink()
    (place / "docs").rmdir()
    told = run("once")

    assert (told.code, told.err.startswith("docs: ")) == (1, True)


def test_everything_is_kept_in_one_file(place, run):
    assert run("once", "--state", "kept/digest.db").code == 0
    left = {p.relative_to(place).as_posix() for p in place.rglob("*") if p.is_file()}

    assert {p for p in left if "digest.db" in p} == {"kept/digest.db", "kept/digest.db.lock"}
    assert not (place / "state" / "secret").exists()
    assert (place / "kept" / "digest.db").stat().st_mode & 0o077 == 0


def test_the_addresses_of_a_state_file_stay(static, run):
    run("once", "--state", "a.db", "--feeds", "one")
    (static / "a.db").rename(static / "b.db")
    run("once", "--state", "b.db", "--feeds", "two")

    assert names(static / "one") == names(static / "two")


def test_a_state_file_is_not_used_with_another_secret(run, monkeypatch):
    run("once", "--state", "a.db")
    monkeypatch.setenv("DIGEST_SECRET", SECRET)
    told = run("once", "--state", "a.db")

    assert (told.code, "was made with another secret" in told.err) == (2, True)


def test_a_secret_that_is_given_is_not_kept_in_the_file(place, run, monkeypatch):
    monkeypatch.setenv("DIGEST_SECRET", SECRET)
    assert run("once", "--state", "a.db").code == 0

    assert SECRET.encode() not in (place / "a.db").read_bytes()
    monkeypatch.delenv("DIGEST_SECRET")
    assert run("once", "--state", "a.db").code == 2


def test_two_stores_are_wrong_use(run, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:////tmp/other.db")
    told = run("once", "--state", "a.db")

    assert (told.code, "DATABASE_URL names a store too" in told.err) == (2, True)


def test_a_run_does_not_start_beside_a_service_or_another_run(place, run):
    with locked(place / "state"):
        assert "already in use" in run("once").err
    with locked(place, "a.db.lock"):
        assert "already in use" in run("once", "--state", "a.db").err


def test_the_rehearsal_of_a_state_file_ends_in_it(run):
    run("once", "--state", "a.db")
    assert run("start", "--state", "a.db").code == 0

    assert "mail goes to the people it is for" in run("status", "--state", "a.db").out
    assert "rehearsal" in run("status").out


def test_calendars_are_named_as_mails_name_them(site):
    world = wire(settings_of())
    told = [url for key in ("priya", "mei") for url in calendars(world, key).values()]

    assert len(told) == 6
    assert {f"https://northbeam.example/handbook/c/{n}" for n in names(site)} == set(told)


def test_no_name_can_be_guessed_and_no_folder_lists_them(site):
    assert all(re.fullmatch(r"[a-z2-7]{32}\.ics", name) for name in names(site))
    for page in ("index.html", "c/index.html"):
        assert not any(name in (site / page).read_text() for name in names(site))


def test_each_person_has_a_page_of_their_own_calendars(site):
    pages = [p.read_text() for p in (site / "c").glob("*.html") if p.name != "index.html"]

    assert len(pages) == 2
    assert all("Team Identity" in page and 'href="page.css"' in page for page in pages)
    assert len(set(re.findall(r"/c/[a-z2-7]{32}\.ics", "".join(pages)))) == 6


def test_who_has_left_loses_the_files_and_what_is_not_ours_stays(site, run):
    (site / "c" / "README.md").write_text("not ours")
    settings = site.parent / "digest.toml"
    settings.write_text(
        settings.read_text().replace("[people.priya]", "[people.priya]\nleft = true")
    )
    run("once", "--feeds", "site")

    assert len(names(site)) == 3
    assert (site / "c" / "README.md").exists()


def test_who_has_no_address_has_no_files(site, run):
    settings = site.parent / "digest.toml"
    before = names(site)
    settings.write_text(settings.read_text().replace('mail = "priya@northbeam.example"\n', ""))
    told = run("once", "--feeds", "site")

    assert told.code == 0, told.err
    assert names(site) < before


def test_a_calendar_that_did_not_change_is_not_written_again(site, run):
    before = {p: p.stat().st_mtime_ns for p in site.rglob("*") if p.is_file()}
    run("once", "--feeds", "site")

    assert {p: p.stat().st_mtime_ns for p in site.rglob("*") if p.is_file()} == before


def test_calendars_need_an_address(place, run):
    (place / "digest.toml").write_text(STATIC)
    told = run("once", "--feeds", "site")

    assert (told.code, "write url below [calendar]" in told.err) == (2, True)


def test_a_store_that_was_closed_can_be_carried_away(place, run):
    run("once", "--state", "a.db")
    (place / "b.db").write_bytes((place / "a.db").read_bytes())

    assert open_store(f"sqlite:///{place}/b.db").sources()["docs"].items == 2
