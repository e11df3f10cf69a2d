"""The reference file and the page about settings know every setting there is."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.settings.load import examine, load
from tests.mail.test_dkim import ED, pem

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "config" / "digest.toml"
CA = ROOT / "tests" / "cases" / "settings" / "ca.pem"
PAGE = (ROOT / "docs" / "settings.md").read_text()
NAMED = (
    "people",
    "teams",
    "sources",
    "vocabulary.statuses",
    "lint.severity",
    "lint.paths",
    "reminders.priority",
    "dkim",
    "mailboxes",
    "inbound.proof",
)


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """The reference with every setting in force, and what it refers to."""
    told = re.sub(r'^#(?=[a-z_P"\[])', "", REFERENCE.read_text(), flags=re.MULTILINE)
    told = told.replace("/run/secrets/digest", str(tmp_path / "secret"))
    told = told.replace("smtp://mail", "smtps://digest@mail")  # who logs in needs a name
    for name in ("secret", "secret_hook", "secret_metrics"):
        (tmp_path / name).write_text("s" * 40)
    (tmp_path / "secret_dkim").write_bytes(pem(ED))
    (tmp_path / "secret_ca").write_text(CA.read_text())
    (tmp_path / "people.toml").write_text("")
    (tmp_path / "templates").mkdir()
    (tmp_path / "digest.toml").write_text(told)
    return tmp_path / "digest.toml"


def keys(found: object, pattern: str = "") -> Iterator[str]:
    for key, inner in found.items() if isinstance(found, dict) else ():
        name = "*" if pattern in NAMED else key
        dotted = f"{pattern}.{name}" if pattern else name
        yield dotted
        yield from keys(inner, dotted)


def asked(path: Path) -> set[str]:
    found = examine(path, {})[1].asked
    return {key for key in found if not key.startswith("sources.*.vocabulary.")}


def test_the_reference_works_as_it_stands():
    assert load(REFERENCE, {}).title == "Northbeam Follow-ups"


def test_the_reference_works_with_everything_in_force(full: Path):
    assert load(full, {}).inbound.domain == "reply.northbeam.example"


def test_the_reference_shows_every_setting(full: Path):
    shown = set(keys(tomllib.loads(full.read_text())))

    assert asked(full) - shown == set()


def test_the_page_tells_of_every_setting(full: Path):
    leaves = {key.rpartition(".")[2] for key in asked(full)} - {"*"}
    tables = {"people", "teams", "sources", "digest", "notices", "calendar", "inbound", "web"}
    tables |= {"replies", "mailboxes", "inbound.proof"}
    tables |= {"language", "sprints", "default_due", "lint", "reminders", "relay", "dkim"}

    assert {leaf for leaf in leaves - tables - {"proof"} if f"`{leaf}`" not in PAGE} == set()
    assert {table for table in tables if f"`[{table}" not in PAGE} == set()


def test_usual_values_are_as_the_reference_says(full: Path):
    plain, told = load(REFERENCE, {}), load(full, {})

    assert (told.coalesce, told.done_days, told.cap) == (plain.coalesce, 7, plain.cap)
    assert (told.web.host, told.web.port) == (plain.web.host, plain.web.port)
    assert told.inbound.smtp == plain.inbound.smtp


def test_the_smallest_file_of_the_page_is_the_tested_one():
    smallest = (ROOT / "tests" / "cases" / "settings" / "smallest.toml").read_text()
    shown = PAGE.partition("```toml\n")[2].partition("```")[0]

    assert tomllib.loads(shown) == tomllib.loads(smallest)


@pytest.mark.parametrize(
    "name", ["DATABASE_URL", "REDIS_URL", "DIGEST_SECRET_FILE", "DIGEST_SMTP_PASSWORD_FILE"]
)
def test_the_page_and_the_reference_tell_of_the_environment(name: str):
    assert name in PAGE
    assert name in REFERENCE.read_text()
