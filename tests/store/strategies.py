"""Values of the model with every field drawn, those that are added later too."""

from dataclasses import fields
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from digest.errors import Problem
from digest.model.document import Document, Passage
from digest.model.item import ActionItem, Due, Priority, ReadStatus
from digest.model.update import Learning, Update

T = TypeVar("T")


def every(kind: type[T], **given: SearchStrategy[Any]) -> SearchStrategy[T]:
    """Draw all fields of a dataclass by their types, also those that have a default."""
    inferred: dict[str, Any] = {field.name: ... for field in fields(kind)}  # type: ignore[arg-type]  # any dataclass
    return st.builds(kind, **(inferred | given))


for part in (Due, ReadStatus, Priority, Learning, Passage, Problem, Update, ActionItem):
    st.register_type_strategy(part, every(part))

items = every(ActionItem)
documents = every(Document, raw=st.just(b""))
