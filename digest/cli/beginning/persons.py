"""The people file of a new installation, as text."""

from collections.abc import Iterator

from digest.cli.beginning.answers import Answers
from digest.cli.beginning.asking import reachable
from digest.cli.beginning.telling import few, perhaps
from digest.cli.beginning.toml import plain, quoted
from digest.detect.survey import Survey
from digest.model.directory import Person, Team
from digest.settings import values


def people(survey: Survey, answers: Answers) -> str:
    """Return people.toml: everybody who owns something; those who get mail have an address."""
    getting = (answers.operator, *answers.others)
    on = {person.key for person in getting}
    parts = [
        [
            "# Who owns what, and gets mail.  docs/people.md of Digest tells more.",
            *_public(survey),
        ]
    ]
    parts += [_person(person) for person in getting]
    off = [p for p in reachable(survey, answers.operator) if p.key not in on]
    if off:
        parts.append(["# Known by name.  Take the # away for whoever is to get mail."])
        parts += [_person(person, f"#mail = {quoted(person.mail)}") for person in off]
    owned = survey.owned
    found = (one for one in survey.found.unmatched if one.key not in on)
    unmatched = sorted(found, key=lambda one: -owned[one.key])
    if unmatched:
        parts.append(
            [
                "# Their addresses are not known.  Where a name means one of the people above,",
                "# add it to their aliases and take its table away.",
            ]
        )
    for one in unmatched:
        person = survey.found.directory.people[one.key]
        near = f"  # {plain(perhaps(one))}" if one.candidates else ""
        parts.append(_person(person, f'#mail = ""{near}'))
    parts += list(_teams(survey))
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts if part)


def _public(survey: Survey) -> Iterator[str]:
    repository = survey.ground.repository
    if repository and repository.remote:
        yield "# Addresses are in it: think before you commit it to a public repository."


def _person(person: Person, mail: str = "") -> list[str]:
    """Return a person's table; `mail` stands where their address would."""
    aliases = [alias for alias in person.aliases if _sound(alias)]
    return [
        f"[people.{person.key}]",
        f"name = {quoted(plain(person.name))}",
        *([f"aliases = [{', '.join(map(quoted, aliases))}]"] if aliases else []),
        mail or f"mail = {quoted(person.mail)}",
    ]


def _teams(survey: Survey) -> Iterator[list[str]]:
    for team in survey.found.directory.teams.values():
        yield _team(team)
    if survey.found.idle:
        yield [f"# CODEOWNERS also names {plain(few(survey.found.idle))}."]


def _team(team: Team) -> list[str]:
    aliases = ", ".join(quoted(alias) for alias in team.aliases if _sound(alias))
    return [
        f"[teams.{team.key}]",
        f"name = {quoted(plain(team.name))}",
        "members = []  # keys of people: nothing found here says who is in it",
        *([f"aliases = [{aliases}]"] if aliases else []),
    ]


def _sound(alias: str) -> bool:
    try:
        return values.text(alias) == alias and alias.isprintable()
    except ValueError:
        return False
