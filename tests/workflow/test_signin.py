"""digest.workflow.signin: a mailed link, good once and shortly, then a session."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from digest.store import SqlStore
from digest.workflow.deliver import deliver
from digest.workflow.signin import invited, mail_link, session_of, sign_in, sign_out
from tests.workflow.company import DIRECTORY, Company, company, words

PRIYA = DIRECTORY.people["priya"]


@pytest.fixture
def work(store: SqlStore, tmp_path) -> Company:
    return company(store, tmp_path / "docs")


def token(work: Company) -> str:
    """Ask for a link; return the token in the newest."""
    mail_link(work.world, PRIYA)
    deliver(work.world)
    mail = [mail for mail in work.post.to("priya") if mail.kind == "sign-in"][-1]
    found = re.search(r"/s/([a-z2-7]{32})\b", words(mail))
    assert found
    assert mail.address == PRIYA.mail
    return found[1]


def test_a_link_signs_in_once(work: Company):
    mailed = token(work)
    begun = sign_in(work.world, mailed)
    found = session_of(work.world, begun or "")

    assert found is not None
    assert found.person == PRIYA
    assert sign_in(work.world, mailed) is None


def test_of_two_who_use_a_link_at_once_one_is_signed_in(work: Company):
    mailed = token(work)
    with ThreadPoolExecutor(4) as together:
        begun = list(together.map(lambda _: sign_in(work.world, mailed), range(4)))

    assert sum(one is not None for one in begun) == 1


def test_looking_at_a_link_does_not_use_it_up(work: Company):
    mailed = token(work)

    assert [invited(work.world, mailed.upper()) for _ in range(3)] == [PRIYA] * 3
    assert sign_in(work.world, mailed)


def test_a_link_is_good_for_a_quarter_of_an_hour(work: Company):
    mailed = token(work)
    work.clock.forward(minutes=15, seconds=1)

    assert invited(work.world, mailed) is None
    assert sign_in(work.world, mailed) is None


def test_a_session_ends_by_itself_and_by_signing_out(work: Company):
    first = sign_in(work.world, token(work)) or ""
    work.clock.forward(minutes=2)
    second = sign_in(work.world, token(work)) or ""
    session = session_of(work.world, second)
    assert session
    sign_out(work.world, session)

    assert session_of(work.world, first)
    assert not session_of(work.world, second)
    work.clock.forward(minutes=30)
    assert session_of(work.world, first) is None


def test_there_is_one_link_a_minute_and_five_an_hour(work: Company):
    assert [mail_link(work.world, PRIYA) for _ in range(2)] == [True, False]
    for _ in range(4):
        work.clock.forward(minutes=1)
        assert mail_link(work.world, PRIYA)
    work.clock.forward(minutes=1)

    assert not mail_link(work.world, PRIYA)
    work.clock.forward(minutes=60)
    assert mail_link(work.world, PRIYA)


def test_who_leaves_is_signed_out(work: Company):
    begun = sign_in(work.world, token(work)) or ""
    directory = replace(DIRECTORY, people={"priya": replace(PRIYA, left=True)})
    told = replace(work.world.installation, directory=directory)

    assert session_of(replace(work.world, installation=told), begun) is None


def test_one_token_is_not_taken_for_another(work: Company):
    mailed = token(work)
    begun = sign_in(work.world, mailed) or ""

    assert session_of(work.world, mailed) is None
    assert invited(work.world, begun) is None
