"""The questions of `digest init`: four at most, each with an answer to take by Enter."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

import click

from digest.cli.beginning.answers import Answers
from digest.detect.survey import Survey
from digest.model.directory import Person
from digest.model.schedule import Schedule
from digest.model.vocabulary import Sprints
from digest.settings import urls, values

T = TypeVar("T")

_IMPLICIT_TLS = ":465"
_SOME = 6  # names that a question lists
_MOST_SPRINT = 90  # days


def ask(survey: Survey, usual: Answers, *, named: bool = False) -> Answers:
    """Ask who gets it, when, through which server, and of sprints where they are named.

    `named` says that the server is beyond question.
    """
    answers = _who(survey, usual)
    zone, weekday = usual.schedule.zone, values.WEEKDAYS[usual.schedule.weekday]
    at = f"{usual.schedule.hour:02}:{usual.schedule.minute:02}"
    when = _asked(f"When? ({zone})", f"{weekday} {at}", partial(schedule, usual.schedule))
    hint = "it answers" if usual.port else "none answers on this machine"
    smtp = usual.smtp
    if not named:
        smtp = _asked(f"Through which mail server? ({hint})", smtp, relay)
    answers = replace(answers, schedule=when, smtp=smtp)
    if not survey.sprints:
        return answers
    told = f"{survey.sprints} dates name a sprint. When did one begin, and how many days?"
    return replace(answers, sprints=_asked(told, "skip", sprints))


def _who(survey: Survey, usual: Answers) -> Answers:
    if usual.assumed:
        mail = _asked("Who gets it? Your mail address", usual.operator.mail, values.address)
        known = survey.found.directory.by_mail(mail)  # git knows them, and not that it is you
        return replace(
            usual, operator=known or replace(usual.operator, mail=mail), assumed=False
        )
    people = reachable(survey, usual.operator)
    if not people:
        mail = _asked("Who gets it? You, at", usual.operator.mail, values.address)
        return replace(usual, operator=replace(usual.operator, mail=mail))
    keys = ", ".join([p.key for p in people[:_SOME]] + ["…"] * (len(people) > _SOME))
    told = f"Who gets it? me, all, or some of: {keys}"
    return replace(usual, others=_asked(told, "me", partial(readers, survey, people)))


def reachable(survey: Survey, operator: Person) -> tuple[Person, ...]:
    """Return whose address is known, but for the operator; who owns most comes first."""
    owned = survey.owned
    people = [p for p in survey.found.directory.people.values() if p.mail]
    others = (p for p in people if p.key != operator.key)
    return tuple(sorted(others, key=lambda person: -owned[person.key]))


def _asked(told: str, default: str, parse: Callable[[str], T]) -> T:
    def parsed(said: str) -> T:
        try:
            return parse(said.strip())
        except ValueError as flaw:
            raise click.UsageError(str(flaw)) from flaw

    found: T = click.prompt(told, default=default, value_proc=parsed)
    return found


def readers(survey: Survey, people: tuple[Person, ...], said: str) -> tuple[Person, ...]:
    """Return who gets digests beside the operator."""
    if said.casefold() in ("me", "only me"):
        return ()
    if said.casefold() == "all":
        return people
    chosen = []
    for name in filter(None, (part.strip() for part in said.split(","))):
        person = survey.found.directory.resolve(name).person
        if person in people:
            chosen.append(person)
        elif name.casefold() != "me" and (person is None or person.key != survey.found.me):
            raise ValueError(f"{name!r} is nobody with an address (write me, all, or names)")
    return tuple(dict.fromkeys(chosen))


def schedule(usual: Schedule, said: str) -> Schedule:
    """Return a weekday and a time of day; what is left out stays as it usually is."""
    found = usual
    for word in filter(None, re.split(r"[\s,]+", said)):
        if word[0].isdigit():
            at = values.clock(word if ":" in word else f"{word}:00")
            found = replace(found, hour=at.hour, minute=at.minute)
        elif word.casefold() not in ("at", "on"):
            found = replace(found, weekday=values.weekday(word))
    return found


def relay(said: str) -> str:
    """Return the address of a mail server; a host alone will do."""
    scheme = "smtps" if said.endswith(_IMPLICIT_TLS) else "smtp"
    address = said if "://" in said else f"{scheme}://{said}"
    if urls.relay(address).password:
        raise ValueError("leave the password out: DIGEST_SMTP_PASSWORD is for it")
    return address


def sprints(said: str) -> Sprints | None:
    """Return when a sprint began and how many days it lasts, two weeks if that is not said."""
    if said.casefold() in ("skip", "no", "none"):
        return None
    start, _, days = re.sub(r"[\s,]+", " ", said).partition(" ")
    number = re.fullmatch(r"(\d{1,2})(?: ?d(?:ays?)?)?", days or "14")
    if number is None or not 0 < int(number[1]) <= _MOST_SPRINT:
        raise ValueError(f"{days!r} is not a number of days (write 2026-11-16 14)")
    return Sprints(values.day(start), int(number[1]))
