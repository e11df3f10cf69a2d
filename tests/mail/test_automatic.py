import pytest

from digest.mail.automatic import Automatic, classify
from digest.mail.inbound import read

OWN = ("digest@northbeam.example",)


def origin(head: str, *, envelope_sender: str | None = "ana@x.example"):
    sent_by = "" if "From:" in head else "From: ana@x.example\r\n"
    mail = read(f"{sent_by}{head}\r\n\r\n#3 done".encode())
    return classify(mail, envelope_sender=envelope_sender, own=OWN)


@pytest.mark.parametrize(
    "head",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated (vacation)",
        "Precedence: auto_reply",
        "X-Autoreply: yes",
        "X-Autorespond: 1",
        "X-Failed-Recipients: bob@x.example",
        "From: MAILER-DAEMON@mx.example",
        "From: postmaster@x.example",
        "Return-Path: <MAILER-DAEMON@mx.x.example>",
        "Return-Path: <MAILER-DAEMON>",
        "X-Apple-Action: VACATION",
        "X-Precedence: auto-reply",
        "X-Amazon-Auto-Reply: true",
        "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent",
        "From: Digest <Digest@Northbeam.example>",
        "X-Digest-Kind: receipt",
        "Return-Path: <>",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: message/delivery-status",
    ],
)
def test_a_machine_is_ignored(head: str):
    assert origin(head).level is Automatic.HARD


def test_the_null_reverse_path_is_a_machine_and_an_unknown_one_is_not():
    assert origin("X: y", envelope_sender="").level is Automatic.HARD
    assert origin("X: y", envelope_sender=None).level is Automatic.NONE


def test_a_report_says_so():
    assert origin("Content-Type: multipart/report; boundary=b").report
    assert not origin("Auto-Submitted: auto-replied").report


@pytest.mark.parametrize(
    "head",
    [
        "Precedence: bulk",
        "Precedence: list",
        "List-Id: <team.x.example>",
        "From: no-reply@x.example",
        "From: donotreply+17@x.example",
        "Subject: Out of Office: 2 overdue",
        "Subject: =?utf-8?q?R=C3=A9ponse_automatique_=3A_2_overdue?=",
        "Subject: Automatische Antwort: 2 overdue",
        "Subject: [OOO] 2 overdue",
        "Subject: =?utf-8?q?=5BAutomatyczna_odpowied=C5=BA=5D_2_overdue?=",
        "Subject: =?utf-8?b?6Ieq5YuV6L+U5L+hOiAyIG92ZXJkdWU=?=",
        "Subject: =?utf-8?b?0J3QtSDQtNC+0YHRgtCw0LLQu9C10L3Qvg==?=",
        "Subject: Mail could not be delivered",
        "Subject: Undeliverable: 2 overdue",
    ],
)
def test_what_may_be_a_machine_is_neither_applied_nor_answered(head: str):
    assert origin(head).level is Automatic.SOFT


@pytest.mark.parametrize(
    "head",
    [
        "X-Auto-Response-Suppress: All",
        "Auto-Submitted: no",
        "Auto-Submitted:",
        "Precedence: first-class",
        "Subject: Re: Delay: Out of office replies are lost",
        "Subject: Re: Undeliverable mail fills the queue",
        "X-Autoreply: no",
        "From: noreen@x.example",
        "List-Unsubscribe: <https://x.example>",
    ],
)
def test_a_person_is_a_person(head: str):
    assert origin(head).level is Automatic.NONE
