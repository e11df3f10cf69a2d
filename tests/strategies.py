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

_TEXT = st.text(alphabet="abc XY.,'é日🙂-", min_size=1, max_size=20).map(str.strip)
_WORDS = st.builds("{} {}".format, st.sampled_from(("Order", "Move", "Write")), _TEXT)
_OWNERS = st.sampled_from(("@ana", "Bo Li", "SRE", "", "TBD", "[Mia](https://p.example/mia)"))
_DUES = st.sampled_from(
    ("2026-12-01", "1 Dec", "Dec 1, 2026", "1.12.2026", "Friday", "Next sprint", "TBD", "")
)
_STATES = st.sampled_from(
    ("Open", "In progress", "**Done**", "✅ done", "Blocked (access)", "Done (`a1b2c3`)", "")
)
_PADS = st.sampled_from(("", " ", "   ", "\t"))


_ALL = 3  # columns of a table besides the action
_TAILS = ("", " (done)", " (due 1 Dec)", " 📅 2026-12-01", " @ana", " (in progress)", " ^a1")


@st.composite
def _rows(draw: st.DrawFn) -> list[str]:
    """Draw a table of action items, its columns in any order."""
    columns = {"Owner": _OWNERS, "Due": _DUES, "Status": _STATES}
    columns = {name: columns[name] for name in draw(st.sets(st.sampled_from(sorted(columns))))}
    tails = st.sampled_from(_TAILS) if len(columns) < _ALL else st.just("")
    columns["Action"] = st.tuples(_WORDS, tails).map("".join)
    order = draw(st.permutations(sorted(columns)))
    outer = "|" if draw(st.booleans()) or len(order) == 1 else ""
    count = draw(st.integers(1, 4))
    cells = [[draw(columns[name]) or " " for name in order] for _ in range(count)]
    before, after = draw(_PADS), draw(_PADS)
    rows = [[f"{before}{cell}{after}" for cell in row] for row in (order, *cells)]
    rows.insert(1, ["---"] * len(order))  # the parser takes no tab here
    return [outer + "|".join(row) + outer for row in rows]


@st.composite
def _lines(draw: st.DrawFn) -> list[str]:
    """Draw a list of action items: boxes or plain bullets."""
    bullet = draw(st.sampled_from(("- ", "* ", "1. ")))
    boxes = draw(st.booleans())
    marks = st.sampled_from(("[ ] ", "[x] ", "[/] ", "[X] ")) if boxes else st.just("")
    count = draw(st.integers(1, 4))
    return [
        bullet + draw(marks) + draw(_WORDS) + draw(st.sampled_from(_TAILS))
        for _ in range(count)
    ]


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """Draw the bytes of a document with action items, any newline kind, with or without BOM."""
    lines = ["# Weekly sync", "", "Date: 2026-11-16", ""]
    for title in draw(
        st.lists(st.sampled_from(("Action Items", "Next steps")), min_size=1, max_size=2)
    ):
        lines += [f"## {title}", "", *draw(st.one_of(_rows(), _lines())), ""]
    line_end = draw(st.sampled_from(("\n", "\r\n", "\r")))
    text = line_end.join(lines[: None if draw(st.booleans()) else -1])
    return draw(st.sampled_from((b"", b"\xef\xbb\xbf"))) + text.encode()


reasons = (
    st.just("") | st.text(max_size=30) | st.sampled_from(("a|b", "<i>x", "by Friday", "*"))
)
