import time

import pytest

from digest.mail.inbound import Inbound, read
from digest.mail.sender import Least, Verdict, proof, results_above

OURS = "mx.northbeam.example"
ANA = "ana@corp.example"


def judge(*fields: str, author: str = ANA, authserv_id: str | None = OURS) -> Verdict:
    inbound = Inbound(fields=tuple(("authentication-results", each) for each in fields))
    return proof(inbound, author=author, authserv_id=authserv_id).verdict


@pytest.mark.parametrize(
    "said",
    [
        "dmarc=pass header.from=corp.example",
        "dmarc=pass (p=REJECT sp=NONE dis=NONE) header.from=CORP.example.",
        "spf=fail smtp.mailfrom=list.example; dmarc=pass header.from=corp.example",
        "dmarc=none; dkim=pass header.d=corp.example header.b=abc/d+=",
        "dkim=pass header.i=@mail.corp.example",
        "dkim=fail header.d=list.example; dkim=pass header.d=corp.example",
        "dmarc=bestguesspass; spf=pass smtp.mailfrom=ana@corp.example",
        'spf=pass smtp.mailfrom="ana"@corp.example',
    ],
)
def test_an_aligned_pass_of_our_host_proves(said: str):
    assert judge(f"{OURS}; {said}") is Verdict.PASS


@pytest.mark.parametrize(
    "said",
    [
        "none",
        "dmarc=pass header.from=evil.example",
        "dmarc=pass",
        "dmarc=temperror header.from=corp.example; dkim=pass header.d=corp.example",
        "dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=x@evil.example",
        "dkim=pass header.d=notcorp.example",
        "dkim=pass header.d=example",
        "dkim=pass header.d=corp.example; dkim=fail header.d=corp.example",
        "spf=pass smtp.helo=corp.example",
        "auth=pass smtp.auth=ana@corp.example",
        "x-dmarc=pass header.from=corp.example",
        "spf=softfail smtp.mailfrom=ana@corp.example",
    ],
)
def test_anything_weaker_proves_nothing(said: str):
    assert judge(f"{OURS}; {said}") is Verdict.NONE


@pytest.mark.parametrize(
    "field",
    [
        f"{OURS} (dmarc=pass header.from=corp.example); none",
        f"{OURS}; spf=none (x; dmarc=pass header.from=corp.example) smtp.mailfrom=x",
        f'{OURS}; spf=none reason="; dmarc=pass header.from=corp.example"',
        f'{OURS}; spf=none smtp.mailfrom="; dmarc=pass header.from=corp.example "@x.example',
        "evil.example; dmarc=pass header.from=corp.example",
        f"evil.{OURS}; dmarc=pass header.from=corp.example",
        f"({OURS}) evil.example; dmarc=pass header.from=corp.example",
        f"{OURS}; dmarc=pass header.from=corp.example (never closed",
        f"{OURS}; dmarc=pass header.from=evil.example header.from=corp.example",
    ],
)
def test_a_forged_result_proves_nothing(field: str):
    assert judge(field) is Verdict.NONE


def test_the_worst_verdict_wins():
    passing = f"{OURS}; dmarc=pass header.from=corp.example"

    assert judge(passing, f"{OURS}; dmarc=fail header.from=corp.example") is Verdict.FAIL
    assert judge(passing, f"{OURS}; dmarc=none") is Verdict.NONE
    assert judge(passing, f"{OURS}; dmarc=pass ((") is Verdict.NONE


def test_a_fail_for_dmarc_is_a_forgery_whatever_else_passes():
    said = f"{OURS}; dkim=pass header.d=corp.example; dmarc=fail (p=none)"

    assert judge(said) is Verdict.FAIL


def test_without_a_configured_host_nothing_is_proven():
    said = f"{OURS}; dmarc=pass header.from=corp.example"

    assert judge(said, authserv_id=None) is judge(said, author="") is Verdict.NONE


def test_an_international_domain_is_compared_as_the_wire_has_it():
    said = f"{OURS}; dmarc=pass header.from=xn--bcher-kva.example"

    assert judge(said, author="ana@bücher.example") is Verdict.PASS


def test_only_fields_above_our_own_received_line_count():
    forged = f"Authentication-Results: {OURS}; dmarc=pass header.from=corp.example\r\n"
    raw = f"Received: from outside\r\n{forged}From: {ANA}\r\n\r\n#3 done".encode()

    assert proof(read(raw), author=ANA, authserv_id=OURS).verdict is Verdict.NONE
    assert (
        proof(read(forged.encode() + raw), author=ANA, authserv_id=OURS).verdict is Verdict.PASS
    )


def test_a_field_cannot_be_smuggled_in_by_a_bare_carriage_return():
    forged = f"Authentication-Results: {OURS}; dmarc=pass header.from=corp.example"
    raw = f"Subject: hi\r{forged}\r\nFrom: {ANA}\r\n\r\n#3 done".encode()

    assert not list(results_above(read(raw), 0))


@pytest.mark.parametrize(
    "tail",
    [
        "x.y=z " * 1300,
        "(" * 8000,
        "; a=b" * 1600,
        '"' + "\\a" * 4000,
        " \t" * 4000,
        "smtp.a=" * 1100,
    ],
)
def test_a_hostile_field_takes_no_time(tail: str):
    began = time.process_time()
    judge(f"{OURS}; dmarc=pass {tail}"[:8191])

    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("least", "said", "verdict"),
    [
        (Least.SPF, "spf=pass smtp.mailfrom=corp.example", Verdict.PASS),
        (Least.DKIM, "spf=pass smtp.mailfrom=corp.example", Verdict.NONE),
        (Least.DKIM, "dkim=pass header.d=corp.example", Verdict.PASS),
        (Least.DMARC, "dkim=pass header.d=corp.example", Verdict.NONE),
        (Least.DMARC, "dmarc=pass header.from=corp.example", Verdict.PASS),
    ],
)
def test_a_domain_can_be_asked_for_more(least: Least, said: str, verdict: Verdict):
    inbound = Inbound(fields=(("authentication-results", f"{OURS}; {said}"),))

    assert proof(inbound, author=ANA, authserv_id=OURS, least=least).verdict is verdict


@pytest.mark.parametrize(("own_received", "found"), [(0, 0), (1, 1), (2, 2)])
def test_results_count_below_as_many_received_fields_as_are_our_own(own_received, found):
    one, two = (f"Authentication-Results: {OURS}; spf=pass" for _ in range(2))
    raw = f"Received: a\r\n{one}\r\nReceived: b\r\n{two}\r\nFrom: {ANA}\r\n\r\nx".encode()

    assert len(list(results_above(read(raw), own_received))) == found
