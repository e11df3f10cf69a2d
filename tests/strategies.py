"""What Hypothesis draws from, shared by the tests of several rooms."""

from datetime import date

from hypothesis import strategies as st

from digest.model.item import Due, Status
from digest.model.vocabulary import Sprints, Vocabulary

VOCABULARY = Vocabulary(
    columns={
        "text": ("action", "action item", "task"),
        "owner": ("owner", "who"),
        "due": ("due", "due date", "deadline"),
        "status": ("status", "state"),
        "priority": ("priority",),
    },
    statuses={
        **dict.fromkeys(("open", "todo", "to do", "not started", "未着手"), Status.OPEN),
        **dict.fromkeys(("in progress", "doing", "進行中"), Status.IN_PROGRESS),
        "blocked": Status.BLOCKED,
        **dict.fromkeys(("done", "complete", "closed", "完了"), Status.DONE),
        **dict.fromkeys(("cancelled", "dropped"), Status.CANCELLED),
    },
    wordings=({Status.OPEN: "未着手", Status.IN_PROGRESS: "進行中", Status.DONE: "完了"},),
    headings=("action items", "actions", "next steps"),
    priorities={"high": "P1", "low": "P3"},
    months={"januar": 1, "märz": 3, "dezember": 12, "jan": 1, "mär": 3, "dez": 12},
    weekdays={"freitag": 4},
    placeholders=("tbd", "[date]"),
    sprints=Sprints(start=date(2026, 11, 2), days=14),
)

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
dues = days.map(lambda day: Due(day.isoformat(), day, day))
statuses = st.sampled_from(Status)
typed = st.text(max_size=40)  # what a person may type
