"""digest.model.directory: who is meant by a name and the handle beside it."""

import pytest

from digest.model.directory import Directory, Person

EVERYONE = Directory(
    people={
        "kim": Person("kim", "Kim Park", "kim@northbeam.example", aliases=("@kpark",)),
        "bo": Person("bo", "Bo Öst", "bo@northbeam.example"),
    }
)


@pytest.mark.parametrize("written", ["Kim Park (@kpark)", "Kim (@kpark)", "Kim Park (@new)"])
def test_a_handle_beside_a_name_means_the_same_person(written: str):
    assert EVERYONE.resolve(written).person is EVERYONE.people["kim"]


def test_a_name_and_the_handle_of_somebody_else_mean_nobody():
    assert not EVERYONE.resolve("Bo Öst (@kpark)").found
