"""Values of the model with every field drawn, those that are added later too."""

from dataclasses import fields
from datetime import timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from digest.errors import Problem
from digest.model.document import Document, Passage
from digest.model.duration import Duration
from digest.model.item import ActionItem, Due, Priority, ReadStatus
from digest.model.update import (
    Attempt,
    Changed,
    Check,
    Estimate,
    Learning,
    Need,
    Option,
    Question,
    Step,
    Update,
)

T = TypeVar("T")


def every(kind: type[T], **given: SearchStrategy[Any]) -> SearchStrategy[T]:
    """Draw all fields of a dataclass by their types, also those that have a default."""
    inferred: dict[str, Any] = {field.name: ... for field in fields(kind)}  # type: ignore[arg-type]  # any dataclass
    return st.builds(kind, **(inferred | given))


LINES = {
    "steps": Step,
    "needs": Need,
    "attempts": Attempt,
    "untried": Attempt,
    "options": Option,
    "estimates": Estimate,
    "changed": Changed,
    "checks": Check,
    "questions": Question,
}

# Nothing shorter than a second is read or kept.
st.register_type_strategy(timedelta, st.integers(0, 10**8).map(lambda s: timedelta(seconds=s)))
for part in (Due, Duration, *LINES.values()):
    st.register_type_strategy(part, every(part))
# An update has many kinds of lines: one of each is enough to draw.
few = {name: st.lists(st.from_type(x), max_size=1).map(tuple) for name, x in LINES.items()}
st.register_type_strategy(Update, every(Update, **few))
for part in (ReadStatus, Priority, Learning, Passage, Problem, ActionItem):
    st.register_type_strategy(part, every(part))

items = every(ActionItem)
documents = every(Document, raw=st.just(b""))
