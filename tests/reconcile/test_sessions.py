"""digest.reconcile: whatever people do to their documents, ids and history follow the items.

The test knows which line is which; reconcile has only what stands there.
"""

from dataclasses import dataclass, field, replace
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
DEEDS = st.sampled_from(["word", "day", "order", "owner", "rename", "split", "twin"])


@dataclass(eq=False)
class Line:
    """An item in a document, and what should be known of it."""

    owner: str
    text: str
    day: date
    id: str = ""  # empty: to be given at the next gather
    days: list[date] = field(default_factory=list)  # promised so far


@dataclass
class Round:
    """What was done since the last gather: more at once could not be followed by anybody."""

    reworded: set[str] = field(default_factory=set)  # texts as they were, and became
    moved: set[str] = field(default_factory=set)  # paths that were split, or came to be


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
        self.round = Round()

    @initialize(sizes=st.lists(st.integers(1, 5), min_size=1, max_size=3))
    def write(self, sizes):
        for size in sizes:
            self.docs[f"{next(self.numbers)}.md"] = [self.line() for _ in range(size)]
        self.gather()

    @rule(what=st.lists(st.tuples(DEEDS, some), max_size=8))
    def edit(self, what):
        for deed, n in what:
            getattr(self, f"_{deed}")(n)
        self.gather()

    def _word(self, n):
        path, line = self.pick(n)
        known = {other.text for other in self.docs[path]} - self.round.reworded
        if line.text not in self.round.reworded and (
            path not in self.round.moved or len(known) > len(self.docs[path]) / 2 + 1
        ):
            kept = line.text.split()
            kept[n % len(kept)] = self.word()
            self.round.reworded.add(line.text)
            line.text = " ".join(kept)
            self.round.reworded.add(line.text)

    def _owner(self, n):
        path, line = self.pick(n)
        if line.text not in self.round.reworded and path not in self.round.moved:
            self.round.reworded.add(line.text)
            line.owner = f"@p{next(self.numbers)}"

    def _day(self, n):
        _, line = self.pick(n)
        line.day += timedelta(days=n % 9)

    def _order(self, n):
        path, _ = self.pick(n)
        self.docs[path].insert(n % 5, self.docs[path].pop())

    def _rename(self, n):
        path, _ = self.pick(n)
        if path not in self.round.moved and not self._reworded(self.docs[path]):
            self._new(self.docs.pop(path))

    def _split(self, n):
        path, _ = self.pick(n)
        lines = self.docs[path]
        if len(lines) > 1 and path not in self.round.moved and not self._reworded(lines):
            self.round.moved.add(path)
            half = len(lines) // 2
            self.docs[path] = lines[:half]
            self._new(lines[half:])
            self.round.reworded |= {line.text for line in lines}

    def _twin(self, n):
        path, line = self.pick(n)
        path = self.pick(n // 7)[0] if n % 2 else path
        apart = self.lost | self.round.reworded | {gone.line.text for gone in self.gone}
        if line.text not in apart and path not in self.round.moved:
            self.round.reworded.add(line.text)
            self.docs[path].append(replace(self.line(), text=line.text))

    def _reworded(self, lines):
        return self.round.reworded & {line.text for line in lines}

    def _new(self, lines):
        path = f"{next(self.numbers)}.md"
        self.docs[path] = lines
        self.round.moved.add(path)

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

    @rule(days=st.integers(1, 40))
    def wait(self, days):
        self.now += timedelta(days=days)

    def forget(self, line):
        """From now on it counts as another item."""
        line.id, line.days = "", []
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
        now = {(t.path, t.item.line): t for t in self.tracked.values() if t.live}
        for path, lines in self.docs.items():
            for number, line in enumerate(lines, 1):
                self.check(line, now.pop((path, number)), fresh)
        assert not now
        self.round = Round()

    def check(self, line, tracked, fresh):
        """The item has the id of its line, and all that was ever promised is known."""
        assert tracked.id == line.id if line.id else tracked.id in fresh
        line.id = tracked.id
        line.days += [line.day] if line.days[-1:] != [line.day] else []
        assert (tracked.first_due, tracked.moves) == (line.days[0], len(line.days) - 1)


def written(line, number):
    due = Due(line.day.isoformat(), line.day, line.day)
    return ActionItem(line.text, number, number, Form.TABLE, owners=(line.owner,), due=due)


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=60, stateful_step_count=15, deadline=None)
