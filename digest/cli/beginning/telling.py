"""What `digest init` has found, in words."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from digest.cli.beginning.answers import Answers
from digest.cli.kinds import counted
from digest.detect.documents import Seen
from digest.detect.people import Unmatched
from digest.detect.survey import Survey
from digest.render import cells
from digest.sources.select import Selection, shown

LANGUAGES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "pt": "Portuguese",
    "it": "Italian",
    "nl": "Dutch",
    "ru": "Russian",
    "ja": "Japanese",
    "ko": "Korean",
    "zh": "Chinese",
    "sv": "Swedish",
    "da": "Danish",
    "no": "Norwegian",
    "fi": "Finnish",
    "pl": "Polish",
    "cs": "Czech",
    "uk": "Ukrainian",
    "bg": "Bulgarian",
    "tr": "Turkish",
    "id": "Indonesian",
    "vi": "Vietnamese",
    "hu": "Hungarian",
    "ro": "Romanian",
    "ca": "Catalan",
    "el": "Greek",
    "ar": "Arabic",
    "he": "Hebrew",
    "hi": "Hindi",
}
_WIDEST = 48  # characters of a column of patterns
_MOST = 12  # owners that are listed
_FEW = 3  # names in a line


def tell(survey: Survey, usual: Answers) -> None:
    """Print what was found, a line for each thing that matters."""
    for line in (*_place(survey), *_documents(survey), *_around(survey, usual)):
        click.echo(line)
    if survey.telling:
        click.echo(
            f"\nWho owns the {number(sum(s.open for s in survey.telling), 'open item')}:"
        )
        for line in _owners(survey):
            click.echo(f"  {line}")


def _place(survey: Survey) -> Iterator[str]:
    ground, repository = survey.ground, survey.ground.repository
    name = click.style(shown(str(ground.folder)), bold=True)
    if repository is None:
        yield f"{name}: a folder, {ground.trouble or 'not in a git repository'}"
        return
    remote = f", remote {shown(repository.remote)}" if repository.remote else ""
    branch = f"branch {repository.default}" if repository.default else "no commits yet"
    yield f"{name}: a git repository, {branch}{remote}"
    if repository.shallow:
        yield "  a shallow clone: its history begins late (git fetch --unshallow)"


def _documents(survey: Survey) -> Iterator[str]:
    if not survey.telling:
        yield "  no markdown with action items or updates in it yet"
    found = list(matched(survey))
    width = min(_WIDEST, max((cells.width(pattern) for pattern, _ in found), default=0))
    for pattern, told in found:
        yield f"  {cells.padded(shown(pattern), width)}  {summed(told)}"
    if survey.uncommitted:
        yield f"  not committed yet, so not read yet: {few(survey.uncommitted)}"
    for problem in survey.problems[:_FEW]:
        yield f"  {problem}"
    if survey.problems[_FEW:]:
        yield f"  and {len(survey.problems) - _FEW} more files that are not read"


def matched(survey: Survey) -> Iterator[tuple[str, list[Seen]]]:
    """Yield each pattern with the documents worth reading that it holds."""
    for pattern in survey.include or (("**/*.md",) if survey.telling else ()):
        wants = Selection((pattern,)).wants
        everything = not survey.include
        yield pattern, [one for one in survey.telling if everything or wants(one.path)]


def summed(told: Iterable[Seen]) -> str:
    """Return documents by kind, and how many open items they have."""
    every = list(told)
    kinds = counted(Counter(one.kind for one in every))
    if len(kinds) > _FEW:
        kinds = [*kinds[:_FEW], "…"]
    return ", ".join([*kinds, number(sum(one.open for one in every), "open item")])


def _around(survey: Survey, usual: Answers) -> Iterator[str]:
    spoken = [LANGUAGES[code] for code in survey.languages]
    if spoken:
        yield f"  in {', '.join(spoken)}"
    for word, times in survey.strange.most_common(_FEW):
        yield f"  status {word!r} is not understood ({number(times, 'time')})"
    if len(survey.strange) > _FEW:
        yield f"  and {len(survey.strange) - _FEW} more such words"
    if survey.sprints:
        yield f'  {number(survey.sprints, "date")} told by a sprint, such as "Next sprint"'
    mail = (
        f"a mail server answers on localhost:{usual.port}" if usual.port else "no mail server"
    )
    yield f"This machine: zone {usual.schedule.zone}, {mail}"
    if usual.assumed:
        yield f"You: {usual.operator.name}, whose address git does not know"
    else:
        yield f"You: {usual.operator.name} <{usual.operator.mail}>, as git has it"


def _owners(survey: Survey) -> Iterator[str]:
    """Yield owners by how much they own, each with what is known of them."""
    directory, owned = survey.found.directory, survey.owned
    unmatched = {one.key: one for one in survey.found.unmatched}
    rows = []
    for key, times in owned.most_common():
        team = directory.teams.get(key)
        name = team.name if team else directory.people[key].name
        told = "a team" if team else directory.people[key].mail or perhaps(unmatched[key])
        rows.append((shown(name), f"{times:4}", told))
    unowned = sum(one.unowned for one in survey.telling)
    width = max((cells.width(name) for name, _, _ in rows[:_MOST]), default=0)
    for name, count, told in rows[:_MOST]:
        yield f"{cells.padded(name, width)} {count}  {told}"
    if rows[_MOST:]:
        yield f"and {len(rows) - _MOST} more, all in the people file"
    if unowned:
        yield f"{number(unowned, 'item')} without an owner"


def perhaps(unmatched: Unmatched) -> str:
    """Return whom an owner may be, in words."""
    if not unmatched.candidates:
        return "no address"
    sure = len(unmatched.candidates) > 1
    return f"{'one of' if sure else 'perhaps'} {few(unmatched.candidates)}"


def few(names: Iterable[str]) -> str:
    """Return some names, and how many more there are."""
    every = list(names)
    more = f" and {len(every) - _FEW} more" if len(every) > _FEW else ""
    return ", ".join(shown(name) for name in every[:_FEW]) + more


def number(count: int, what: str) -> str:
    """Return how many there are of something, in words: `1 item`, `2 items`."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def relative(path: Path) -> str:
    """Return a path as it is short to type from here."""
    here = os.path.relpath(path)
    return here if not here.startswith("..") else str(path)
