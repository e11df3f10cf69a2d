"""The settings and the people file of a new installation, as text."""

import json
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import formataddr
from pathlib import Path

from digest.cli import checkout
from digest.cli.beginning.answers import LOCAL, Answers
from digest.cli.beginning.asking import reachable
from digest.cli.beginning.telling import few, matched, number, perhaps, summed
from digest.detect.survey import Survey
from digest.model.directory import Person, Team
from digest.model.schedule import Schedule
from digest.settings import values

STATE = ".digest"
PEOPLE = "people.toml"
_MOST_WORDS = 20  # status words that are listed
_LONGEST = 80  # characters of foreign text in a comment


@dataclass(frozen=True)
class Beginning:
    """A new installation: what was found, what was decided, where its files go."""

    survey: Survey
    answers: Answers
    out: Path  # the folder of the settings, absolute
    today: date


def settings(new: Beginning) -> str:
    """Return digest.toml: what differs from the defaults, and what was found beside it."""
    parts = (
        _top(new),
        _source(new),
        _schedule(new),
        _language(new),
        _sprints(new),
        _words(new),
    )
    return "\n".join("".join(f"{line}\n" for line in part) for part in map(list, parts) if part)


def people(new: Beginning) -> str:
    """Return people.toml: who gets mail, and as comments everybody else who owns something."""
    survey, answers = new.survey, new.answers
    on = {answers.operator.key, *(person.key for person in answers.others)}
    parts = [["# People and teams; docs/people.md of Digest tells more.", *_public(survey)]]
    parts += [_person(person) for person in (answers.operator, *answers.others)]
    off = [p for p in reachable(survey, answers.operator) if p.key not in on]
    if off:
        parts.append(["# They own items too.  Take the # away for whoever is to get mail."])
        parts += [_off(_person(person)) for person in off]
    unmatched = [one for one in survey.found.unmatched if one.key not in on]
    if unmatched:
        parts.append(
            [
                "# Their addresses are not known: write them, and take the # away.",
                "# Who is one of the people above needs no table: add the name to their aliases.",
            ]
        )
    for one in unmatched:
        found = _person(survey.found.directory.people[one.key])
        parts.append(_off([*found[:2], f'mail = ""  # {_plain(perhaps(one))}', *found[3:]]))
    parts += list(_teams(survey))
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts if part)


def _top(new: Beginning) -> Iterator[str]:
    survey, answers = new.survey, new.answers
    operator, name = answers.operator, name_of(survey)
    yield f"# Written by `digest init` on {new.today}; docs/settings.md of Digest tells of all."
    yield ""
    yield "# The sender of every mail: your address until Digest has one of its own."
    yield f"from = {_quoted(formataddr((f'{name} follow-ups', operator.mail)))}"
    if answers.answering:
        yield f"# A mail server answered on this machine, port {answers.port}."
    elif answers.smtp == LOCAL:
        yield "# None answered on this machine: name your mail server, such as smtps://user@host."
        yield "# Its password belongs into DIGEST_SMTP_PASSWORD."
    yield f"smtp = {_quoted(answers.smtp)}"
    yield "# Who gets every mail until `digest start` lets them go to the people they are for."
    yield f"operator = {_quoted(operator.key)}"
    yield f"people_file = {_quoted(PEOPLE)}"
    yield "# Database and secret.  The folder keeps itself out of git; have it in your backups."
    yield f"state = {_quoted(STATE)}"


def _source(new: Beginning) -> Iterator[str]:
    survey = new.survey
    repository, remote = survey.ground.repository, ""
    if repository and survey.committed:
        remote = repository.remote
        yield f"# What is committed on {repository.default}, and how it came to be so."
    else:
        yield "# What stands in this folder; it is watched, so a change is seen at once."
    yield f"[sources.{name_of(survey)}]"
    if repository and survey.committed:
        yield f"url = {_quoted(_from(new.out, repository.top))}"
        yield f"branch = {_quoted(repository.default)}"
        if survey.ground.directory:
            yield f"directory = {_quoted(survey.ground.directory)}"
    else:
        yield f"path = {_quoted(_from(new.out, survey.ground.folder))}"
    yield from _patterns(survey)
    link = checkout.link(remote, survey.ground.directory) if remote else None
    if link:
        yield f"link = {_quoted(link)}"
    if remote:
        yield "# What others push is read once it is pulled here.  To have it fetched, or to let"
        yield "# replies change it, name the remote instead; it must let this user in."
        yield f"#url = {_quoted(_plain(remote))}"
        yield '#write_back = "on"'


def _patterns(survey: Survey) -> Iterator[str]:
    if survey.include:
        yield "include = ["
        for pattern, told in matched(survey):
            yield f"  {_quoted(pattern)},  # {summed(told)}"
        yield "]"
    elif survey.telling:
        yield f"# {summed(survey.telling)}"
    if survey.exclude:
        yield f"exclude = [{', '.join(map(_quoted, survey.exclude))}]"


def _schedule(new: Beginning) -> Iterator[str]:
    chosen, usual = new.answers.schedule, Schedule()
    lines = []
    if chosen.weekday != usual.weekday:
        lines.append(f"weekday = {_quoted(values.WEEKDAYS[chosen.weekday])}")
    if (chosen.hour, chosen.minute) != (usual.hour, usual.minute):
        lines.append(f'at = "{chosen.hour:02}:{chosen.minute:02}"')
    if chosen.zone != usual.zone:
        lines.append(f"zone = {_quoted(chosen.zone)}  # this machine's")
    if lines:
        yield "[digest]"
        yield from lines


def _language(new: Beginning) -> Iterator[str]:
    """Yield the languages where the first is not the one that is tried first anyway."""
    found = new.survey.languages
    if found and found[0] != "en":
        yield "# The language of the documents, then those that stand among it."
        yield "[language]"
        codes = dict.fromkeys((*found, "en"))
        yield f"languages = [{', '.join(map(_quoted, codes))}]"


def _sprints(new: Beginning) -> Iterator[str]:
    chosen, count = new.answers.sprints, new.survey.sprints
    if chosen:
        yield from ("[sprints]", f"start = {chosen.start}", f"days = {chosen.days}")
    elif count:
        yield f"# {number(count, 'date')} told by a sprint: say when one began."
        yield from _off(["[sprints]", f"start = {new.today}", "days = 14"])


def _words(new: Beginning) -> Iterator[str]:
    strange = new.survey.strange.most_common(_MOST_WORDS)
    if strange:
        yield "# Words that stand as a status and are not understood: say what they mean."
        yield "#[vocabulary.statuses]"
        for word, times in strange:
            yield f'#{_quoted(_plain(word))} = "open"  # {number(times, "time")}'


def _public(survey: Survey) -> Iterator[str]:
    repository = survey.ground.repository
    if repository and repository.remote:
        yield "# Addresses are in it: think before you commit it to a public repository."


def _person(person: Person) -> list[str]:
    aliases = [alias for alias in person.aliases if _sound(alias)]
    told = f"aliases = [{', '.join(map(_quoted, aliases))}]"
    named = [f"name = {_quoted(_plain(person.name))}", f"mail = {_quoted(person.mail)}"]
    return [f"[people.{person.key}]", *named, *([told] if aliases else [])]


def _teams(survey: Survey) -> Iterator[list[str]]:
    for team in survey.found.directory.teams.values():
        yield _team(team)
    if survey.found.idle:
        yield [f"# CODEOWNERS also names {_plain(few(survey.found.idle))}."]


def _team(team: Team) -> list[str]:
    aliases = ", ".join(_quoted(alias) for alias in team.aliases if _sound(alias))
    return [
        f"[teams.{team.key}]",
        f"name = {_quoted(_plain(team.name))}",
        "members = []  # keys of people: CODEOWNERS does not say who is in it",
        *([f"aliases = [{aliases}]"] if aliases else []),
    ]


def name_of(survey: Survey) -> str:
    """Return what a source is called: the repository, else the folder."""
    repository = survey.ground.repository
    place = repository.top if repository else survey.ground.folder
    remote = re.split(r"[/:]", repository.remote.rstrip("/"))[-1] if repository else ""
    plain = unicodedata.normalize("NFKD", remote.removesuffix(".git") or place.name)
    slug = re.sub(r"[^A-Za-z0-9_-]+", "-", plain.removesuffix(".git")).strip("-_")[:40]
    return slug or "docs"


def _from(out: Path, place: Path) -> str:
    """Return a place as the settings name it: relative where it is around them."""
    near = place.is_relative_to(out) or out.is_relative_to(place)
    return os.path.relpath(place, out) if near else str(place)


def _off(lines: Iterable[str]) -> list[str]:
    return [f"#{line}" for line in lines]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    """Return foreign text on one line, such as may stand in a comment."""
    kept = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)
    return " ".join(kept.split())[:_LONGEST]


def _sound(alias: str) -> bool:
    try:
        return values.text(alias) == alias and alias.isprintable()
    except ValueError:
        return False
