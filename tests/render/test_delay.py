from dataclasses import replace

import pytest

from digest.model.edition import Notice
from tests.render.messages import RENDERER
from tests.render.samples import (
    ANNOUNCEMENT,
    LINKS,
    MOVED_ENTRY,
    NOTICE,
    NOTICES,
    PRIYA,
    TITLE,
    TODAY,
    on,
)

SEVERAL = RENDERER.delay(NOTICES, TITLE, LINKS, today=TODAY)


def test_the_subject_is_the_same_for_every_further_move():
    again = replace(MOVED_ENTRY, before=on(12, 7).start, due=on(12, 21), moves=2)
    first = RENDERER.delay(NOTICE, TITLE, LINKS, today=TODAY)
    second = RENDERER.delay(Notice(PRIYA, (again,)), TITLE, LINKS, today=TODAY)

    assert first.subject == second.subject == f"Delay: {MOVED_ENTRY.title}"


def test_several_moves_are_counted_in_the_subject():
    assert SEVERAL.subject == "Delay: 3 items moved"


@pytest.mark.parametrize(
    "said",
    [
        *("was Mon 23 Nov, now Mon 7 Dec", "the vendor has not signed the contract"),
        *("Payment by invoice", "Reason: the bank changed its interface"),
        *("Option 2: ship without refunds", "Recommendation: ship without refunds, add"),
    ],
)
def test_both_bodies_tell_moves_and_announcements_whole(said):
    assert said in SEVERAL.text
    assert said in SEVERAL.html


def test_an_announcement_alone_names_its_new_dates():
    mail = RENDERER.delay(Notice(PRIYA, (), (ANNOUNCEMENT,)), TITLE, LINKS, today=TODAY)

    assert mail.subject == "Delay: Payment by invoice"
    assert "A date moved to 30 Nov" in mail.html


def test_a_long_title_is_cut_in_the_subject_and_stays_one_line():
    long = Notice(PRIYA, (replace(MOVED_ENTRY, title="Do\r\nBcc: x " * 60),))
    subject = RENDERER.delay(long, TITLE, LINKS, today=TODAY).subject

    assert len(subject) <= 78
    assert subject.isprintable()


def test_many_moves_stay_small():
    mail = RENDERER.delay(Notice(PRIYA, (MOVED_ENTRY,) * 900), TITLE, LINKS, today=TODAY)

    assert len(mail.html.encode()) < 80_000
    assert "What moved (900)" in mail.text
