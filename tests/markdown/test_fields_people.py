"""digest.markdown.fields.owner and .priority: the cells that say who and how urgent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.markdown.fields import owner, priority
from tests.markdown.tables import cases
from tests.strategies import VOCABULARY


@pytest.mark.parametrize(("raw", "names"), cases("owners.txt"))
def test_every_name_of_a_cell_is_an_owner(raw: str, names: str):
    assert "; ".join(owner.read(raw)) == names


@pytest.mark.parametrize(("raw", "level"), cases("priorities.txt"))
def test_a_priority_is_understood_as_a_level(raw: str, level: str):
    read = priority.read(raw, VOCABULARY)

    assert (read.value or "?" if read else "") == level


@given(st.text())
def test_any_text_is_read_without_an_error(text: str):
    owner.read(text)
    priority.read(text, VOCABULARY)
