"""A small company for tests of what is told to whom."""

from datetime import UTC, date, datetime

from digest.model.change import TrackedItem
from digest.model.directory import Directory, Person, Team
from digest.model.document import Document, Kind
from digest.model.installation import Installation, Mailbox, SourcePolicy
from digest.model.item import ActionItem, Due, Form, Priority, ReadStatus, Role, Status
from digest.model.ledger import SourceState, StoredDocument
from digest.model.vocabulary import Vocabulary
from digest.schedule.entries import Reader
from digest.schedule.reading import Reading

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LAST_WEEK = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


def person(key, name, **more):
    return Person(key, name, f"{key}@northbeam.example", (f"@{key}",), **more)


PEOPLE = {
    "priya": person("priya", "Priya Nair"),
    "mei": person("mei", "Mei Tanaka"),
    "jonas": person("jonas", "Jonas Weber"),
    "lena": person("lena", "Lena Fischer"),
    "okafor": person("okafor", "Tomás Okafor"),
    "max": person("max", "Max Left", left=True, successor="mei"),
}
TEAMS = {
    "identity": Team("identity", "Identity", ("priya", "mei"), "mei", ("@identity",)),
    "empty": Team("empty", "Empty", (), None, ("@empty",)),
}
INSTALLATION = Installation(
    title="Northbeam Follow-ups",
    author=Mailbox("Northbeam", "digest@northbeam.example"),
    public_url="https://digest.northbeam.example",
    inbound_domain="in.northbeam.example",
    authserv_id="mx.northbeam.example",
    directory=Directory(PEOPLE, TEAMS),
    vocabulary=Vocabulary(),
    sources={
        "pm": SourcePolicy("pm", write_back=True, steward="lena"),
        "secret": SourcePolicy("secret", readers=("jonas",)),
    },
)


def day(text, end=None):
    return Due(text, date.fromisoformat(text), date.fromisoformat(end or text))


def tracked(
    text="Rotate keys", *owners, due=None, status=Status.OPEN, source="pm", path="a.md", **more
):
    fields = {k: more.pop(k) for k in ("role", "priority", "detail", "raw") if k in more}
    item = ActionItem(
        text=text,
        line=9,
        end_line=9,
        form=Form.TABLE,
        role=fields.get("role", Role.ACTION),
        owners=owners,
        due=day(due) if isinstance(due, str) else due,
        status=ReadStatus(fields.get("raw", ""), status, fields.get("detail", "")),
        priority=Priority("", fields["priority"]) if "priority" in fields else None,
    )
    defaults = {"seen_at": LAST_WEEK, "changed_at": LAST_WEEK, "first_due": item.day}
    return TrackedItem(
        id=more.pop("id", text),
        source=source,
        path=path,
        stream=path,
        item=item,
        **defaults | more,
    )


def stored(path="a.md", source="pm", **more):
    kind = more.pop("kind", Kind.POST_MORTEM)
    seen_at, baseline = more.pop("seen_at", LAST_WEEK), more.pop("baseline", False)
    document = Document(path, b"", kind, more.pop("title", "Login outage"), **more)
    return StoredDocument(source, "v1", document, seen_at, baseline=baseline)


def reading(*items, documents=(), changes=(), silent=frozenset()):
    known = [stored(authors=("Lena Fischer",), date=date(2026, 11, 2)), *documents]
    states = {"pm": SourceState("pm", "r1", NOW, len(items))}
    places = {(d.source, d.document.path): d for d in known}
    told = tuple(changes)
    return Reading(
        NOW,
        INSTALLATION,
        items,
        places,
        states,
        frozenset(PEOPLE) - silent,
        told,
        told[-1].number if told else 0,
    )


def reader(key="priya"):
    return Reader(PEOPLE[key], TODAY, lambda id_: f"https://x.example/{id_}", INSTALLATION)
