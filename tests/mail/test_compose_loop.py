"""No mail that we compose is ever taken for one that a person wrote."""

from pathlib import Path

import pytest

from digest.mail import inbound
from digest.mail.automatic import Automatic, classify

CASES = Path(__file__).parents[1] / "cases" / "mail" / "outgoing"


@pytest.mark.parametrize("path", sorted(CASES.glob("*.eml")), ids=lambda path: path.stem)
def test_our_own_mail_coming_back_is_ignored(path: Path):
    origin = classify(inbound.read(path.read_bytes()), envelope_sender=None, own=())

    assert origin.level is Automatic.HARD
