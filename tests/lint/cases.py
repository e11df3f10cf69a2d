"""Cases of the rules: documents in a file, with the findings they get marked in them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from digest.lint.finding import Finding
from digest.lint.options import Options
from digest.lint.run import Run
from digest.model.directory import Directory, Person, Team
from digest.model.vocabulary import Sprints
from digest.settings.vocabulary import load

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "lint"
TODAY = date(2026, 11, 24)
WORDS = load()
PEOPLE = {
    key: Person(key, name, f"{key}@northbeam.example", (f"@{key}",), left=key == "tom")
    for key, name in {
        "priya": "Priya Nair",
        "mei": "Mei Tanaka",
        "jonas": "Jonas Weber",
        "tom": "Tom Reed",
    }.items()
}
TEAMS = {
    "identity": Team("identity", "Identity", ("priya", "mei"), "priya", ("@identity",)),
    "sre": Team("sre", "SRE", ("jonas",), None, ("@sre-team",)),
}
EVERYONE = Directory(PEOPLE, TEAMS)
SPRINTS = Sprints(date(2026, 11, 2))
_MARK = re.compile(r"(?: ← (?P<codes>DG\d+(?: DG\d+)*))[ ]*$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """Documents by path, and which line gets which findings."""

    documents: dict[str, str]
    expected: Counter[tuple[str, int, str]]


def case(text: str) -> Case:
    """Take a case apart; without `===` all of it is one document."""
    documents: dict[str, str] = {}
    expected: Counter[tuple[str, int, str]] = Counter()
    parts = re.split(r"^=== (\S+)\n", text, flags=re.MULTILINE)
    pairs = list(zip(parts[1::2], parts[2::2], strict=True)) or [("notes/sign-in.md", text)]
    for path, written in pairs:
        for number, line in enumerate(written.split("\n"), start=1):
            if match := _MARK.search(line):
                expected.update((path, number, code) for code in match["codes"].split())
        documents[path] = _MARK.sub("", written)
    return Case(documents, expected)


def untouched(path: str, raw: bytes) -> dict[int, date]:
    """Say that every line was last changed on 1 October."""
    del path
    return dict.fromkeys(range(1, raw.count(b"\n") + 2), date(2026, 10, 1))


def options(**changed: object) -> Options:
    """Return what the cases are read with."""
    usual = {"today": TODAY, "vocabulary": WORDS, "directory": EVERYONE, "history": untouched}
    return Options(**{**usual, **changed})  # type: ignore[arg-type]


def findings(documents: dict[str, str], using: Options | None = None) -> list[Finding]:
    """Return what is found in documents."""
    run = Run(using or options())
    found = [f for path, text in documents.items() for f in run.document(text.encode(), path)]
    return [*found, *run.across()]


def told(found: Iterable[Finding]) -> Counter[tuple[str, int, str]]:
    """Return findings as cases mark them."""
    return Counter((f.place.path, f.place.line, f.code) for f in found)
