"""digest.workflow.guard: emptiness that comes bit by bit, or while a first gather lasts."""

import shutil

import pytest

from digest.settings.vocabulary import load
from digest.workflow.gather import gather
from tests.workflow.company import Company
from tests.workflow.test_gather import ROW, table
from tests.workflow.test_reading import NOTES, learned, relearned


def fill(at_work: Company, text: str, number: int) -> None:
    for n in range(number):
        at_work.write(
            f"{n:04}.md", text.replace("call", f"call {n}").replace("keys", f"key {n}")
        )


def live(at_work: Company) -> int:
    return sum(t.live for t in at_work.world.store.tracked())


def killed(_: object) -> None:
    raise KeyboardInterrupt


def test_a_folder_lost_in_the_middle_of_a_first_gather_closes_nothing(at_work):
    fill(at_work, table(ROW), 250)
    with pytest.raises(KeyboardInterrupt):
        gather(at_work.world, "docs", progress=killed)
    shutil.rmtree(at_work.root)
    at_work.root.mkdir()

    report = gather(at_work.world, "docs")
    assert report
    assert "0 items where there were 200" in report.problem
    assert live(at_work) == 200


def test_an_operator_may_accept_that_too(at_work):
    fill(at_work, table(ROW), 250)
    with pytest.raises(KeyboardInterrupt):
        gather(at_work.world, "docs", progress=killed)
    shutil.rmtree(at_work.root)
    at_work.root.mkdir()
    gather(at_work.world, "docs", accept=True)

    assert live(at_work) == 0


def test_other_words_do_not_wear_the_guard_down(at_work):
    fill(at_work, NOTES, 700)
    learned(at_work, "loose ends")
    gather(at_work.world, "docs")
    relearned(at_work, load())
    told = [gather(at_work.world, "docs") for _ in range(2)]

    assert ["where there were 700" in report.problem for report in told if report] == [True] * 2
    assert live(at_work) == 500
