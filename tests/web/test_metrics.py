"""/metrics: the same from every web process, told to whoever has the token; no secrets."""

import re
from dataclasses import replace

import httpx
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_families
from prometheus_client.parser import text_string_to_metric_families as families

from digest.web.app import create_app
from digest.workflow.fetched import looked
from digest.workflow.standing import beat, ran_once
from tests.docs.pages import page, quoted, rows
from tests.web.site import Site
from tests.workflow.company import DIRECTORY

PROOF = "0123456789abcdef-metrics"
OPEN = "application/openmetrics-text; version=1.0.0"


@pytest.fixture
def told(site: Site) -> Site:
    """A service that mailed, was answered, and tells figures."""
    (mail,) = site.mails()
    site.work.reply(mail, "#1 done")
    beat(site.world)
    ran_once(site.world)
    return again(site)


def again(site: Site) -> Site:
    """Return another web process of the same service."""
    site.app = create_app(site.world, metrics_token=PROOF)
    return site


def ask(site: Site, accept: str = "") -> httpx.Response:
    return site.ask("/metrics", authorization=f"Bearer {PROOF}", accept=accept)


def test_without_a_token_in_the_settings_there_are_none(site):
    assert site.ask("/metrics", authorization="Bearer ").status_code == 404


@pytest.mark.parametrize("wrong", ["", "Bearer", "Bearer x", f"Basic {PROOF}"])
def test_whoever_has_no_token_is_told_nothing(told, wrong):
    answer = told.ask("/metrics", authorization=wrong)

    assert (answer.status_code, answer.text) == (401, "not allowed\n")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_both_forms_can_be_read(told):
    plain, opened = ask(told), ask(told, accept=OPEN)

    assert "openmetrics" in opened.headers["content-type"]
    names = {family.name for family in families(plain.text)}
    read = {family.name for family in open_families(opened.text)}
    assert "digest_queue_messages" in read & names


def test_it_tells_how_the_service_stands(told):
    text = ask(told).text

    assert 'digest_source_age_seconds{source="docs"} 0.0' in text
    assert 'digest_gather_duration_seconds_count{source="docs"} 1.0' in text
    assert 'digest_queue_messages{queue="inbox"} 1.0' in text
    assert 'digest_deliveries{kind="digest",reason="",state="sent"} ' in text
    assert "digest_pulse_age_seconds 0.0" in text


def test_it_tells_how_mailboxes_stand(told):
    installation = replace(told.world.installation, boxes=("replies",))
    told.work.world = replace(told.world, installation=installation)
    looked(told.world, "replies", "")
    looked(told.world, "replies", "no answer")
    text = ask(again(told)).text

    assert 'digest_mailbox_age_seconds{mailbox="replies"} 0.0' in text
    assert 'digest_mailbox_failing{mailbox="replies"} 1.0' in text
    assert 'digest_mailbox_failures_total{mailbox="replies"} 1.0' in text


def test_another_process_tells_the_same_of_the_service(told):
    told.ask(told.feed())
    before = ask(told).text
    after = ask(again(told)).text

    assert 'digest_feed_requests_total{status="200"} 1.0' in before
    assert of_service(before) == of_service(after)


def of_service(text: str) -> list[str]:
    mine = re.compile(r"^(# \w+ )?(process_|digest_feed_requests)")
    return [line for line in text.splitlines() if not mine.match(line)]


def test_it_names_nobody(told):
    told.ask(told.feed())
    told.ask("/c/" + "a" * 32 + ".ics")
    text = ask(told).text
    people = {w for p in DIRECTORY.people.values() for w in (p.key, p.name, p.mail)}

    assert {word for word in people if re.search(rf"\b{re.escape(word)}\b", text)} == set()
    assert not re.search(r"[a-z2-7]{32}|@", text)


def test_every_metric_is_documented(told):
    told.ask(told.feed())
    shown = {f.name.removesuffix("_created") for f in families(ask(told).text)}
    listed = {name for row in rows(page("operate.md"), "## Metrics") for name in quoted(row[0])}
    written = {
        re.sub(r"\{.*", "", name).removesuffix("_total") for name in listed if name[0] != "_"
    }

    assert {n for n in shown if not n.startswith("process_")} - written == set()
    assert written - shown == {"process_*"}
