"""digest.workflow.whereabouts: which item of the newest text is meant, or nobody's guess."""

import pytest

from digest.errors import Refusal
from digest.markdown.document import read
from digest.model.change import TrackedItem
from digest.model.document import Document
from digest.workflow.gather import gather
from digest.workflow.whereabouts import index_of
from tests.workflow.company import Company

OIL, PAINT, LOCK = "- [ ] Oil the gate", "- [ ] Paint the gate", "- [ ] Lock the gate"


def page(*lines: str) -> str:
    return "\n".join(("# Gate meeting", "", "## Action Items", "", *lines, ""))


def gathered(at_work: Company, *lines: str) -> list[TrackedItem]:
    at_work.write("a.md", page(*lines))
    gather(at_work.world, "docs")
    return sorted(at_work.world.store.tracked("docs"), key=lambda t: t.item.line)


def now(at_work: Company, *lines: str) -> Document:
    return read(page(*lines).encode(), path="a.md", vocabulary=at_work.world.vocabulary("docs"))


def test_the_only_one_of_its_words_is_meant_wherever_it_stands(at_work):
    oil, *_ = gathered(at_work, OIL, PAINT)

    assert index_of(at_work.world, now(at_work, LOCK, PAINT, OIL), oil) == 2


def test_of_equal_ones_the_one_on_the_same_line_is_meant(at_work):
    _, _, second = gathered(at_work, OIL, PAINT, OIL)

    assert index_of(at_work.world, now(at_work, OIL, OIL, OIL), second) == 2


def test_of_equal_ones_the_same_place_is_meant_when_none_came_or_went(at_work):
    _, second, *_ = gathered(at_work, OIL, OIL)

    assert index_of(at_work.world, now(at_work, LOCK, PAINT, OIL, OIL), second) == 3


def test_of_equal_ones_none_is_meant_when_one_came(at_work):
    _, second, *_ = gathered(at_work, OIL, OIL)

    with pytest.raises(Refusal, match=r"^a\.md:6: its words stand there 3 times now; "):
        index_of(at_work.world, now(at_work, LOCK, PAINT, OIL, OIL, OIL), second)


def test_other_words_in_the_same_place_are_meant(at_work):
    oil, *_ = gathered(at_work, OIL, PAINT)

    assert index_of(at_work.world, now(at_work, PAINT, f"{OIL} twice"), oil) == 1


def test_what_is_gone_is_refused_with_what_stands_there(at_work):
    oil, *_ = gathered(at_work, OIL, PAINT)

    with pytest.raises(Refusal, match=r"^a\.md:5: .* not in the document any more; ") as gone:
        index_of(at_work.world, now(at_work, PAINT), oil)

    assert gone.value.stands == PAINT
