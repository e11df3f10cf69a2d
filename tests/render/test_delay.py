"""digest.render.notices: a delay in words, a question, a correction, a decision."""

from dataclasses import replace
from typing import Any

import pytest

from digest.model.notice import Delay, News, Notice
from digest.model.update import Option
from tests.render.messages import RENDERED, RENDERER
from tests.render.samples import (
    ANNOUNCED,
    CORRECTED,
    DECIDED,
    LINKS,
    MOVED_ENTRY,
    NOTICES,
    PRIYA,
    TITLE,
    TODAY,
    UNEXPLAINED,
    WAITERS,
    on,
)


def mail(*delays, links=LINKS, person=PRIYA):
    return RENDERER.delay(Notice(person, delays), TITLE, links, today=TODAY)


def headline(*delays):
    return mail(*delays).text.splitlines()[2]


SEVERAL = RENDERER.delay(NOTICES, TITLE, LINKS, today=TODAY)


def test_the_subject_is_the_same_for_every_further_move():
    again = replace(MOVED_ENTRY, before=on(12, 7).start, due=on(12, 21), moves=2)
    told = [mail(Delay(MOVED_ENTRY)), mail(Delay(again)), mail(CORRECTED)]

    assert {each.subject for each in told} == {f"Delay: {MOVED_ENTRY.title}"}


def test_several_moves_are_counted_in_the_subject():
    assert SEVERAL.subject == "Delay: 4 items moved"


@pytest.mark.parametrize(
    "said",
    [
        *("was Mon 23 Nov, now Mon 7 Dec", "The vendor has not signed the contract"),
        *("Payment by invoice", "Reason: The bank changed its interface"),
        *("Option 2: ship without refunds", "Recommendation: ship without refunds, add"),
        *("Decision needed by Fri 27 Nov", "Waits for it: “Open the status page to all” (you)"),
        *("second move", "first due Wed 4 Nov", "No reason is written yet"),
    ],
)
def test_both_bodies_tell_moves_and_announcements_whole(said):
    assert said in " ".join(SEVERAL.text.split())
    assert said in SEVERAL.html


@pytest.mark.parametrize(
    ("delay", "told"),
    [
        (ANNOUNCED, "A date moved to 30 Nov \u2013 4 Dec"),
        (UNEXPLAINED, "Why did it move to Wed 2 Dec?"),
        (CORRECTED, "Correction: it is due Mon 23 Nov"),
        (DECIDED, "A decision about a delay"),
        (Delay(MOVED_ENTRY, News.EXPLAINED), "Why a date moved to Mon 7 Dec"),
        (Delay(replace(MOVED_ENTRY, due=None)), "A date moved"),
    ],
)
def test_the_headline_says_what_is_new(delay, told):
    assert headline(delay) == told


def test_who_is_asked_gets_the_form_filled_in_and_a_button():
    asked = mail(UNEXPLAINED)

    assert "**New ETA**: 2026-12-02" in asked.text
    assert "body=%2314%20because%20" in asked.html
    assert "#14 because …" in asked.text


def test_who_cannot_answer_is_asked_to_write_it_down():
    asked = RENDERED["question-silent"]()

    assert "Please write it into its document" in " ".join(asked.text.split())
    assert "mailto:reply" not in asked.html


def test_options_have_buttons_until_it_is_decided():
    assert "body=%2321%20option%202" in mail(ANNOUNCED).html
    assert "option" not in mail(DECIDED).html


def test_what_waits_is_counted_where_it_is_much():
    text = mail(Delay(MOVED_ENTRY, waiting=WAITERS * 40)).text

    assert "and 74 more wait" in text


def test_it_is_told_in_the_readers_language():
    german = mail(UNEXPLAINED, person=replace(PRIYA, language="de"))

    assert german.text.splitlines()[2] == "Warum verschiebt es sich auf Mi 2. Dez?"
    assert "#14 weil …" in german.text


def test_where_an_update_is_told_is_said_in_the_readers_language():
    german = mail(ANNOUNCED, person=replace(PRIYA, language="de"))

    assert "Bericht von Payments, 20. Nov" in german.text
    assert "Update of" not in german.text + german.html


def test_the_form_is_in_the_words_of_documents_in_every_language():
    german = mail(UNEXPLAINED, person=replace(PRIYA, language="de"))

    assert "**Original ETA**: 2026-11-04" in german.text


def test_a_long_title_is_cut_in_the_subject_and_stays_one_line():
    delay = Delay(replace(MOVED_ENTRY, title="Do\r\nBcc: x " * 60))
    german = Notice(replace(PRIYA, language="de"), (delay,))
    subjects = (mail(delay).subject, RENDERER.delay(german, TITLE, LINKS, today=TODAY).subject)

    assert all(len(each) <= 78 and each.isprintable() for each in subjects)


@pytest.mark.parametrize("delay", [Delay(MOVED_ENTRY, waiting=WAITERS), UNEXPLAINED, ANNOUNCED])
def test_many_moves_stay_small(delay):
    many = mail(*[delay] * 900)

    assert len(many.html.encode()) < 80_000
    assert "What moved (900)" in many.text


HOSTILE = "<img src=x> {{ 7*7 }} {% raw %} \u202eevil\r\nBcc: x@y.example ]]> " + "W" * 500


@pytest.mark.parametrize("name", ["title", "detail", "origin", "by"])
def test_hostile_words_stay_words(name):
    words: dict[str, Any] = {name: HOSTILE}
    told = mail(replace(UNEXPLAINED, entry=replace(UNEXPLAINED.entry, **words)))

    assert "<img" not in told.html
    assert "\u202e" not in told.html + told.text
    assert "{\u200c{ 7*7 }\u200c}" in told.text  # held apart, and not reckoned with


def test_the_ways_out_of_a_blocker_are_told_and_offered_to_who_may_choose():
    ways = (Option(52, "A", "wait for the vendor"), Option(53, "B", "build it ourselves"))
    stuck = replace(UNEXPLAINED, entry=replace(UNEXPLAINED.entry, options=ways))

    assert "Option B: build it ourselves" in mail(stuck).text
    assert "body=%2314%20option%20B" in mail(stuck).html


def test_a_blocker_that_was_decided_offers_nothing():
    ways = (Option(52, "A", "wait for the vendor"),)
    entry = replace(UNEXPLAINED.entry, options=ways, decision="Option A")
    told = mail(replace(UNEXPLAINED, entry=entry))

    assert "Decision: Option A" in told.text
    assert "option%20A" not in told.html


def test_the_button_of_what_is_recommended_stands_out():
    html = RENDERED["announced"]().html
    cells = [cell.split(">")[0] for cell in html.split("<td") if ">Option\u00a0" in cell]

    assert ["blue-wash" in cell for cell in cells] == [False, True, False]
