"""Every sample as files that a person can open: tests/cases/mail/outgoing."""

from pathlib import Path

import pytest

from digest.mail.compose import compose
from tests.conftest import Golden
from tests.render.messages import RENDERED, outgoing

CASES = Path(__file__).parents[1] / "cases" / "mail" / "outgoing"


@pytest.mark.parametrize("name", RENDERED)
def test_a_sample_has_the_words_and_bytes_on_file(name: str, golden: Golden):
    rendered = RENDERED[name]()

    golden(CASES / f"{name}.txt", rendered.text.encode())
    golden(CASES / f"{name}.html", rendered.html.encode())
    golden(CASES / f"{name}.eml", compose(outgoing(name, rendered)))


def test_there_is_no_file_without_its_sample():
    assert {path.stem for path in CASES.iterdir()} - {"README"} == set(RENDERED)
