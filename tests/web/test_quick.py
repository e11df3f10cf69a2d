"""Calendars that are asked for again: answered from memory, counted, and forgotten in time."""

import asyncio

import pytest

from digest.model.calendar import Choice, Kind
from digest.model.ledger import Purpose
from digest.web.clients import client_of
from digest.web.rates import Rates
from digest.workflow.calendars import called, save
from digest.workflow.scope import Scope
from tests.web.site import ROW, Site, table
from tests.workflow.company import DIRECTORY, SetClock

PRIYA = DIRECTORY.people["priya"]


def test_asked_again_at_once_the_store_is_not_asked(site: Site):
    address = site.feed()
    first = site.ask(address)
    site.lose_store()

    assert site.ask(address).content == first.content


def test_after_two_seconds_a_rotated_address_is_gone(site: Site):
    address = site.feed()
    site.ask(address)
    site.world.store.rotate(Purpose.FEED, "priya/person:priya")
    site.work.clock.forward(seconds=2)

    assert site.ask(address).status_code == 410


def test_another_query_is_another_answer(site: Site):
    address = site.feed()
    bodies = {site.ask(f"{address}{query}").content for query in ("", "?kind=todo", "?alarm=1")}

    assert len(bodies) == 3


def test_head_from_memory_has_the_headers_alone(site: Site):
    told = site.ask(site.feed())
    again = site.ask(site.feed(), "HEAD")

    assert (again.content, again.headers) == (b"", told.headers)


def test_who_fetched_is_written_in_one_go(site: Site):
    for agent in ("khal/0.11", "Google-Calendar-Importer", "Google-Calendar-Importer"):
        site.ask(site.feed(), user_agent=agent)
    site.app.state.desk.settle()
    (found,) = site.world.store.fetches(["priya/person:priya"]).values()

    assert (found.client, found.count) == ("Google Calendar", 3)


def test_an_address_asked_for_too_often_waits_in_whichever_case(site: Site):
    lower = site.feed()
    upper = f"/c/{lower[3:-4].upper()}.ics"
    answers = [site.ask(f"{(lower, upper)[n % 2]}?done={n}").status_code for n in range(122)]

    assert answers == [200] * 120 + [429] * 2


def test_what_was_answered_is_let_go_when_it_may_not_be_repeated(site: Site):
    answers = site.app.state.desk.answers
    for number in range(3):
        site.ask(f"{site.feed()}?done={number}")
    site.work.clock.forward(seconds=3)
    site.ask(f"{site.feed()}?done=9")

    assert [query for _, query in answers.kept] == [b"done=9"]


def test_addresses_without_end_are_not_remembered_without_end():
    rates = Rates(SetClock())
    for number in range(50_000):
        rates.beyond(f"{number}".ljust(9_000, "a"))

    assert len(rates._counts) <= 20_000
    assert max(map(len, rates._counts)) < 300


def test_the_next_minute_counts_anew():
    clock = SetClock()
    rates = Rates(clock, most=1)
    told = [rates.beyond("a"), rates.beyond("a"), rates.beyond("b")]
    clock.forward(minutes=1)

    assert [*told, rates.beyond("a")] == [0, 60 - clock.machine().second, 0, 0]


@pytest.mark.parametrize("query", ["kind=x", "done=-1", "done=366", "alarm=², ", "overdue=yes"])
def test_a_query_that_is_not_understood_is_told(site: Site, query):
    assert site.ask(f"{site.feed()}?{query}").status_code == 400


def test_a_named_calendar_is_served_under_its_name(site: Site):
    save(site.world, PRIYA, "Urgent things", Scope("priority", "P1"), Choice(Kind.TODO))
    address = called(site.world, PRIYA, "Urgent things").url
    text = site.ask(address).text

    assert "X-WR-CALNAME:Urgent things" in text
    assert "BEGIN:VTODO" in text


def test_days_that_a_delay_notice_announces_are_in_the_calendar(site: Site):
    site.write(
        "delay.md",
        "---\nauthor: Mei Tanaka\n---\n# Timeline Update: Login\n\n"
        "**Original ETA**: 2026-11-24\n"
        "**New ETA**: 2026-12-04\n\n**Reason**: The vendor is late.\n\n"
        "**Decision needed by**: 2026-11-27\n",
    )
    text = site.ask(site.feed("mei", "all")).text

    assert "SUMMARY:Decision needed: Login" in text
    assert "SUMMARY:New date: Login" in text
    assert "DTSTART;VALUE=DATE:20261204" in text


def test_a_review_is_a_day_whose_text_is_the_agenda(site: Site):
    site.write("a.md", table(ROW))
    text = site.ask(f"{site.feed()}?review=1").text.replace("\r\n ", "")

    assert "SUMMARY:Follow-up review" in text
    assert "Urgent: 1\\n- Rotate the keys" in text


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Google-Calendar-Importer", "Google Calendar"),
        ("macOS/14.5 (23F79) dataaccessd/1.0", "Apple Calendar"),
        ("Microsoft.Exchange/15.20", "Outlook"),
        ("Mozilla/5.0 (X11) Gecko Thunderbird/128.0", "Thunderbird"),
        ("something/1.0", "something"),
        ("", "unknown"),
        ("x\x00\x1b[31m" * 30, "x[31m" * 8),
    ],
)
def test_programs_are_called_by_their_names(agent, name):
    assert client_of(agent) == name


def test_what_was_fetched_is_written_when_the_service_ends(site: Site):
    async def lived() -> None:
        async with site.app.router.lifespan_context(site.app):
            site.app.state.desk.fetches.note("priya/all", "khal", site.work.clock.now())

    asyncio.run(lived())

    assert site.world.store.fetches(["priya/all"])["priya/all"].client == "khal"
