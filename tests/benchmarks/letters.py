"""A thousand digests of twenty items: what telling each reader theirs costs beside the parts.

Ours is all that happens between one reading of the store and the bytes that are queued:
who is told what, in words, in three templates, as a message.  Bare is what no program that
does it could do without: the same templates with everything ready, and `EmailMessage`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email import policy
from email.message import EmailMessage
from html import unescape
from logging import CRITICAL
from pathlib import Path

from premailer import Premailer  # type: ignore[import-untyped]

from digest.mail.compose import Outgoing, compose
from digest.model.change import TrackedItem
from digest.model.directory import Directory, Person
from digest.model.document import Document, Kind
from digest.model.installation import Installation, Mailbox, SourcePolicy
from digest.model.item import ActionItem, Due, Form, Priority, ReadStatus, Status
from digest.model.ledger import SourceState, StoredDocument
from digest.model.message import Links, Rendered
from digest.model.vocabulary import Vocabulary
from digest.render import Renderer
from digest.schedule.edition import Request, build
from digest.schedule.entries import Reader
from digest.schedule.reading import Reading
from digest.settings.resources import resource
from digest.workflow.editions import with_handles
from tests.benchmarks.frame import Rival, cpu, report

READERS, ITEMS, PER_DOCUMENT = 1000, 20, 40
_COMMON = 20  # of the common way, which takes long
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
_WEEK = NOW - timedelta(days=7)
_TITLE = "Northbeam Follow-ups"
_LINKS = Links(
    reply_to="reply+2m2mlai5vorr5ubulftea5hfpxrlsyma@in.northbeam.example",
    unsubscribe="https://digest.northbeam.example/u/2m2mlai5vorr5ubulftea5hfpxrlsyma",
    unsubscribe_mail="unsubscribe+2m2mlai5vorr5ubulftea5hfpxrlsyma@in.northbeam.example",
    feed="https://digest.northbeam.example/c/2m2mlai5vorr5ubulftea5hfpxrlsyma.ics",
)


def run() -> bool:
    """Compose, render and serialise; compare with the bare parts and with the common way."""
    reading = _reading()
    people = list(reading.installation.directory.people.values())
    pages = _Pages(resource("templates"))
    for person in people:
        _told(reading, pages, person)
    few = pages.kept[:_COMMON]
    styled = [_styled(kept.rendered()[2]) for kept in few]
    ours, bare, common = cpu(
        lambda: _all(people), lambda: _bare(pages), lambda: _premailed(few, styled), rounds=3
    )
    per = 1000 / READERS
    return report(
        f"{READERS:,} digests of {ITEMS} items",
        ours * per,
        "ms CPU each",
        Rival("bare Jinja2 and EmailMessage", bare * per, 1.3),
        Rival("premailer for each mail", common * 1000 / _COMMON, 1 / 4),
    )


def _all(people: list[Person]) -> None:
    reading, render = _reading(), Renderer(resource("templates"))
    for person in people:
        rendered = _told(reading, render, person)
        compose(_outgoing(person, rendered))


def _told(reading: Reading, render: Renderer, person: Person) -> Rendered:
    reader = Reader(person, NOW.date(), _linked, reading.installation)
    edition = build(reading, reader, Request(NOW.date(), None, _WEEK))
    assert edition
    edition, handles = with_handles(edition, reader, reading, {})
    assert len(handles) == ITEMS
    return render.digest(edition, _TITLE, _LINKS)


def _linked(id_: str) -> str:
    return f"https://digest.northbeam.example/p/2m2mlai5vorr5ubulftea5hfpxrlsyma/{id_}"


def _outgoing(person: Person, words: Rendered) -> Outgoing:
    return Outgoing(
        message_id=f"<{person.key}@northbeam.example>",
        date=NOW,
        author=Mailbox(_TITLE, "digest@northbeam.example"),
        to=Mailbox(person.name, person.mail),
        subject=words.subject,
        text=words.text,
        html=words.html,
        kind="digest",
        list_id="digest.northbeam.example",
        reply_to=_LINKS.reply_to,
        unsubscribe=_LINKS.unsubscribe,
        unsubscribe_mail=_LINKS.unsubscribe_mail,
    )


@dataclass(frozen=True)
class _Kept:
    """A message with everything ready for its templates."""

    templates: tuple[Callable[..., str], ...]
    page: object

    def rendered(self) -> tuple[str, ...]:
        return tuple(render(page=self.page) for render in self.templates)


class _Pages(Renderer):
    """Keeps what the templates are given."""

    def __init__(self, templates: Path) -> None:
        super().__init__(templates)
        self.kept: list[_Kept] = []

    def _three(self, message: str, page: object, language: object) -> Rendered:
        found = self._templates(language)  # type: ignore[arg-type]
        files = ("subject.txt", "body.txt", "body.html")
        templates = (found.get_template(f"email/{message}/{file}") for file in files)
        self.kept.append(_Kept(tuple(template.render for template in templates), page))
        return Rendered("", "", "")


def _bare(pages: _Pages) -> None:
    for kept in pages.kept:
        _flattened(*kept.rendered())


def _styled(html: str) -> str:
    """Return a page with its styles in a style sheet, as people write it for premailer."""
    known: dict[str, str] = {}

    def classed(found: re.Match[str]) -> str:
        return f'class="{known.setdefault(found[1], f"s{len(known)}")}"'

    page = re.sub(r'style="([^"]*)"', classed, re.sub(r' class="[^"]*"', "", html))
    rules = "".join(f".{name} {{{style}}}\n" for style, name in known.items())
    return page.replace("</head>", f"<style>\n{unescape(rules)}</style></head>", 1)


def _premailed(few: list[_Kept], pages: list[str]) -> None:
    for kept, html in zip(few, pages, strict=True):
        subject, text, _ = kept.rendered()
        _flattened(subject, text, Premailer(html, cssutils_logging_level=CRITICAL).transform())


def _flattened(subject: str, text: str, html: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "digest@northbeam.example", "p@northbeam.example"
    message["Subject"] = subject.strip()
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message.as_bytes(policy=policy.SMTP)


def _reading() -> Reading:
    people = {f"p{n}": _person(n) for n in range(READERS)}
    installation = Installation(
        title=_TITLE,
        author=Mailbox(_TITLE, "digest@northbeam.example"),
        public_url="https://digest.northbeam.example",
        inbound_domain="in.northbeam.example",
        authserv_id="mx.northbeam.example",
        directory=Directory(people, {}),
        vocabulary=Vocabulary(),
        sources={"docs": SourcePolicy("docs", write_back=True)},
        cap=ITEMS,
    )
    count = READERS * ITEMS
    paths = [f"pm/{n}.md" for n in range(count // PER_DOCUMENT)]
    return Reading(
        now=NOW,
        installation=installation,
        items=tuple(_item(n) for n in range(count)),
        documents={("docs", path): _document(path) for path in paths},
        sources={"docs": SourceState("docs", "r1", NOW, count)},
        listeners=frozenset(people),
    )


def _person(number: int) -> Person:
    handle = (f"@p{number}",)
    return Person(f"p{number}", f"Person {number}", f"p{number}@northbeam.example", handle)


def _document(path: str) -> StoredDocument:
    document = Document(
        path, b"", Kind.POST_MORTEM, f"Outage of {path}", date=date(2026, 10, 2)
    )
    return StoredDocument("docs", "v1", document, _WEEK, baseline=True)


def _item(number: int) -> TrackedItem:
    """Return an item of one reader: half of theirs are late, half are due this week."""
    day = NOW.date() + timedelta(days=number // READERS % 14 - 7)
    due = Due(day.isoformat(), day, day)
    path = f"pm/{number // PER_DOCUMENT}.md"
    item = ActionItem(
        text=f"Page the owners of service {number} when its queue <1> grows",
        line=number % PER_DOCUMENT + 10,
        end_line=number % PER_DOCUMENT + 10,
        form=Form.TABLE,
        owners=(f"@p{number % READERS}",),
        due=due,
        status=ReadStatus("In progress", Status.IN_PROGRESS),
        priority=Priority("P2", "P2"),
    )
    return TrackedItem(
        id=f"i{number}",
        source="docs",
        path=path,
        stream=path,
        item=item,
        seen_at=_WEEK,
        changed_at=_WEEK,
        first_due=day,
    )
