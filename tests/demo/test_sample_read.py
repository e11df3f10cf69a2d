"""The sample as the product reads it, whatever day the demo is shown on."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from digest.demo import sample
from digest.demo.history import git
from digest.markdown.document import read
from digest.model.document import Document, Kind
from digest.model.item import ActionItem, Due, Status
from digest.model.update import Update
from digest.settings.load import load
from digest.settings.vocabularies import vocabularies

MONDAY = date(2026, 11, 23)
WEEK = [MONDAY + timedelta(days) for days in range(7)]


class Read:
    """Everything the sample says on one day."""

    def __init__(self, written: sample.Sample, today: date) -> None:
        settings = load(written.settings, {})
        words, self.today = vocabularies(settings).common, today
        self.directory = settings.directory()
        self.documents = [
            read(raw, path=path, vocabulary=words) for path, raw in _files(written)
        ]

    def kinds(self) -> list[Kind]:
        return [document.kind for document in self.documents]

    def items(self) -> list[ActionItem]:
        return [item for document in self.live() for item in document.items]

    def live(self) -> list[Document]:
        newest = {d.series: d for d in self.documents if d.series}
        return [d for d in self.documents if not d.series or newest[d.series] is d]

    def of(self, key: str) -> list[ActionItem]:
        return [item for item in self.items() if key in self.owners(item)]

    def owners(self, item: ActionItem) -> list[str]:
        meant = (self.directory.resolve(name) for name in item.owners)
        found = (one.person or one.team for one in meant)
        return [one.key if one else "nobody" for one in found]

    def late(self, items: Iterable[ActionItem]) -> list[ActionItem]:
        return [i for i in items if _open(i) and i.day and i.day < self.today]

    def due(self, items: Iterable[ActionItem]) -> list[ActionItem]:
        soon = self.today + timedelta(7)
        return [i for i in items if _open(i) and i.day and self.today <= i.day < soon]


def _files(written: sample.Sample) -> Iterable[tuple[str, bytes]]:
    for path in sorted(written.updates.rglob("*.md")):
        yield path.relative_to(written.updates).as_posix(), path.read_bytes()
    for name in git(written.postmortems, "ls-tree", "--name-only", "main").decode().split():
        yield name, git(written.postmortems, "show", f"main:{name}")


def _open(item: ActionItem) -> bool:
    return not item.status.value.closed


@pytest.fixture(scope="module", params=WEEK, ids=lambda day: f"{day:%a}")
def company(request, tmp_path_factory):
    written = sample.write(tmp_path_factory.mktemp("company"), request.param)
    return Read(written, request.param)


def test_nothing_in_it_is_a_problem(company):
    assert [problem for document in company.documents for problem in document.problems] == []


def test_every_kind_of_document_is_there(company):
    assert set(company.kinds()) == set(Kind)
    assert company.kinds().count(Kind.POST_MORTEM) == 4
    assert company.kinds().count(Kind.PROGRESS) == 12


def test_the_visitor_has_something_late_something_due_and_something_done(company):
    mine = company.of("priya")

    assert len(company.late(mine)) >= 2
    assert len(company.due(mine)) >= 2
    assert Status.DONE in {item.status.value for item in mine}


def test_every_status_is_there(company):
    assert {item.status.value for item in company.items()} == set(Status)


def test_every_date_resolves(company):
    dues = [item.due for item in company.items() if item.due]

    assert [due.raw for due in dues if due.start is None] == []
    sprint = next(due for due in dues if due.raw == "Next sprint")
    assert (sprint.start or date.min) > company.today


def test_owners_are_people_and_teams_and_one_whom_nobody_knows(company):
    owners = [owner for item in company.items() for owner in company.owners(item)]

    assert owners.count("nobody") == 1
    assert {"priya", "mei", "jonas", "sam", "tomas", "lena", "sre"} <= set(owners)


def test_an_item_has_no_date(company):
    assert any(item.due is None and _open(item) for item in company.of("sam"))


def test_an_eta_slips_between_the_newest_two_updates(company):
    title = "Passkeys for reception staff at ten pilot venues"
    updates = [d for d in company.documents if d.series == "identity"]
    promised = [item.day for d in updates for item in d.items if item.text == title]

    first, second, third, last = (str(day) for day in promised)
    assert first == second < third < last


def test_all_four_kinds_of_lesson_are_there(company):
    found = {lesson.category for d in company.documents for lesson in d.learnings}

    assert found == {"Detection", "Prevention", "Response", "Recovery"}


def test_a_delay_is_announced_with_a_range_of_days(company):
    updates: list[Update] = [u for d in company.documents for u in d.updates]
    new = next(u.fields["new_eta"] for u in updates if u.kind == "timeline")

    assert isinstance(new, Due)
    assert (new.start or date.max) < (new.end or date.min)
