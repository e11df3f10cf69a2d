"""Reports as mail hosts write them: each file beside what it means.

The second file has the kind (none: nothing that counts), what the server said, and the
Message-IDs of what is returned.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.mail.automatic import classify
from digest.mail.bounce import kind_of, read
from digest.mail.inbound import read as opened

CASES = Path(__file__).parents[1] / "cases" / "bounces"
NAMES = sorted(path.stem for path in CASES.glob("*.eml"))


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("name", NAMES)
def test_reports_mean_what_stands_beside_them(name: str, line_end: bytes):
    raw = (CASES / f"{name}.eml").read_bytes().replace(b"\n", line_end)
    kind, told, *ids = (CASES / f"{name}.txt").read_text().splitlines()

    report = read(raw)

    assert (report.kind or "none", report.told) == (kind, told)
    assert list(report.message_ids) == ids


@pytest.mark.parametrize("name", NAMES)
def test_no_report_is_taken_for_the_word_of_a_person(name: str):
    raw = (CASES / f"{name}.eml").read_bytes()
    origin = classify(opened(raw), envelope_sender=None, own=())

    assert origin.report


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ("550 5.1.1 unknown", "gone"),
        ("550 5.1.10 null MX", "gone"),
        ("550 No such user here", "gone"),
        ("552 5.2.2 full", "soft"),
        ("452 4.2.2 over quota", "soft"),
        ("550 mailbox is full", "soft"),
        ("550 5.7.26 not authenticated", "policy"),
        ("554 blocked by our blocklist", "policy"),
        ("550 5.1.7 bad sender address", "policy"),
        ("550 1.5.1.1 is no status", "soft"),
        ("554 transaction failed", "soft"),
    ],
)
def test_a_reply_is_judged_by_its_status_or_else_its_words(reply: str, kind: str):
    assert kind_of(reply) == kind


@given(st.binary(max_size=2000))
def test_whatever_comes_is_read(raw: bytes):
    assert len(read(b"Content-Type: message/delivery-status\n\n" + raw).told) <= 200


def test_a_huge_report_takes_no_time_to_speak_of():
    raw = b"From: x\n\n" + b"Status:\n " * 500_000

    assert read(raw).kind == "soft"
