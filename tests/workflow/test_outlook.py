"""digest.workflow.outlook: an operator knows what happens next."""

from digest.workflow.outlook import outlook
from tests.workflow.company import company


def test_a_rehearsal_says_who_sees_it_and_how_it_ends(store, tmp_path):
    work = company(store, tmp_path / "docs", started=False)

    assert outlook(work.world)[0] == (
        "rehearsal: all mail goes to Jonas Weber until: digest start"
    )


def test_a_rehearsal_that_nobody_sees_says_so(store, tmp_path):
    work = company(store, tmp_path / "docs", started=False, operator=None)

    assert "held back until an operator is named" in outlook(work.world)[0]


def test_a_rehearsal_for_some_names_them(store, tmp_path):
    work = company(store, tmp_path / "docs", started=False)
    store.start(["mei", "jonas"], work.clock.now())

    assert "mail for Priya Nair goes to" in outlook(work.world)[0]


def test_afterwards_it_tells_the_next_digest(at_work):
    assert outlook(at_work.world) == (
        "mail goes to the people it is for",
        "the next digest is due on Mon 30 Nov at 08:00 (UTC), for Priya Nair and 2 others",
    )
