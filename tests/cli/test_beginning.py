"""What `digest init` writes loads again, whatever stands in documents, names and paths."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.cli.beginning import asking, composing, persons
from digest.cli.beginning.answers import Answers
from digest.cli.beginning.placing import place
from digest.detect.documents import Seen
from digest.detect.ground import Ground
from digest.detect.people import people
from digest.detect.survey import Survey
from digest.errors import UsageError
from digest.model.directory import Person
from digest.model.document import Kind
from digest.model.schedule import Schedule
from digest.settings.load import load

TODAY = date(2026, 11, 23)
NAMES = st.one_of(
    st.sampled_from(
        [
            *("Kim", "@kim", "Kim Park (@kim)", "Kim Park <kim@northbeam.example>", "Kim Team"),
            *("@northbeam/kim", "Kim Lee (@kim)", "kim@northbeam.example", "someone-2"),
            *("priya", "Priya", "Priya Nair <p@northbeam.example>", "team kim", "team"),
        ]
    ),
    st.text(min_size=1, max_size=12),
    st.text('"\\#[]{}=\n\r\t\x00\x7f\u2028\u0085 a', min_size=1, max_size=8),
)
PARTS = st.text(
    st.characters(exclude_characters="/\x00", exclude_categories=["Cs", "Cc"]),
    min_size=1,
    max_size=6,
).filter(lambda part: part not in (".", ".."))
PATHS = st.lists(PARTS, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".md")


@given(
    owners=st.lists(NAMES, max_size=8),
    words=st.lists(st.text(max_size=10), max_size=3),
    paths=st.lists(st.tuples(PATHS, st.booleans()), unique_by=lambda one: one[0], max_size=8),
)
@settings(max_examples=150)
def test_settings_and_people_load(
    owners: list[str], words: list[str], paths: list[tuple[str, bool]]
):
    seen = tuple(
        Seen(path, Kind.BLOCKER if telling else Kind.NOTES, owners=(), strange=tuple(words))
        for path, telling in paths
    )
    with tempfile.TemporaryDirectory() as folder:
        ground = Ground(Path(folder), None, "Priya Nair", "priya@northbeam.example")
        found = people(ground, owners, today=TODAY)
        everyone = Survey(ground, seen, found)
        answers = Answers(found.directory.people[found.me or ""])
        written = persons.people(everyone, answers)
        new = composing.Beginning(everyone, answers, Path(folder), TODAY)
        place(Path(folder), {"people.toml": written, "digest.toml": composing.settings(new)})

        loaded = load(Path(folder, "digest.toml"), {})

    assert loaded.operator == found.me
    assert loaded.people.keys() == found.directory.people.keys()
    assert loaded.teams.keys() == found.directory.teams.keys()


@pytest.mark.parametrize(
    ("said", "weekday", "hour", "minute"),
    [
        ("tue 7:30", 1, 7, 30),
        ("friday", 4, 8, 0),
        ("at 17", 0, 17, 0),
        ("07:45, sunday", 6, 7, 45),
    ],
)
def test_a_weekday_and_a_time_in_any_order(said: str, weekday: int, hour: int, minute: int):
    found = asking.schedule(Schedule(), said)

    assert (found.weekday, found.hour, found.minute) == (weekday, hour, minute)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("mail.northbeam.example", "smtp://mail.northbeam.example"),
        ("mail.northbeam.example:465", "smtps://mail.northbeam.example:465"),
        ("smtps://priya@mail.northbeam.example", "smtps://priya@mail.northbeam.example"),
    ],
)
def test_a_mail_server_by_its_name(said: str, meant: str):
    assert asking.relay(said) == meant


def test_a_password_is_not_written_down():
    with pytest.raises(ValueError, match="DIGEST_SMTP_PASSWORD"):
        asking.relay("smtps://priya:secret@mail.northbeam.example")


@pytest.mark.parametrize("said", ["2026-11-16 0", "2026-11-16 soon", "monday 14", "2026-02-30"])
def test_a_sprint_that_is_none(said: str):
    with pytest.raises(ValueError, match="is not"):
        asking.sprints(said)


def test_both_files_or_none(tmp_path: Path):
    (tmp_path / "digest.toml").write_text("mine")

    with pytest.raises(UsageError, match="is there already"):
        place(tmp_path, {"people.toml": "", "digest.toml": ""})

    assert [p.name for p in tmp_path.iterdir()] == ["digest.toml"]


def test_a_folder_that_may_not_be_written_is_told():
    with pytest.raises(UsageError, match="--out"):
        place(Path("/proc/digest"), {"digest.toml": ""})


def test_who_gets_it_is_by_name(tmp_path: Path):
    ground = Ground(tmp_path, None, "Priya Nair", "priya@northbeam.example")
    written = ["Sam Lo <sam@partner.example>", "Kim"]
    everyone = Survey(ground, (), people(ground, written, today=TODAY))
    reached = asking.reachable(everyone, Person("priya", "", ""))

    assert [p.key for p in asking.readers(everyone, reached, "me, Sam Lo")] == ["sam"]
    with pytest.raises(ValueError, match="nobody with an address"):
        asking.readers(everyone, reached, "Kim")
