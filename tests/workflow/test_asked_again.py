"""digest.workflow.editions: why a date moved is asked in each digest until somebody says it."""

from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from tests.workflow.company import Company, words
from tests.workflow.test_gather import table
from tests.workflow.test_notices import LATER, answer, moved, read  # noqa: F401 - a fixture

FAR = LATER.replace("2026-12-04", "2027-03-04")
QUESTION = "No reason is written for its move"


def digest(work: Company) -> str:
    """Return the next weekly digest of who was asked, in words."""
    work.week()
    gather(work.world, "docs")
    publish(work.world)
    deliver(work.world)
    return words(next(d for d in reversed(work.post.to("priya")) if d.kind == "digest"))


def test_it_is_asked_in_every_digest_and_how_to_answer_is_said(read):  # noqa: F811
    moved(read, FAR)

    first, second = digest(read), digest(read)
    assert f"{QUESTION}: please answer “#1 because …”." in " ".join(first.split())
    assert QUESTION in second  # though nothing else is to be told of it


def test_an_answer_ends_it(read):  # noqa: F811
    moved(read)
    asked = QUESTION in digest(read)
    answer(read, "priya", "#1 because the vendor is late")

    assert (asked, QUESTION in digest(read)) == (True, False)


def test_what_is_closed_is_not_asked_about(read):  # noqa: F811
    moved(read)
    read.write("a.md", table(LATER.replace("Not started", "Done")))

    assert QUESTION not in digest(read)
