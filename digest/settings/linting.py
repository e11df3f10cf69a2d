"""What `digest lint` is told by the settings: its own table, the words, the people."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from digest.errors import UsageError
from digest.lint.finding import Severity
from digest.lint.options import Choice
from digest.model.directory import Directory
from digest.model.vocabulary import Vocabulary
from digest.settings import strays, values
from digest.settings.everyone import Everyone
from digest.settings.files import find, parse_toml
from digest.settings.people import Rhythm, read_people
from digest.settings.schema import Linting
from digest.settings.table import Findings, Table, meant
from digest.settings.vocabularies import extended
from digest.settings.vocabulary import LANGUAGES, load
from digest.settings.words import read_default_due, read_languages, read_sprints, read_words

_severity = values.one_of(*(severity.value for severity in Severity))
# The rest of a settings file, which `digest check` looks at.
_ELSEWHERE = (
    *("from", "smtp", "title", "public_url", "operator", "steward", "state", "database"),
    *(
        "broker",
        "secret_file",
        "sources",
        "digest",
        "notices",
        "reminders",
        "calendar",
        "inbound",
        "web",
    ),
)


@dataclass(frozen=True)
class Known:
    """Everything lint is told; without settings nobody is known, and all rules count."""

    vocabulary: Vocabulary
    directory: Directory | None = None
    linting: Linting = field(default_factory=Linting)
    dated: frozenset[str] = frozenset()  # priorities that have a usual date


def known(named: Path | None, environ: Mapping[str, str], cwd: Path) -> Known:
    """Return what the settings file says; where none is named there need not be one.

    Only what lint needs is read: a file with [lint] and nothing else will do.

    Raises:
        UsageError: with a line for every mistake.
    """
    try:
        path = find(named, environ, cwd)
    except UsageError:
        if named or environ.get("DIGEST_CONFIG"):
            raise
        return Known(load())
    findings = Findings()
    root = Table(str(path), parse_toml(path), findings)
    told = _read(root, path)
    for key in _ELSEWHERE:
        root.get(key, lambda found: found, None)
    root.close()
    strays.tell(findings, root.known, path)
    if findings.lines:
        raise UsageError(findings.lines)
    return told


def _read(root: Table, path: Path) -> Known:
    everyone = _everyone(root, path)
    directory = Directory(everyone.people, everyone.teams)
    words = load(
        languages=read_languages(root.table("language")) or LANGUAGES,
        sprints=read_sprints(root.table("sprints")),
    )
    return Known(
        vocabulary=replace(
            extended(words, read_words(root.table("vocabulary"))),
            names=directory.names,
            teams=directory.team_names,
        ),
        directory=directory if everyone.people else None,
        linting=read_linting(root.table("lint")),
        dated=frozenset(read_default_due(root.table("default_due"))),
    )


def _everyone(root: Table, path: Path) -> Everyone:
    named = root.get("people_file", values.text, "")
    file = Table(named, parse_toml(path.parent / named), root.findings) if named else None
    return read_people(root, file, Rhythm())


def read_linting(table: Table) -> Linting:
    """Return the table [lint]."""
    severities, paths = table.table("severity"), table.table("paths")
    linting = Linting(
        choice=Choice(
            select=table.get("select", codes, ()),
            ignore=table.get("ignore", codes, ()),
            paths=paths.named(codes, ()),
            severities=_severities(severities),
        ),
        fail_on=table.get("fail_on", severity, Severity.WARNING),
        stale_days=table.get("stale_days", values.whole(1, 3650), 30),
        exclude=table.get("exclude", values.texts, ()),
    )
    table.close()
    return linting


def _severities(table: Table) -> dict[str, Severity]:
    codes = _codes() if table.raw else ()
    for key in table.raw:
        if key not in codes:
            table.bad(key, f"is not a rule ({meant(key, codes)})")
    return table.named(severity, Severity.WARNING)


def severity(found: object) -> Severity:
    """Return a severity by its name."""
    return Severity(_severity(found))


def codes(found: object) -> tuple[str, ...]:
    """Return codes of rules, or how they begin (`DG1`)."""
    return tuple(code(one) for one in values.texts(found))


def code(written: str) -> str:
    """Return a code, or how several begin."""
    codes = _codes()
    if not any(known.startswith(written.upper()) for known in codes):
        raise ValueError(f"{written!r} is no code of a rule ({meant(written, codes)})")
    return written.upper()


def _codes() -> tuple[str, ...]:
    """Return the codes of all rules, which are loaded where settings name one."""
    from digest.lint.rules import CODES  # noqa: PLC0415 - all else does without them

    return CODES
