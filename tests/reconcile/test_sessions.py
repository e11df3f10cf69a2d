"""digest.reconcile: whatever people do to their documents, ids follow the items.

Every item written here has an owner of its own, who tells the test which item it truly is;
reconcile reads owners too, but a text alone decides in most steps.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from digest.model.change import Touch, TrackedItem
from digest.model.item import ActionItem, Due, Form
from digest.reconcile import Reach, Sighting, reconcile

LATELY = timedelta(days=30)
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "ei", "o", "u")]
some = st.integers(0, 10_000)


@dataclass
class Line:
    """An item in a document, and which it is: its owner and the id it should have."""

    owner: str
    text: str
    day: date
    id: str = ""  # empty: to be given at the next gather


@dataclass(frozen=True)
class Gone:
    """A line that was deleted."""

    line: Line
    stream: str
    at: datetime


class Editing(RuleBasedStateMachine):
    """Edit, gather, and see that every line has the id it had."""

    def __init__(self):
        super().__init__()
        self.now = datetime(2026, 1, 5, 9, tzinfo=UTC)
        self.numbers, self.docs = count(1), {}
        self.gone: list[Gone] = []
        self.lost: set[str] = set()  # texts whose ids nobody could follow any more
        self.tracked: dict[str, TrackedItem] = {}

    @initialize(sizes=st.lists(st.integers(1, 5), min_size=1, max_size=3))
    def write(self, sizes):
        for size in sizes:
            self.docs[f"{next(self.numbers)}.md"] = [self.line() for _ in range(size)]
        self.gather()

    @rule(what=st.lists(st.tuples(st.sampled_from(["word", "day", "order"]), some), max_size=6))
    def edit(self, what):
        reworded = set()
        for kind, n in what:
            path, line = self.pick(n)
            if kind == "order":
                self.docs[path].insert(n % 5, self.docs[path].pop())
            elif kind == "day":
                line.day += timedelta(days=n % 9)
            elif line.owner not in reworded:
                reworded.add(line.owner)
                kept = line.text.split()
                kept[n % len(kept)] = self.word()
                line.text = " ".join(kept)
        self.gather()

    @rule(n=some)
    def rename(self, n):
        path, _ = self.pick(n)
        self.move(self.docs.pop(path))

    @rule(n=some)
    def split(self, n):
        path, _ = self.pick(n)
        half = len(self.docs[path]) // 2
        if half:
            lines, self.docs[path] = self.docs[path][half:], self.docs[path][:half]
            self.move(lines)

    @rule(n=some)
    def delete(self, n):
        path, line = self.pick(n)
        if len(self.docs[path]) > 1:
            self.docs[path].remove(line)
            self.gone.append(Gone(line, path, self.now))
            self.gather()

    @precondition(lambda self: self.gone)
    @rule(n=some, elsewhere=st.booleans())
    def bring_back(self, n, elsewhere):
        gone = self.gone.pop(n % len(self.gone))
        path = self.pick(n)[0] if elsewhere or gone.stream not in self.docs else gone.stream
        here = path == gone.stream
        twice = any(gone.line.text == other.line.text for other in self.gone)
        if gone.line.text in self.lost or (twice and not here):
            self.lost.add(gone.line.text)
            return
        if not here and self.now - gone.at > LATELY:
            self.forget(gone.line)
        self.docs[path].append(gone.line)
        self.gather()

    @rule(n=some)
    def add_twin(self, n):
        path, line = self.pick(n)
        path = self.pick(n // 7)[0] if n % 2 else path
        if line.text not in self.lost | {gone.line.text for gone in self.gone}:
            self.docs[path].append(replace(self.line(), text=line.text))
            self.gather()

    @rule(days=st.integers(1, 40))
    def wait(self, days):
        self.now += timedelta(days=days)

    def move(self, lines):
        """Lines go to a new file; those that say the same as another do so as new ones."""
        often = Counter(line.text for line in lines)
        for line in lines:
            if often[line.text] > 1:
                self.forget(line)
        self.docs[f"{next(self.numbers)}.md"] = lines
        self.gather()

    def forget(self, line):
        """From now on it counts as another item."""
        line.id = ""
        self.lost.add(line.text)

    def pick(self, n):
        lines = [(path, line) for path in sorted(self.docs) for line in self.docs[path]]
        return lines[n % len(lines)]

    def line(self):
        owner = f"@p{next(self.numbers)}"
        return Line(owner, " ".join(self.word() for _ in range(6)), self.now.date())

    def word(self):
        n = next(self.numbers) * 7919
        return "".join(SYLLABLES[n // 56**k % 56] for k in range(3))

    def gather(self):
        seen = [
            Sighting(path, path, written(line, number))
            for path, lines in self.docs.items()
            for number, line in enumerate(lines, 1)
        ]
        found = reconcile(
            list(self.tracked.values()),
            seen,
            source="pm",
            touched=lambda _: Touch(self.now),
            known=self.tracked.__contains__,
            reach=Reach(self.now - LATELY),
        )
        fresh = {t.id for t in found.items} - self.tracked.keys()
        self.tracked |= {t.id: t for t in found.items}
        ids = {t.item.owners[0]: t.id for t in self.tracked.values() if t.live}
        for line in (line for lines in self.docs.values() for line in lines):
            assert ids[line.owner] == line.id or (not line.id and ids[line.owner] in fresh)
            line.id = ids[line.owner]
        assert len(ids) == sum(len(lines) for lines in self.docs.values())


def written(line, number):
    due = Due(line.day.isoformat(), line.day, line.day)
    return ActionItem(line.text, number, number, Form.TABLE, owners=(line.owner,), due=due)


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=60, stateful_step_count=15, deadline=None)
