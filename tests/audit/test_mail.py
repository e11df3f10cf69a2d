"""Our golden messages before a judge that shares no code with us.

Set DIGEST_SHARED to the folder that holds checks/mail/lint.py; without it these are skipped.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SHARED = os.environ.get("DIGEST_SHARED")
CASES = Path(__file__).parents[1] / "cases" / "mail" / "outgoing"
# A message that takes no replies has no Reply-To, which the judge asks of these two kinds.
KINDS = {"delay": "delay", "delays": "delay"} | dict.fromkeys(
    ("silent", "bare", "link", "sign-in"), "any"
)
ANSWERS = ("receipt", "confirm")

pytestmark = pytest.mark.skipif(not SHARED, reason="DIGEST_SHARED is not set")


def findings(name: str, kind: str) -> list[str]:
    """Return errors and warnings, one line each."""
    lint = Path(SHARED or "") / "checks" / "mail" / "lint.py"
    done = subprocess.run(  # noqa: S603 - our own interpreter and a path from the environment
        [sys.executable, str(lint), str(CASES / f"{name}.eml"), "--kind", kind],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return [line for line in done.stdout.splitlines() if not line.startswith("info ")]


@pytest.mark.parametrize(
    "name", sorted(path.stem for path in CASES.glob("*.eml") if path.stem not in ANSWERS)
)
def test_a_message_has_neither_error_nor_warning(name: str):
    assert findings(name, KINDS.get(name, "digest")) == []


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_only_told_that_it_is_one(name: str):
    # RFC 3834 §5: auto-replied is right for an answer; the judge knows auto-generated alone.
    assert findings(name, "any") == ["error H17 Auto-Submitted is auto-replied (RFC 3834 5)"]
