"""Where the settings file is, and what it says as TOML."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from digest.errors import UsageError, reason

NAMES = ("digest.toml", "config/digest.toml")


def find(named: str | Path | None, environ: Mapping[str, str], cwd: Path) -> Path:
    """Return the settings file: named, else DIGEST_CONFIG, else the first of `NAMES` in `cwd`.

    Raises:
        UsageError: there is none.
    """
    told = named or environ.get("DIGEST_CONFIG")
    places = [cwd / told] if told else [cwd / name for name in NAMES]
    for place in places:
        if place.is_file():
            return place
    looked = ", ".join(str(place) for place in places)
    hint = "name one with --config or DIGEST_CONFIG; config/digest.toml of Digest explains all"
    raise UsageError(f"no settings: looked for {looked} ({hint})")


def parse_toml(path: Path) -> dict[str, object]:
    """Return what a TOML file says.

    Raises:
        UsageError: it cannot be read, or is not TOML.
    """
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as problem:
        raise UsageError(_not_toml(path, str(problem))) from problem
    except UnicodeDecodeError as problem:
        raise UsageError(f"{path}: is not UTF-8 (save it as UTF-8)") from problem
    except OSError as problem:
        raise UsageError(f"{path}: cannot be read: {reason(problem)}") from problem


def _not_toml(path: Path, told: str) -> str:
    """Return what is wrong and in which line."""
    found = re.fullmatch(r"(.*) \(at line (\d+), column \d+\)", told)
    where, said = (f"{path}:{found[2]}", found[1]) if found else (str(path), told)
    hint = " (write text in quotes)" if said == "Invalid value" else ""
    return f"{where}: is not TOML: {said[:1].lower()}{said[1:]}{hint}"


def companions(path: Path) -> tuple[str, ...]:
    """Return the settings file and the files it names that are settings too, by their names.

    Names are relative to its folder: the people file, and calendars of holidays.
    """
    told = parse_toml(path)
    people = told.get("people_file")
    named = [people] if isinstance(people, str) else []
    tables = [told, *(parse_toml(path.parent / name) for name in named)]
    return (path.name, *dict.fromkeys([*named, *(n for t in tables for n in _holidays(t))]))


def _holidays(table: Mapping[str, object]) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _holidays(value)
        elif key == "holidays" and isinstance(value, str) and value.endswith(".ics"):
            yield value
