"""Calendars as a page shows them: what is in them, what each client wants as an address."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from markupsafe import Markup

from digest.ical import Contents
from digest.model.calendar import Choice, Fetch, Kind
from digest.model.directory import Directory, Person
from digest.render import literal, words
from digest.render.language import msg
from digest.render.view import Reader
from digest.web.qr import picture
from digest.workflow.calendars import Held
from digest.workflow.scope import Scope

_OUTLOOK = "https://outlook.{host}.com/calendar/0/addfromweb?url={url}&name={name}"


@dataclass(frozen=True)
class Sight:
    """Who looks at calendars, and as what they read them."""

    viewer: Person
    reader: Reader
    directory: Directory


@dataclass(frozen=True)
class Calendar:
    """A calendar as a person can add it to theirs, in words."""

    subject: str  # of its token: what forms call it
    label: str
    named: bool  # by its person, who may rename and remove it
    shows: str  # of what it is and how, where its person put it together
    inside: str  # how much is in it, and what comes next
    fetched: str  # when and by which program; empty where that is not known
    url: str
    webcal: str
    google: str  # wants the webcal address, encoded, not the https one
    outlook: str  # of an account at work or school
    outlook_com: str  # of an account at home
    picture: Markup  # of the webcal address


def shown(held: Held, inside: Contents, sight: Sight) -> Calendar:
    """Return a calendar in words of its reader."""
    reader, scope = sight.reader, scope_label(Scope.of(held.scope), sight)
    label, webcal = held.saved.name if held.saved else scope, literal.webcal(held.url)
    url, name = quote(held.url, safe=""), quote(label, safe="")
    return Calendar(
        subject=held.subject,
        label=label,
        named=held.saved is not None,
        shows=" · ".join([scope, *_options(held.choice, reader)]) if held.saved else "",
        inside=_inside(inside, reader),
        fetched=_fetched(held.fetch, reader),
        url=held.url,
        webcal=webcal,
        google=f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        outlook=_OUTLOOK.format(host="office", url=url, name=name),
        outlook_com=_OUTLOOK.format(host="live", url=url, name=name),
        picture=picture(webcal),
    )


_SCOPES = {
    "team": msg("Team {name}"),
    "source": msg("Source {name}"),
    "tag": msg("Tagged {name}"),
    "all": msg("Everything"),
}


def scope_label(scope: Scope, sight: Sight) -> str:
    """Return what a reader calls a part of everything."""
    language, name, directory = sight.reader.language, scope.name, sight.directory
    if scope.kind == "priority":
        return words.priority(name, language)
    if scope.kind == "person":
        known = directory.people.get(name)
        if name == sight.viewer.key:
            return language.gettext("Your items")
        return language.gettext("Items of {name}", name=known.name if known else name)
    team = directory.teams.get(name) if scope.kind == "team" else None
    return language.gettext(_SCOPES[scope.kind], name=team.name if team else name)


def _options(choice: Choice, reader: Reader) -> list[str]:
    _, many = reader.language.gettext, reader.language.ngettext
    kinds = {Kind.TODO: _("to-dos"), Kind.BOTH: _("events and to-dos")}
    told = [
        kinds.get(choice.kind, ""),
        _("only what is late") if choice.overdue else "",
        _("with a review each Monday") if choice.review else "",
    ]
    if choice.done_days is not None:
        told.append(
            many("done items stay {n} day", "done items stay {n} days", choice.done_days)
        )
    if choice.alarm_days is not None:
        told.append(many("alarm {n} day before", "alarm {n} days before", choice.alarm_days))
    return list(filter(None, told))


def _inside(inside: Contents, reader: Reader) -> str:
    _ = reader.language.gettext
    if not inside.entries:
        return _("Nothing is in it now.")
    count = reader.language.ngettext("{n} entry", "{n} entries", inside.entries)
    if inside.day is None:
        return _("{count}, none of them to come.", count=count)
    title = literal.line(inside.title, 120)
    return _(
        "{count}; next, {day}: {title}", count=count, day=reader.day(inside.day), title=title
    )


def _fetched(fetch: Fetch | None, reader: Reader) -> str:
    _, many = reader.language.gettext, reader.language.ngettext
    if fetch is None:
        return _("No program has fetched it yet.")
    return many(
        "Last fetched {when} by {client}, {n} time in all.",
        "Last fetched {when} by {client}, {n} times in all.",
        fetch.count,
        when=moment(fetch.at, reader),
        client=literal.line(fetch.client, 60),
    )


def moment(at: datetime, reader: Reader) -> str:
    """Return `Mon 23 Nov, 07:58`, where the reader is."""
    clock = reader.language.clock(at.astimezone(reader.zone))
    return f"{reader.day(at)}, {clock}"
