"""People and teams as the settings and the people file have them."""

import re
from dataclasses import dataclass, field

from digest.model.directory import Person, Team
from digest.model.reminders import Days
from digest.model.schedule import Schedule
from digest.render.catalogue import SOURCE
from digest.settings import values
from digest.settings.everyone import Everyone, check
from digest.settings.languages import spoken
from digest.settings.reminders import read_days
from digest.settings.schedules import read_schedule
from digest.settings.table import Table

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True)
class Rhythm:
    """When a digest is due unless a person has it otherwise, and how long a section may be."""

    schedule: Schedule = field(default_factory=Schedule)
    cap: int = 10
    language: str = SOURCE  # BCP 47: in which mail is written


def read_rhythm(table: Table) -> Rhythm:
    """Return the defaults of [digest]."""
    schedule = read_schedule(table, Schedule())
    cap = table.get("cap", values.whole(1, 1000), 10)
    language = table.get("language", spoken, SOURCE)
    table.close()
    return Rhythm(schedule, cap, language)


def read_everyone(root: Table, file: Table | None, rhythm: Rhythm) -> Everyone:
    """Return the people and teams of the settings and of the people file."""
    everyone = read_people(root, file, rhythm)
    if not everyone.people:
        root.bad("people", "is missing (write [people.priya] with name and mail)")
    elif not any(person.mail for person in everyone.people.values()):
        root.bad("people", "nobody has mail (write it for one of them)")
    return everyone


def read_people(root: Table, file: Table | None, usual: Rhythm) -> Everyone:
    """Return the people and teams there are, if any."""
    everyone = Everyone()
    _add(everyone, root, usual)
    if file:
        _add(everyone, file, usual)
        file.close()
    check(everyone)
    return everyone


def _add(everyone: Everyone, source: Table, usual: Rhythm) -> None:
    for key, table in source.tables("people"):
        if _new(everyone, source, key, table):
            if own := _reminders(table):
                everyone.reminders[key] = own
            everyone.people[key] = _person(key, table, usual)
    for key, table in source.tables("teams"):
        if _new(everyone, source, key, table):
            everyone.teams[key] = _team(key, table)


def _new(everyone: Everyone, source: Table, key: str, table: Table) -> bool:
    kind = table.key.partition(".")[0]
    if key in everyone.tables:
        where = everyone.tables[key]
        source.bad(kind, f"{key!r} is also {where.key} in {where.file} (keep one)")
        return False
    if not KEY.fullmatch(key):
        source.bad(kind, f"{key!r} is not a key (use letters, digits, - and _)")
    everyone.tables[key] = table
    return True


def _reminders(table: Table) -> Days | None:
    """Return the days on which a person wishes to be reminded, if they say any."""
    inner = table.table("reminders")
    days = read_days(inner, Days())
    inner.close()
    return days if "reminders" in table.raw else None


def _person(key: str, table: Table, usual: Rhythm) -> Person:
    person = Person(
        key=key,
        name=table.need("name", values.text, key, '"Priya Nair"'),
        mail=table.get("mail", values.address, ""),
        aliases=table.get("aliases", values.texts, ()),
        other_mail=table.get("other_mail", values.addresses, ()),
        schedule=read_schedule(table, usual.schedule),
        scopes=table.get("scopes", values.scopes, ()),
        all_clear=table.get("all_clear", values.flag, default=False),
        left=table.get("left", values.flag, default=False),
        watches=table.get("watch", values.texts, ()),
        successor=table.get("successor", values.text, None),
        language=table.get("language", spoken, usual.language),
    )
    table.close()
    return person


def _team(key: str, table: Table) -> Team:
    team = Team(
        key=key,
        name=table.get("name", values.text, key),
        members=table.get("members", values.texts, ()),
        lead=table.get("lead", values.text, None),
        aliases=table.get("aliases", values.texts, ()),
        mail=table.get("mail", values.address, ""),
    )
    table.close()
    return team
