"""Where the settings file is, and what it says as TOML."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from digest.errors import UsageError

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
        raise UsageError(f"{path}: is not TOML: {problem}") from problem
    except UnicodeDecodeError as problem:
        raise UsageError(f"{path}: is not UTF-8 (save it as UTF-8)") from problem
    except OSError as problem:
        raise UsageError(f"{path}: cannot be read: {problem.strerror}") from problem
