"""`digest why`: a person's mail is explained by one command."""

import json

import pytest


@pytest.fixture(autouse=True)
def gathered(run) -> None:
    assert run("gather").code == 0


def test_an_account_names_the_person_the_next_digest_and_what_is_left_out(run):
    told = run("why", "Priya Nair")

    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("Priya Nair <priya@northbeam.example>, ")
    assert "\nnext digest: " in told.out
    assert "rehearsal, and no operator is named" in told.out


@pytest.mark.parametrize("week", ["2026-W47", "2026w47", "2026-11-18", "2026-11-22"])
def test_a_week_is_named_by_its_number_or_by_a_day_in_it(run, week):
    told = json.loads(run("why", "mei", "--week", week, "--json").out)

    assert (told["first"], told["last"]) == ("2026-11-16", "2026-11-22")
    assert told["person"] == {"key": "mei", "name": "Mei Tanaka"}


@pytest.mark.parametrize("week", ["2026-W60", "last", "2026-13-01", ""])
def test_what_is_no_week_is_wrong_use(run, week):
    told = run("why", "mei", "--week", week or " ")

    assert (told.code, "write 2026-W47" in told.err) == (2, True)


def test_who_has_no_address_is_told_of(run, place):
    settings = place / "digest.toml"
    settings.write_text(settings.read_text().replace('mail = "mei@northbeam.example"\n', ""))

    told = run("why", "mei").out

    assert told.startswith("Mei Tanaka, 20")
    assert "\nnow: gets nothing: the settings have no mail address of theirs\n" in told


def test_where_nothing_is_kept_nothing_is_made(run, place):
    (place / "state").rename(place / "gone")

    assert run("why", "mei").code == 2
    assert not (place / "state").exists()


def test_who_is_unknown_is_wrong_use(run):
    told = run("why", "prija")

    assert (told.code, "did you mean 'priya'?" in told.err) == (2, True)
