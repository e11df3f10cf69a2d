"""The settings of a new installation, as text."""

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
from digest.cli.beginning.telling import matched, number, summed
from digest.cli.beginning.toml import plain, quoted
from digest.detect.survey import Survey
from digest.model.place import url_flaw
from digest.model.schedule import Schedule
from digest.settings import values

STATE = ".digest"
PEOPLE = "people.toml"
_MOST_WORDS = 20  # status words that are listed


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


def _top(new: Beginning) -> Iterator[str]:
    survey, answers = new.survey, new.answers
    operator, name = answers.operator, name_of(survey)
    yield f"# Written by `digest init` on {new.today}; docs/settings.md of Digest tells of all."
    yield ""
    yield "# The sender of every mail: your address until Digest has one of its own."
    yield f"from = {quoted(formataddr((f'{name} follow-ups', operator.mail)))}"
    if answers.answering:
        yield f"# A mail server answered on this machine, port {answers.port}."
    elif answers.smtp == LOCAL:
        yield "# None answered on this machine: name your mail server, such as smtps://user@host."
        yield "# Its password belongs into DIGEST_SMTP_PASSWORD."
    yield f"smtp = {quoted(answers.smtp)}"
    yield "# Who gets every mail until `digest start` lets them go to the people they are for."
    yield f"operator = {quoted(operator.key)}"
    yield f"people_file = {quoted(PEOPLE)}"
    yield "# Database and secret.  The folder keeps itself out of git; have it in your backups."
    yield f"state = {quoted(STATE)}"


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
        yield f"url = {quoted(_from(new.out, repository.top))}"
        yield f"branch = {quoted(repository.default)}"
        if survey.ground.directory:
            yield f"directory = {quoted(survey.ground.directory)}"
    else:
        yield f"path = {quoted(_from(new.out, survey.ground.folder))}"
    yield from _patterns(survey)
    link = checkout.link(remote, survey.ground.directory) if remote else None
    if link:
        yield f"link = {quoted(link)}"
    if remote:
        yield "# What others push is read once it is pulled here.  To have it fetched, or to"
        yield "# let replies change it, name the remote instead; it must let this user in."
        yield f"#url = {quoted(plain(remote))}"
        yield '#write_back = "on"'


def _patterns(survey: Survey) -> Iterator[str]:
    if survey.include:
        yield "include = ["
        for pattern, told in matched(survey):
            yield f"  {quoted(pattern)},  # {summed(told)}"
        yield "]"
    elif survey.telling:
        yield f"# {summed(survey.telling)}"
    if survey.exclude:
        yield f"exclude = [{', '.join(map(quoted, survey.exclude))}]"


def _schedule(new: Beginning) -> Iterator[str]:
    chosen, usual = new.answers.schedule, Schedule()
    lines = []
    if chosen.weekday != usual.weekday:
        lines.append(f"weekday = {quoted(values.WEEKDAYS[chosen.weekday])}")
    if (chosen.hour, chosen.minute) != (usual.hour, usual.minute):
        lines.append(f'at = "{chosen.hour:02}:{chosen.minute:02}"')
    if chosen.zone != usual.zone:
        lines.append(f"zone = {quoted(chosen.zone)}  # this machine's")
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
        yield f"languages = [{', '.join(map(quoted, codes))}]"


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
            yield f'#{quoted(plain(word))} = "open"  # {number(times, "time")}'


def name_of(survey: Survey) -> str:
    """Return what a source is called: the repository, else the folder."""
    repository = survey.ground.repository
    place = repository.top if repository else survey.ground.folder
    remote = re.split(r"[/:]", repository.remote.rstrip("/"))[-1] if repository else ""
    plain = unicodedata.normalize("NFKD", remote.removesuffix(".git") or place.name)
    slug = re.sub(r"[^A-Za-z0-9_-]+", "-", plain.removesuffix(".git")).strip("-_")[:40]
    return slug or "docs"


def _from(out: Path, place: Path) -> str:
    """Return a place as the settings name it: relative where it is around them, or must be."""
    near = place.is_relative_to(out) or out.is_relative_to(place) or url_flaw(str(place))
    return os.path.relpath(place, out.resolve()) if near else str(place)


def _off(lines: Iterable[str]) -> list[str]:
    return [f"#{line}" for line in lines]
