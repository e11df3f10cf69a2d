"""digest.web.feeds: what calendar clients ask, and what they are answered."""

import gzip
from dataclasses import replace

import pytest
from icalendar import Calendar

from digest.model.installation import SourcePolicy
from digest.model.ledger import Purpose
from digest.web.cache import Cache
from digest.workflow.gather import gather
from tests.web.site import PUBLIC, ROW, table
from tests.workflow.company import DIRECTORY, installation


def summaries(raw: bytes) -> list[str]:
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(raw).walk("VEVENT")]


def test_a_feed_is_a_calendar_for_any_accept(site):
    told = site.ask(site.feed(), accept="text/html")

    assert told.status_code == 200
    assert told.headers["content-type"] == "text/calendar; charset=utf-8"
    assert told.headers["content-disposition"] == 'inline; filename="digest.ics"'
    assert summaries(told.content) == ["Rotate the keys"]


def test_a_feed_says_how_it_may_be_kept(site):
    headers = site.ask(site.feed()).headers

    assert headers["cache-control"] == "private, max-age=300, must-revalidate"
    assert headers["vary"] == "Accept-Encoding"
    assert headers["x-robots-tag"] == "noindex"
    assert not {"last-modified", "set-cookie", "location"} & set(headers)


def test_each_encoding_has_a_strong_etag_of_its_own(site):
    plain, packed = (site.ask(site.feed(), accept_encoding=c) for c in ("identity", "gzip"))

    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert plain.headers["etag"] != packed.headers["etag"]
    assert {plain.headers["etag"][0], packed.headers["etag"][0]} == {'"'}


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip, deflate, br", True),
        ("GZIP;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("br", False),
        ("", False),
    ],
)
def test_a_feed_is_packed_for_whoever_takes_it(site, accepted, packed):
    headers = site.ask(site.feed(), accept_encoding=accepted).headers

    assert ("content-encoding" in headers) is packed


def test_the_packed_bytes_hold_no_time(site):
    site.ask(site.feed())
    ((_, kept),) = site.app.state.desk.cache.kept.values()

    assert kept.packed.body == gzip.compress(kept.plain.body, 6, mtime=0)


def test_head_tells_the_same_headers(site):
    told, asked = (site.ask(site.feed(), method) for method in ("GET", "HEAD"))

    assert asked.status_code == 200
    assert asked.headers == told.headers


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', 'W/"a,b" ,W/{}', "*"])
def test_what_a_client_has_is_not_sent_again(site, form):
    etag = site.ask(site.feed()).headers["etag"]

    told = site.ask(site.feed(), if_none_match=form.format(etag))

    assert (told.status_code, told.content) == (304, b"")
    assert (told.headers["etag"], told.headers["vary"]) == (etag, "Accept-Encoding")


@pytest.mark.parametrize("form", ['"other"', "", '"*"', "rubbish", '"'])
def test_what_a_client_does_not_have_is_sent(site, form):
    assert site.ask(site.feed(), if_none_match=form).status_code == 200


def test_an_etag_of_another_encoding_is_another(site):
    etag = site.ask(site.feed()).headers["etag"]

    assert site.ask(site.feed(), if_none_match=etag, accept_encoding="gzip").status_code == 200


def test_a_time_alone_never_makes_a_304(site):
    told = site.ask(site.feed(), if_modified_since="Sun, 06 Nov 2050 08:49:37 GMT")

    assert told.status_code == 200


def test_a_change_is_sent_to_whoever_has_the_old(site):
    etag = site.ask(site.feed()).headers["etag"]
    site.write("a.md", table(ROW.replace("11-20", "12-04")))

    told = site.ask(site.feed(), if_none_match=etag)

    assert told.status_code == 200
    assert b"DTSTART;VALUE=DATE:20261204" in told.content


def test_an_item_that_leaves_changes_the_etag(site):
    etag = site.ask(site.feed()).headers["etag"]
    site.write("a.md", table())

    assert site.ask(site.feed(), if_none_match=etag).status_code == 200


def test_the_same_day_makes_the_same_bytes_again_and_after_a_restart(site):
    first = site.ask(site.feed())
    site.work.clock.forward(hours=9)
    gather(site.world, "docs")
    again, restarted = site.ask(site.feed()), site.restarted().ask(site.feed())

    assert first.content == again.content == restarted.content
    assert first.headers["etag"] == again.headers["etag"] == restarted.headers["etag"]


def test_a_finished_item_leaves_though_nothing_is_gathered(site):
    site.write("a.md", table(ROW.replace("Not started", "Done")))
    etag = site.ask(site.feed()).headers["etag"]
    site.work.clock.forward(days=30)

    told = site.ask(site.feed(), if_none_match=etag)

    assert (told.status_code, summaries(told.content)) == (200, [])


@pytest.mark.parametrize(
    ("kind", "events", "todos"), [("event", 1, 0), ("todo", 0, 1), ("both", 1, 1)]
)
def test_a_kind_chooses_the_components(site, kind, events, todos):
    raw = site.ask(f"{site.feed()}?kind={kind}").content

    assert (raw.count(b"BEGIN:VEVENT"), raw.count(b"BEGIN:VTODO")) == (events, todos)


def test_a_kind_that_is_none_is_refused_with_what_there_is(site):
    told = site.ask(f"{site.feed()}?kind=journal")

    assert (told.status_code, told.text) == (400, "kind is event, todo or both\n")


@pytest.mark.parametrize("path", ["/c/" + "a" * 32 + ".ics", "/c/x.ics", "/c/.ics", "/c/..ics"])
def test_an_address_never_given_out_is_404(site, path):
    assert site.ask(path).status_code == 404


def test_a_token_of_another_purpose_is_404(site):
    (mail,) = site.mails()
    token = site.unsubscribing(mail).rpartition("/")[2]

    assert site.ask(f"/c/{token}.ics").status_code == 404


def test_a_rotated_address_is_410_and_the_new_one_works(site):
    old = site.feed()
    site.world.store.rotate(Purpose.FEED, "priya/person:priya")

    assert site.ask(old).status_code == 410
    assert site.ask(site.feed()).status_code == 200


def test_who_left_loses_the_address(site):
    people = {**DIRECTORY.people, "priya": replace(DIRECTORY.people["priya"], left=True)}
    settings = installation(directory=replace(DIRECTORY, people=people))

    assert site.restarted(installation=settings).ask(site.feed()).status_code == 410


def test_the_calendar_of_a_team_that_is_gone_is_gone(site):
    address = site.feed(scope="team:identity")
    settings = installation(directory=replace(DIRECTORY, teams={}))

    assert site.restarted(installation=settings).ask(address).status_code == 410


def test_clients_may_change_the_case_of_an_address(site):
    assert site.ask(site.feed().upper().replace("/C/", "/c/").replace("ICS", "ics")).is_success


def test_no_redirect_whatever_is_asked(site):
    for path in (f"{site.feed()}/", f"/{site.feed()}", site.feed().removesuffix(".ics")):
        assert site.ask(path).status_code == 404


def test_only_reading_is_answered(site):
    assert site.ask(site.feed(), "POST").status_code == 405


def test_a_feed_never_holds_its_own_address(site):
    token = site.feed().removeprefix("/c/").removesuffix(".ics")
    told = site.ask(site.feed())

    assert token not in told.text + str(told.headers)
    assert f"{PUBLIC}/c/" not in told.text


def test_a_viewer_sees_only_what_may_be_read(site):
    site.write("b.md", "---\naudience: priya\n---\n" + table(ROW.replace("keys", "locks")))

    seen = {key: summaries(site.ask(site.feed(key, "all")).content) for key in ("priya", "mei")}

    assert len(seen["priya"]) == 2
    assert seen["mei"] == ["Rotate the keys (Priya Nair)"]


def test_readers_of_a_source_narrow_everybodys_calendar(site):
    settings = installation(sources={"docs": SourcePolicy("docs", readers=("identity",))})
    narrowed = site.restarted(installation=settings)

    assert summaries(narrowed.ask(site.feed("mei", "all")).content) != []
    assert summaries(narrowed.ask(site.feed("jonas", "all")).content) == []


def test_an_empty_feed_is_a_calendar(site):
    told = site.ask(site.feed("jonas"))

    assert (told.status_code, summaries(told.content)) == (200, [])
    assert "X-WR-CALNAME:Northbeam Follow-ups: Jonas Weber" in told.text


def test_the_cache_lets_go_of_the_longest_unused():
    cache = Cache()
    for number in range(300):
        cache.get(number, "state", lambda: b"feed")

    assert list(cache.kept) == list(range(44, 300))


def test_the_cache_keeps_few_large_feeds():
    cache = Cache()
    for number in range(4):
        cache.get(number, "state", lambda: bytes(30 << 20))

    assert list(cache.kept) == [2, 3]


def test_a_store_that_cannot_be_asked_is_no_empty_calendar(site):
    address = site.feed()
    site.lose_store()

    told = site.ask(address)

    assert (told.status_code, told.headers["retry-after"]) == (503, "60")
