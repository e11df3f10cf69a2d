"""Facts of several messages, invented; tests/cases/mail/outgoing shows them in words."""

from dataclasses import replace
from datetime import UTC, date, datetime

from digest.mail.newdates import NO_DATE
from digest.model.checked import Checked, StaleSource
from digest.model.command import NotUnderstood
from digest.model.directory import Person
from digest.model.edition import Edition, Group, Line, Scoped, Section, SectionKey
from digest.model.entry import Candidate, Entry, Flaw, Risk, Why
from digest.model.item import Due, Status
from digest.model.message import Links
from digest.model.notice import Announcement, Delay, News, Notice, Waiting
from digest.model.receipt import Outcome, Receipt, Result
from digest.model.schedule import Schedule
from digest.model.scope import Scope
from digest.model.update import Option
from digest.sentence import Sentence

TITLE = "Northbeam Follow-ups"
PRIYA = Person("priya", "Priya Raman", "priya@northbeam.example", schedule=Schedule())
SITE = "https://digest.northbeam.example"
DOCS = "https://git.northbeam.example/pm/blob/main"
AS_OF = datetime(2026, 11, 23, 7, 58, tzinfo=UTC)
TODAY = AS_OF.date()
LINKS = Links(
    reply_to="reply+2m2mlai5vorr5ubulftea5hfpxrlsyma@in.northbeam.example",
    unsubscribe=f"{SITE}/u/amyslrxpfh5aetflubu5rrov5ialm2m2",
    unsubscribe_mail="unsubscribe+amyslrxpfh5aetflubu5rrov5ialm2m2@in.northbeam.example",
    feed=f"{SITE}/c/ubu5rrov5ialm2m2amyslrxpfh5aetfl.ics",
    calendars=f"{SITE}/p/plyxetfl5ialm2m2amysubu5rrovoqrs/calendars",
)
OUTAGE = {"origin": "Sign-in outage", "origin_date": date(2026, 11, 2)}


def on(month: int, day: int) -> Due:
    """Return a promise of one day of 2026."""
    return Due(f"2026-{month:02}-{day:02}", date(2026, month, day), date(2026, month, day))


def at(month: int, day: int) -> datetime:
    """Return a noon of 2026."""
    return datetime(2026, month, day, 12, tzinfo=UTC)


def section(key: SectionKey, *entries: Entry, more: int = 0) -> Section:
    """Return a section with some entries left out."""
    return Section(key, entries, len(entries) + more)


def edition(*sections: Section, **fields: object) -> Edition:
    """Return an edition of the week before 23 November 2026."""
    known = {
        "subscriber": PRIYA,
        "slot": TODAY,
        "period_start": date(2026, 11, 16),
        "period_end": date(2026, 11, 22),
        "as_of": AS_OF,
        "sections": sections,
    }
    return Edition(**{**known, **fields})  # type: ignore[arg-type]


OVERDUE = section(
    SectionKey.OVERDUE,
    Entry(
        title="Add a circuit breaker between the sign-in API and the session store",
        url=f"{DOCS}/pm/2026-11-02-sign-in.md#L31",
        handle=3,
        mine=True,
        due=on(11, 13),
        late_days=10,
        priority="P1",
        first_due=date(2026, 10, 30),
        moves=1,
        **OUTAGE,  # type: ignore[arg-type]
    ),
    Entry(
        title="Alert when the age of the signing key passes 60 days",
        url=f"{DOCS}/pm/2026-11-02-sign-in.md#L32",
        handle=7,
        owners=("Identity",),
        why=Why.TEAM,
        due=on(11, 19),
        late_days=4,
        priority="P0",
        status=Status.IN_PROGRESS,
        **OUTAGE,  # type: ignore[arg-type]
    ),
)
DUE = section(
    SectionKey.DUE,
    Entry(
        title="Write the runbook for moving the session store to another region",
        url=f"{DOCS}/pm/2026-11-02-sign-in.md#L33",
        handle=9,
        mine=True,
        due=on(11, 24),
        late_days=-1,
        priority="P2",
        **OUTAGE,  # type: ignore[arg-type]
    ),
    Entry(
        title="Test password reset with three times the usual load",
        url=f"{DOCS}/updates/identity.md#L12",
        owners=("Mei Tanaka", "Priya Raman"),
        due=Due("24 to 26 Nov", date(2026, 11, 24), date(2026, 11, 26)),
        late_days=-3,
        origin="Progress of Identity",
        origin_date=date(2026, 11, 20),
    ),
)
WAITING = section(
    SectionKey.WAITING,
    Entry(
        title="Move the checkout to the new token format",
        url=f"{DOCS}/updates/payments.md#L20",
        why=Why.ASKED,
        owners=("Jonas Weber",),
        by="Jonas Weber",
        detail="the list of clients that still use the old format",
        asked=date(2026, 11, 11),
        waited_days=12,
        origin="Progress of Payments",
        origin_date=date(2026, 11, 20),
    ),
)
BLOCKED = section(
    SectionKey.BLOCKED,
    Entry(
        title="Rotate signing keys without a restart",
        url=f"{DOCS}/pm/2026-11-02-sign-in.md#L35",
        handle=16,
        owners=("Mei Tanaka",),
        why=Why.AUTHOR,
        status=Status.BLOCKED,
        detail="waiting for a security review of the key service",
        at=at(11, 16),
        due=on(11, 20),
        late_days=3,
        priority="P1",
        **OUTAGE,  # type: ignore[arg-type]
    ),
)
SLIPPED = section(
    SectionKey.SLIPPED,
    Entry(
        title="Move rate-limit counters out of the session store",
        url=f"{DOCS}/pm/2026-10-08-checkout.md#L28",
        handle=14,
        mine=True,
        due=on(12, 2),
        first_due=date(2026, 11, 4),
        moves=2,
        by="Tomás Okafor",
        detail="waiting for the upgrade of the cache",
        origin="Slow checkout",
        origin_date=date(2026, 10, 8),
    ),
)
MOVED_ENTRY = Entry(
    title="Publish the status page from a second region",
    url=f"{DOCS}/updates/edge.md#L9",
    owners=("Jonas Weber",),
    why=Why.AUTHOR,
    due=on(12, 7),
    before=date(2026, 11, 23),
    moves=1,
    by="Jonas Weber",
    detail="the vendor has not signed the contract",
    origin="Progress of Edge",
    origin_date=date(2026, 11, 20),
)
REST = (
    section(
        SectionKey.UNDATED,
        Entry(
            "Add the sign-in failure rate to the alerts",
            f"{DOCS}/pm/2026-11-02-sign-in.md#L36",
            handle=18,
            mine=True,
            due=Due("Next sprint"),
            priority="P1",
            **OUTAGE,  # type: ignore[arg-type]
        ),
        more=7,
    ),
    section(
        SectionKey.UNOWNED,
        Entry(
            "Tag releases that are known to be good",
            f"{DOCS}/pm/2026-11-02-sign-in.md#L37",
            handle=19,
            why=Why.AUTHOR,
            owners=("Mei",),
            candidates=(Candidate("mei", "Mei Tanaka"), Candidate("meil", "Mei Lindqvist")),
            due=on(11, 13),
            late_days=10,
            **OUTAGE,  # type: ignore[arg-type]
        ),
        Entry("Ask the vendor for a second region", why=Why.STEWARD),
    ),
    section(
        SectionKey.WITHDRAWN,
        Entry(
            "Delete the legacy cookie job",
            mine=True,
            due=on(11, 27),
            at=at(11, 19),
            by="Jonas Weber",
            origin="Slow checkout",
        ),
    ),
    section(
        SectionKey.REVIEW,
        Entry(
            "Key rotation by schedule",
            f"{DOCS}/updates/identity.md#L40",
            by="Mei Tanaka",
            at=at(11, 20),
            detail="PR #456: rotates signing keys each month without a restart",
            lines=("Review focus: what happens to tokens signed by the key before the last",),
            origin="Progress of Identity",
        ),
    ),
    section(
        SectionKey.COMPLETED,
        Entry(
            "Raise the connection limit of the session store to 4,000",
            f"{DOCS}/pm/2026-11-02-sign-in.md#L30",
            mine=True,
            status=Status.DONE,
            by="Priya Raman",
            at=at(11, 17),
        ),
        Entry(
            "Add the sign-in error rate to the on-call dashboard",
            f"{DOCS}/pm/2026-11-02-sign-in.md#L29",
            owners=("Mei Tanaka",),
            why=Why.AUTHOR,
            status=Status.CANCELLED,
            by="Mei Tanaka",
            at=at(11, 19),
        ),
    ),
    section(
        SectionKey.NEWS,
        Entry(
            "The search index served old prices for 41 minutes",
            f"{DOCS}/pm/2026-11-18-search.md",
            origin_date=date(2026, 11, 18),
            lines=("ask whoever is on call before the cache is emptied",),
        ),
    ),
    section(
        SectionKey.LEARNED,
        Entry(
            "A sign-in that nobody could do is found by signing in",
            f"{DOCS}/pm/2026-11-02-sign-in.md",
            group="Detection",
            **OUTAGE,  # type: ignore[arg-type]
        ),
        Entry(
            "Alert on the age of the cache, not only on its errors",
            f"{DOCS}/pm/2026-11-18-search.md",
            group="Detection",
            origin="The search index served old prices for 41 minutes",
            origin_date=date(2026, 11, 18),
        ),
        Entry(
            "A cache that fails open needs a limit of age, because readers cannot tell an old "
            "price from a new one",
            f"{DOCS}/pm/2026-11-18-search.md",
            group="Prevention",
            origin="The search index served old prices for 41 minutes",
            origin_date=date(2026, 11, 18),
        ),
    ),
    section(
        SectionKey.WANTING,
        Entry(
            "Write down who may restart the session store",
            f"{DOCS}/pm/2026-11-02-sign-in.md#L38",
            handle=21,
            owners=("Priya Raman", "Mei Tanaka"),
            due=on(12, 18),
            flaw=Flaw.OWNERS,
            **OUTAGE,  # type: ignore[arg-type]
        ),
    ),
)
STALE = (
    StaleSource("edge", datetime(2026, 11, 19, 14, 2, tzinfo=UTC), "the remote refused us"),
)
TYPICAL = edition(
    OVERDUE,
    DUE,
    WAITING,
    BLOCKED,
    SLIPPED,
    section(SectionKey.MOVED, MOVED_ENTRY),
    *REST,
    closed_by_all=3,
    stale=STALE,
)
TEAM = Scoped(
    scope=Scope("team", "identity"),
    name="Identity",
    groups=(
        Group(
            ("Mei Tanaka",),
            (
                Line(
                    SectionKey.OVERDUE,
                    Entry(
                        "Publish who may restart the token service, and how they are reached",
                        f"{DOCS}/pm/2026-11-02-sign-in.md#L39",
                        handle=22,
                        why=Why.SCOPE,
                        owners=("Mei Tanaka",),
                        due=on(11, 20),
                        late_days=3,
                        priority="P1",
                        **OUTAGE,  # type: ignore[arg-type]
                    ),
                ),
                Line(
                    SectionKey.BLOCKED,
                    Entry(
                        "Move the signing keys to the new vault",
                        why=Why.SCOPE,
                        owners=("Mei Tanaka",),
                        status=Status.BLOCKED,
                        at=at(11, 18),
                        due=on(12, 9),
                        late_days=-16,
                        detail="the vendor has not opened the account",
                        origin="Progress of Identity",
                        origin_date=date(2026, 11, 20),
                    ),
                ),
            ),
        ),
        Group(
            ("Jonas Weber", "Identity"),
            (
                Line(
                    SectionKey.AT_RISK,
                    Entry(
                        "Measure sign-in from outside",
                        why=Why.SCOPE,
                        owners=("Jonas Weber", "Identity"),
                        status=Status.IN_PROGRESS,
                        due=on(12, 4),
                        late_days=-11,
                        idle_days=21,
                        risk=Risk.SILENT,
                    ),
                ),
            ),
        ),
    ),
    total=5,
    open=14,
    overdue=4,
    done=3,
)
ALL = Scoped(Scope("all"), "", (), 0, 212, 0, 0)
SOURCE = Scoped(
    Scope("source", "edge"), "edge", (Group((), (TEAM.groups[0].lines[0],)),), 1, 1, 1, 0
)
LEAD = edition(DUE, section(SectionKey.COMPLETED, *REST[4].entries), scoped=(TEAM, SOURCE, ALL))
CLEAR = edition(checked=Checked(412, 96, 4, at(11, 16)), stale=STALE)
ONE = edition(section(SectionKey.DUE, DUE.entries[0]))
HOSTILE_TITLE = (
    "<script>alert(1)</script> \u202egnp.exe \x1b[31m\r\nBcc: x@y.example <img src=x>"
)
HOSTILE = edition(
    section(
        SectionKey.OVERDUE,
        Entry(HOSTILE_TITLE, "javascript:alert(1)", handle=1, due=on(11, 20), late_days=3),
        Entry("W" * 500, "https://good.example@evil.example/", handle=2, late_days=2),
        Entry(
            "Größe der Übersicht prüfen, 日本語のタイトル 🚀 " * 20,
            'https://git.northbeam.example/a b/"ü".md',
            due=Due("<b>soon\x00</b>"),
            owners=("</style></title>", "Ann\u2028Lee"),
            origin="</title><style>*{display:none}</style>",
            detail="--\r\n.\r\nFrom nobody",
        ),
    ),
    subscriber=Person("zoe", 'Zoë "Z" <Q>', "zoe@northbeam.example"),
)
WAITERS = (
    Waiting(
        "Open the status page to all", f"{DOCS}/updates/web.md#L4", ("Priya Raman",), mine=True
    ),
    Waiting("Tell the partners", owners=("Mei Tanaka", "Tomás Okafor")),
)
NOTICE = Notice(PRIYA, (Delay(MOVED_ENTRY, waiting=WAITERS),))
ANNOUNCEMENT = Announcement(
    title="Payment by invoice",
    url=f"{DOCS}/updates/payments.md#L50",
    by="Jonas Weber",
    original=on(11, 20),
    new=Due("30 Nov to 4 Dec", date(2026, 11, 30), date(2026, 12, 4)),
    reason="the bank changed its interface",
    options=(
        Option(52, "1", "accept the delay"),
        Option(53, "2", "ship without refunds", chosen=True),
        Option(54, "3", "add one person for two weeks"),
    ),
    recommendation="ship without refunds, add them in December",
    decide_by=on(11, 27),
)
ANNOUNCED = Delay(
    Entry(
        title=ANNOUNCEMENT.title,
        url=ANNOUNCEMENT.url,
        item_id="announcement",
        handle=21,
        why=Why.TEAM,
        origin="Payments",
        serial=True,
        origin_date=date(2026, 11, 20),
        due=ANNOUNCEMENT.new,
        before=date(2026, 11, 20),
        first_due=date(2026, 11, 20),
        by=ANNOUNCEMENT.by,
        detail=ANNOUNCEMENT.reason,
    ),
    announcement=ANNOUNCEMENT,
    decides=True,
)
UNEXPLAINED = Delay(
    Entry(
        title="Move rate-limit counters out of the session store",
        url=f"{DOCS}/pm/2026-10-08-checkout.md#L28",
        handle=14,
        mine=True,
        owners=("Priya Raman",),
        due=on(12, 2),
        first_due=date(2026, 11, 4),
        before=date(2026, 11, 20),
        moves=2,
        by="Tomás Okafor",
        origin="Slow checkout",
        origin_date=date(2026, 10, 8),
    ),
    waiting=WAITERS[1:],
    asked=True,
    item=True,
)
QUESTION = Notice(PRIYA, (UNEXPLAINED,))
CORRECTED = Delay(
    replace(MOVED_ENTRY, due=on(11, 23), before=date(2026, 12, 7), moves=2, detail=""),
    News.CORRECTED,
)
CORRECTION = Notice(PRIYA, (CORRECTED,))
DECIDED = Delay(
    ANNOUNCED.entry,
    News.DECIDED,
    replace(ANNOUNCEMENT, decision="Option 2, ship without refunds", decided_by="Mei Tanaka"),
    decides=True,
)
DECISION = Notice(PRIYA, (DECIDED,))
NOTICES = Notice(
    PRIYA, (Delay(MOVED_ENTRY, waiting=WAITERS), UNEXPLAINED, CORRECTED, ANNOUNCED)
)
REMINDER = edition(
    section(SectionKey.OVERDUE, OVERDUE.entries[0]),
    section(SectionKey.DUE, *DUE.entries),
)
RECEIPT = Receipt(
    PRIYA,
    "Re: 2 overdue, 2 due this week – Northbeam Follow-ups, 23 Nov",  # noqa: RUF001
    (
        Outcome(
            "#3 done",
            Result.CHANGED,
            handle=3,
            title=OVERDUE.entries[0].title,
            url=OVERDUE.entries[0].url,
            field="status",
            before="In progress",
            after="Complete",
            source="post-mortems",
            path="pm/2026-11-02-sign-in.md",
            number=31,
            before_line="| P1 | Add a circuit breaker | @priya | 2026-11-13 | In progress |",
            after_line="| P1 | Add a circuit breaker | @priya | 2026-11-13 | Complete |",
        ),
        Outcome(
            "#7 done",
            Result.UNCHANGED,
            handle=7,
            title="Alert on key age",
            field="status",
            before=Sentence("done"),
        ),
        Outcome(
            "#99 done",
            Result.REFUSED,
            handle=99,
            reason=Sentence(
                "that mail has no #{number}; it has {known}", number=99, known="#3, #7, #9"
            ),
        ),
        Outcome(
            "9 due 4 Dec",
            Result.KEPT,
            handle=9,
            title="Write the runbook",
            reason=Sentence("somebody else is changing the file right now"),
        ),
    ),
    (NotUnderstood("#3 due maybe", NO_DATE),),
)
