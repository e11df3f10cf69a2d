"""Whatever happens, no log line holds an address, a token, a subject or what people wrote."""

import re

import pytest

from digest.model.ledger import Delivery
from digest.ports import NotSent
from digest.store import SqlStore
from digest.workflow.deliver import deliver
from digest.workflow.erase import erase
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from tests.logs.capture import logged
from tests.web.site import ROW, Site, table
from tests.workflow.company import DIRECTORY, company, words

TYPED = "#1 done\nThe new keys are in the vault on the second floor."
FORGED = "#1 cancel because nobody will ever look at this"
_TOKEN = re.compile(r"(?<![a-z0-9])[a-z2-7]{32}(?![a-z0-9])")


@pytest.fixture
def backend() -> str:
    """What is logged does not depend on the database."""
    return "sqlite"


def refused(delivery: Delivery) -> NotSent:
    """Answer as relays do, with the address in it."""
    return NotSent(delivery.id, f"550 5.1.1 <{delivery.address}>: unknown", permanent=True)


def whole_loop(site: Site) -> None:
    """Gather, publish, deliver, receive, fetch a calendar, unsubscribe, forge, fail."""
    site.write("a.md", table(ROW))
    site.work.week()
    (mail,) = site.mails()
    site.work.reply(mail, TYPED)
    site.work.reply(mail, FORGED, author="mallory@evil.example", proof="none")
    receive(site.world)
    site.work.week()
    site.mails(kind="receipt")
    assert site.ask(site.feed()).status_code == 200
    site.work.write("a.md", table(ROW.replace("2026-11-20", "2026-12-24")))
    site.work.week()
    publish(site.world)
    site.work.post.answer = refused
    deliver(site.world)
    assert site.ask(site.unsubscribing(mail), "POST").status_code == 200
    site.work.clock.forward(days=60)
    erase(site.world)


def private(site: Site) -> set[str]:
    """Return all that was told to or by people."""
    mails = [mail for key in DIRECTORY.people for mail in site.work.post.to(key)]
    whole = "".join(words(mail) + mail.raw.decode() for mail in mails)
    lines = {line.strip() for mail in mails for line in words(mail).splitlines()}
    found = {line for line in (*lines, *TYPED.splitlines(), FORGED) if len(line) > 12}
    addresses = {person.mail for person in DIRECTORY.people.values()}
    titles = {mail.title for mail in mails}
    cells = {"Rotate the keys", "Nobody could sign in", "mallory", "in.northbeam.example"}
    return {*found, *addresses, *titles, *cells, *_TOKEN.findall(whole)}


def test_nothing_private_is_logged_at_any_level(store: SqlStore, tmp_path):
    site = Site(company(store, tmp_path / "docs"))
    with logged() as log:
        whole_loop(site)
    secrets = private(site)

    events = {event["event"] for event in log.events}
    done = {"gather", "edition", "sent", "failed", "receive", "feed", "unsubscribe", "erase"}
    assert done <= events
    assert len(secrets) > 30
    assert {secret for secret in secrets if secret in log.text} == set()
