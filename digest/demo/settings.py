"""The settings of a demo of somebody's own documents, as the sample has its own."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from digest.demo.cast import DOMAIN
from digest.glance.settings import settings_file
from digest.model.directory import Directory, Person, Team
from digest.settings.files import parse_toml

SETTINGS, PEOPLE = "digest.toml", "people.toml"
_WORDS = ("language", "vocabulary", "sprints", "default_due")  # taken over where there are some
_TEXT = """\
# The settings of this demo, written at every start.
title = {title}
from = {sender}
smtp = "{{smtp}}"
public_url = "https://digest.{domain}"
people_file = "people.toml"
state = "state"
{words}
[sources.{source}]
url = "{source}.git"
branch = "main"
write_back = "on"
poll = "2s"

[inbound]
domain = "in.{domain}"
authserv_id = "{{authserv_id}}"
smtp = "{{inbound_smtp}}"
lmtp = "{{inbound_lmtp}}"

[web]
port = {{web_port}}

[notices]
coalesce = "1s"

[replies]
coalesce = "1s"
"""


def settings_text(path: Path, source: str) -> str:
    """Return the settings of a demo of a path; addresses are to be filled in.

    Nobody is the operator: what nobody owns would be theirs, and be most of what is shown.
    """
    title = f"{_plain(path.resolve().name) or 'Digest'} follow-ups"
    file = settings_file(None, Path.cwd())
    told = parse_toml(file) if file else {}
    words = "".join(f"{name} = {_toml(told[name])}\n" for name in _WORDS if name in told)
    return _TEXT.format(
        title=_toml(title),
        sender=_toml(f"{title} <digest@{DOMAIN}>"),
        domain=DOMAIN,
        source=source,
        words=words,
    )


def people_text(everyone: Directory) -> str:
    """Return everybody with a made-up address; digests are due on the day of the demo."""
    return "\n".join(
        (*map(_person, everyone.people.values()), *map(_team, everyone.teams.values()))
    )


def _person(person: Person) -> str:
    # Documents may name somebody by an address: it is a name like any other here.
    called = (*person.aliases, *filter(None, (person.mail, *person.other_mail)))
    told = {
        "name": person.name,
        "mail": f"{person.key}@{DOMAIN}",
        "aliases": [name for name in dict.fromkeys(called) if not name.endswith(".invalid")],
        "at": "00:00",
        "zone": person.schedule.zone,
    }
    return _table(f"people.{person.key}", told) + 'weekday = "{w|%A}"\n'


def _team(team: Team) -> str:
    lead = {"lead": team.lead} if team.lead else {}
    told = {"name": team.name, "members": team.members, "aliases": team.aliases, **lead}
    return _table(f"teams.{team.key}", told)


def _table(place: str, values: Mapping[str, object]) -> str:
    lines = (f"{key} = {_toml(value)}" for key, value in values.items())
    return "\n".join((f"[{place}]", *lines, ""))


def _toml(value: object) -> str:
    """Return a value of a settings file as TOML writes it, on one line."""
    if isinstance(value, Mapping):
        pairs = (f"{_toml(str(key))} = {_toml(one)}" for key, one in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, str):
        # A brace would be taken for a place to fill in.
        return json.dumps(value, ensure_ascii=False).replace("{", r"\u007B")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Iterable):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value)


def _plain(name: str) -> str:
    """Return the name of a folder as a mailbox may show it."""
    return " ".join("".join(c if c.isalnum() or c in " -_." else " " for c in name).split())
