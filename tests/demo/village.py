"""A demo that lives in memory: one table, three people, and the mail it causes, at once."""

import difflib
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from digest.demo.scene import Feed, Mail, SourceChange
from digest.errors import Transient
from digest.mail.compose import Outgoing, compose
from digest.model.directory import Person
from digest.model.edition import Edition, Section, SectionKey
from digest.model.entry import Entry
from digest.model.ids import mint
from digest.model.installation import Mailbox
from digest.model.item import Due
from digest.model.message import Links, Rendered
from digest.model.notice import Delay, Notice
from digest.model.receipt import Outcome, Receipt, Result
from digest.model.schedule import Schedule
from digest.render import Renderer

TEMPLATES = Path(__file__).parents[2] / "templates"
PUBLIC = "https://digest.northbeam.example"
TABLE = """\
# Sign-in outage

| Priority | Action | Owner | Due Date | Status |
|----------|--------|-------|----------|--------|
| P1 | Page identity when sign-ins fail for five minutes | @priya | 2026-11-12 | In progress |
| P1 | Write the runbook for a slow restart | @priya | 2026-11-24 | Not started |
| P2 | Refuse a cache limit below what is in use | @priya | 2026-11-27 | Not started |
"""


def _person(key: str, name: str) -> Person:
    return Person(
        key, name, f"{key}@northbeam.example", schedule=Schedule(zone="Europe/London")
    )


class Village:
    """A real scene without sockets: commands edit the table, and mail is composed at once."""

    title, public_url = "Northbeam Follow-ups", PUBLIC

    def __init__(self) -> None:
        names = (("priya", "Priya Nair"), ("mei", "Mei Tanaka"), ("sam", "Sam <script> Reyes"))
        self.everyone = [_person(key, name) for key, name in names]
        self.clock = datetime(2026, 11, 23, 8, 2, tzinfo=UTC)
        self.table, self.sent, self.broken = TABLE, 0, False
        self.delivered: list[Mail] = []
        self.changed: list[SourceChange] = []
        self.renderer = Renderer(TEMPLATES)

    def now(self) -> datetime:
        return self.clock

    def people(self) -> Sequence[Person]:
        return self.everyone

    def mails(self) -> Sequence[Mail]:
        return self.delivered[::-1]

    def change(self) -> SourceChange | None:
        return self.changed[-1] if self.changed else None

    def feeds(self) -> Sequence[Feed]:
        return [Feed(p.key, p.name, f"{PUBLIC}/c/{'a' * 32}.ics") for p in self.everyone]

    def answers(self) -> int:
        return self.sent

    def open(self) -> None:
        for person in reversed(self.everyone):
            self._send("digest", person, self._digest(person))

    def reply(self, mail: Mail, text: str, person: Person) -> None:
        if self.broken:
            raise Transient("127.0.0.1:2526: no mail server answers: start the demo again")
        self.sent += 1
        owner = next(p for p in self.everyone if p.mail == mail.recipient)
        if owner != person:
            asked = self.renderer.confirm([text], self.title, _links(), page=f"{PUBLIC}/h/x")
            self._send("confirm", owner, asked)
            return
        command = re.search(r"#(\d+) (done|due (\S+))", text)
        outcomes = [self._obey(int(command[1]), command[2], person)] if command else []
        receipt = Receipt(person, "the digest", tuple(outcomes))
        self._send("receipt", person, self.renderer.receipt(receipt, self.title, _links()))

    def next_week(self) -> None:
        self.clock += timedelta(days=7)
        self.open()

    def move_due_date(self) -> None:
        mei, priya = self.everyone[1], self.everyone[0]
        self._write("2026-11-27", "2026-12-04", mei, "A week more for the limit check")
        day = date(2026, 12, 4)
        moved = Entry(
            title="Refuse a cache limit below what is in use",
            handle=3,
            due=Due("2026-12-04", day, day),
            before=date(2026, 11, 27),
            moves=1,
            by=mei.name,
        )
        notice = Notice(priya, (Delay(moved, item=True),))
        today = self.clock.date()
        self._send(
            "delay", priya, self.renderer.delay(notice, self.title, _links(), today=today)
        )

    def _obey(self, handle: int, line: str, person: Person) -> Outcome:
        rows = self._rows()
        cells = rows[handle - 1].strip("| ").split(" | ")
        new = rows[handle - 1].replace(f"| {cells[4]} |", "| Done |")
        self._write(rows[handle - 1], new, person, f"{cells[1]}: Done")
        return Outcome(
            f"#{handle} {line}",
            Result.CHANGED,
            handle=handle,
            title=cells[1],
            field="status",
            before=cells[4],
            after="Done",
            source="postmortems",
            path="2026-10-28-sign-in.md",
            number=4 + handle,
            before_line=rows[handle - 1],
            after_line=new,
        )

    def _write(self, old: str, new: str, person: Person, subject: str) -> None:
        before, self.table = self.table, self.table.replace(old, new)
        pair = (before.splitlines(), self.table.splitlines())
        diff = "\n".join(difflib.unified_diff(*pair, "a", "b", n=1, lineterm=""))
        path = "2026-10-28-sign-in.md"
        revision = mint(self.table)
        self.changed.append(
            SourceChange("postmortems", path, self.clock, person.name, subject, revision, diff)
        )

    def _digest(self, person: Person) -> Rendered:
        entries = tuple(self._entries())
        late, due = entries[:1], entries[1:]
        sections = (
            Section(SectionKey.OVERDUE, late, len(late)),
            Section(SectionKey.DUE, due, 2),
        )
        today = self.clock.date()
        edition = Edition(
            person, today, today - timedelta(7), today - timedelta(1), self.clock, sections
        )
        return self.renderer.digest(edition, self.title, _links())

    def _rows(self) -> list[str]:
        return re.findall(r"^\| P\d .*$", self.table, re.MULTILINE)

    def _entries(self):
        for handle, row in enumerate(self._rows(), start=1):
            priority, title, _, due, _ = row.strip("| ").split(" | ")
            day = date.fromisoformat(due)
            yield Entry(
                title=title,
                url=f"{PUBLIC}/p/{'b' * 32}/{handle}",
                item_id=str(handle),
                handle=handle,
                mine=True,
                origin="Sign-in outage",
                origin_date=date(2026, 10, 28),
                due=Due(due, day, day),
                late_days=(self.clock.date() - day).days,
                priority=priority,
            )

    def _send(self, kind: str, person: Person, told: Rendered) -> None:
        number = len(self.delivered)
        raw = compose(
            Outgoing(
                message_id=f"<{mint(kind, str(number))}@northbeam.example>",
                date=self.clock,
                author=Mailbox(self.title, "digest@northbeam.example"),
                to=Mailbox(person.name, person.mail),
                subject=told.subject,
                text=told.text,
                html=told.html,
                kind=kind,
                list_id=f"{kind}.northbeam.example",
                reply_to=_links().reply_to if kind in ("digest", "delay") else None,
            )
        )
        self.delivered.append(Mail(f"{number:04}-{kind}", person.mail, self.clock, raw))


def _links() -> Links:
    return Links(
        reply_to=f"reply+{'r' * 32}@in.northbeam.example",
        unsubscribe=f"{PUBLIC}/u/{'u' * 32}",
        unsubscribe_mail=f"unsubscribe+{'u' * 32}@in.northbeam.example",
        feed=f"{PUBLIC}/c/{'a' * 32}.ics",
    )
