"""Values of the model, as strange as people write them."""

from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from digest.errors import Problem
from digest.model.document import Document, Kind
from digest.model.item import (
    ActionItem,
    Due,
    Form,
    Priority,
    ReadStatus,
    Role,
    Span,
    Spans,
    Status,
)
from digest.model.update import FieldValue, Learning, Update

# Any character, also the one that no database takes as text (NUL).
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
many = st.lists(words, max_size=3).map(tuple)
lines = st.integers(0, 10**6)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))

dues = st.builds(Due, words, st.none() | days, st.none() | days)
statuses = st.builds(ReadStatus, words, st.sampled_from(Status), words)
priorities = st.builds(Priority, words, st.none() | words)
fields: SearchStrategy[FieldValue] = words | many | dues
updates = st.builds(
    Update, words, lines, lines, words, st.dictionaries(words, fields, max_size=3)
)
learnings = st.builds(Learning, lines, words, words, words)
problems = st.builds(Problem, words, lines, words, words, words)

items = st.builds(
    ActionItem,
    text=words,
    line=lines,
    end_line=lines,
    form=st.sampled_from(Form),
    role=st.sampled_from(Role),
    owners=many,
    due=st.none() | dues,
    status=statuses,
    priority=st.none() | priorities,
    ticket=st.none() | words,
    section=words,
    mark=st.none() | words,
    parent=st.none() | lines,
    spans=st.none() | st.just(Spans(Span(0, 9), Span(2, 5))),
)

documents = st.builds(
    Document,
    path=words,
    raw=st.just(b""),
    kind=st.sampled_from(Kind),
    title=words,
    date=st.none() | days,
    authors=many,
    audience=many,
    series=st.none() | words,
    header=st.dictionaries(words, words, max_size=3),
    sections=many,
    items=st.lists(items, max_size=2).map(tuple),
    updates=st.lists(updates, max_size=2).map(tuple),
    learnings=st.lists(learnings, max_size=2).map(tuple),
    problems=st.lists(problems, max_size=2).map(tuple),
)
