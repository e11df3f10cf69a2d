"""Owners as documents write them, matched with who committed lately."""

from pathlib import Path

import pytest

from digest.detect.authors import Author, joined
from digest.detect.ground import look
from digest.detect.people import Found, people
from tests.detect.checkout import JONAS, TODAY, Checkout, write

BOTS = [
    ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"),
    ("renovate-bot", "bot@renovateapp.example"),
    ("GitHub", "noreply@github.com"),
    ("Jenkins", "jenkins@northbeam.example"),
    ("Release", "no-reply@northbeam.example"),
]


def found(checkout: Checkout, *written: str) -> Found:
    return people(look(checkout.path, checkout.environ), written, today=TODAY)


def mails(found: Found, *written: str) -> list[str]:
    resolved = (found.directory.resolve(one) for one in written)
    return [one.person.mail if one.person else "?" for one in resolved]


@pytest.mark.parametrize(
    "written", ["Jonas Weber", "@jonas", "jonas", "JONAS WEBER", "jonas@northbeam.example"]
)
def test_an_author_is_known_by_name_handle_and_address(checkout: Checkout, written: str):
    checkout.commit(by=JONAS)

    assert mails(found(checkout, written), written) == ["jonas@northbeam.example"]


def test_spellings_of_one_person_are_one_person(checkout: Checkout):
    checkout.commit(by=("jweber", "jonas.weber@northbeam.example"))
    written = ("Jonas Weber", "@jweber", "jonas.weber")

    everybody = found(checkout, *written)

    assert mails(everybody, *written) == ["jonas.weber@northbeam.example"] * 3
    assert len(everybody.directory.people) == 2  # with git's user
    assert everybody.unmatched == ()


def test_a_first_name_is_a_candidate_and_no_more(checkout: Checkout):
    checkout.commit(by=("Jonas Weber", "jweber@northbeam.example"))

    everybody = found(checkout, "Jonas")

    assert mails(everybody, "Jonas") == [""]
    assert everybody.unmatched[0].candidates == ("Jonas Weber <jweber@northbeam.example>",)


def test_two_with_the_same_first_name_are_both_candidates(checkout: Checkout):
    checkout.commit(by=JONAS)
    checkout.commit(by=("Jonas Bakker", "bakker@northbeam.example"))

    everybody = found(checkout, "Jonas", "Jonas Weber")

    assert mails(everybody, "Jonas", "Jonas Weber") == ["", "jonas@northbeam.example"]
    assert len(everybody.unmatched[0].candidates) == 2


def test_a_name_with_two_addresses_gets_neither(checkout: Checkout):
    checkout.commit(by=JONAS)
    checkout.commit(by=("Jonas Weber", "jw@home.example"))

    everybody = found(checkout, "Jonas Weber")

    assert mails(everybody, "Jonas Weber") == [""]
    assert len(everybody.unmatched[0].candidates) == 2


def test_the_mailmap_says_which_address_counts(checkout: Checkout):
    checkout.commit({".mailmap": "Jonas Weber <jonas@northbeam.example> <jw@home.example>\n"})
    checkout.commit(by=("jw", "jw@home.example"))

    assert mails(found(checkout, "Jonas Weber"), "Jonas Weber") == ["jonas@northbeam.example"]


def test_gits_user_has_the_address_git_has(checkout: Checkout):
    checkout.commit(by=("Priya Nair", "priya@home.example"))

    everybody = found(checkout, "Priya Nair")

    assert everybody.me
    assert mails(everybody, "Priya Nair") == ["priya@northbeam.example"]


@pytest.mark.parametrize("bot", BOTS)
def test_bots_are_nobody(checkout: Checkout, bot: tuple[str, str]):
    checkout.commit(by=bot)

    assert mails(found(checkout, bot[0]), bot[0]) == [""]


def test_a_hidden_address_tells_a_handle(checkout: Checkout):
    checkout.commit(by=("Jonas Weber", "123+jweb@users.noreply.github.com"))
    checkout.commit(by=JONAS)

    assert mails(found(checkout, "@jweb"), "Jonas Weber") == ["jonas@northbeam.example"]


def test_who_left_long_ago_is_not_an_author(checkout: Checkout):
    checkout.commit(by=JONAS, at="2024-01-01T09:00:00Z")

    assert mails(found(checkout, "Jonas Weber"), "Jonas Weber") == [""]


def test_a_document_says_that_name_and_handle_are_one(checkout: Checkout):
    written = ("Kim Park (@kimp)", "@kimp", "Kim Park")

    everybody = found(checkout, *written)

    assert {everybody.directory.resolve(one).person.name for one in written} == {"Kim Park"}  # type: ignore[union-attr]


def test_a_handle_beside_two_names_joins_neither(checkout: Checkout):
    everybody = found(checkout, "Kim Park (@oncall)", "Lee Chan (@oncall)")

    assert [everybody.directory.people[u.key].name for u in everybody.unmatched] == [
        "Kim Park",
        "Lee Chan",
    ]


def test_an_address_in_a_document_is_one(checkout: Checkout):
    written = "Sam Lo <sam@partner.example>"

    everybody = found(checkout, written, "Sam Lo")

    assert mails(everybody, written, "Sam Lo") == ["sam@partner.example"] * 2


@pytest.mark.parametrize("place", ["CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS"])
def test_teams_are_those_of_codeowners(checkout: Checkout, place: str):
    checkout.commit(
        {place: "# @northbeam/no\n*.go @northbeam/identity @jonas\n/x @northbeam/sre\n"}
    )

    everybody = found(checkout, "Identity team", "@northbeam/identity", "identity")

    assert list(everybody.directory.teams) == ["identity"]
    assert everybody.directory.resolve("Identity team").team
    assert everybody.idle == ("@northbeam/sre",)


def test_teams_are_those_that_updates_speak_for(checkout: Checkout):
    ground = look(checkout.path, checkout.environ)
    everybody = people(ground, ["platform", "Jonas"], today=TODAY, told=["Platform"])

    assert [team.name for team in everybody.directory.teams.values()] == ["Platform"]
    assert everybody.directory.resolve("platform").team
    assert everybody.idle == ()


def test_keys_are_sound_and_nobody_elses_name(checkout: Checkout):
    checkout.commit(by=JONAS)
    checkout.commit(by=("Jonas Bakker", "bakker@northbeam.example"))

    everybody = found(checkout, "Jonas Weber", "Jonas", "田中さん", "@x")

    assert set(everybody.directory.people) == {"jonas-2", "jonas", "someone", "x", "priya"}
    assert mails(everybody, "Jonas") == [""]


def test_without_git_everybody_is_as_written(tmp_path: Path):
    write(tmp_path, {"notes.md": "x"})

    everybody = people(look(tmp_path, {"PATH": ""}), ["Kim", "@kim", "Lee"], today=TODAY)

    assert [u.written for u in everybody.unmatched] == ["Kim", "Lee"]
    assert everybody.me is None


def test_an_address_in_a_document_counts_before_a_name(checkout: Checkout):
    checkout.commit(by=JONAS)

    everybody = found(checkout, "Priya Nair <jonas@northbeam.example>", "Jonas Weber")

    assert len(everybody.directory.people) == 2  # with git's user
    assert mails(everybody, "Jonas Weber") == ["jonas@northbeam.example"]


def test_an_address_beside_two_names_is_nobodys(checkout: Checkout):
    everybody = found(checkout, "Kim <ops@partner.example>", "Lee <ops@partner.example>")

    assert mails(everybody, "Kim", "Lee") == ["", ""]


def test_what_documents_call_somebody_counts_before_what_git_does(checkout: Checkout):
    checkout.commit(by=("Jonas Weber", "123+kim@users.noreply.github.com"))
    checkout.commit(by=JONAS)

    everybody = found(checkout, "Jonas Weber", "Kim Park (@kim)", "Kim Lee (@kim)")

    assert everybody.directory.resolve("Kim Park").person


def test_many_spellings_of_an_author_are_joined_in_any_order():
    known = [
        Author(("kim",), (), (), 3),
        Author(("kim",), (), ("kimp",), 2),
        Author(("Kim Park",), ("kim@northbeam.example",), ("kimp",), 1),
        Author(("kim",), (), (), 1),
    ]

    assert [author.name for author in joined(known)] == ["kim", "Kim Park"]


def test_a_first_name_may_be_who_is_named_in_full_elsewhere(checkout: Checkout):
    everybody = found(checkout, "Kim", "Kim Park")

    assert everybody.unmatched[0].candidates == ("Kim Park",)
