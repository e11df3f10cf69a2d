"""What comes from the environment: secrets, themselves or the files that hold them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from digest.settings import values
from digest.settings.table import Findings, Table

T = TypeVar("T")
D = TypeVar("D")
_LONGEST = 100_000  # bytes of a secret file
_SHORTEST = 16  # characters of a secret that somebody else must show


@dataclass(frozen=True)
class Environment:
    """Variables, and where to note what is wrong with one."""

    variables: Mapping[str, str]
    findings: Findings

    def get(self, name: str, parse: Callable[[object], T], default: D) -> T | D:
        """Return a variable or what stands in the file that NAME_FILE names."""
        written = self.secret(name)
        if written is None:
            return default
        try:
            return parse(written)
        except ValueError as flaw:
            self.findings.lines.append(f"environment: {name}: {flaw}")
            return default

    def secret(self, name: str) -> str | None:
        """Return a secret; None where it is not given."""
        itself, file = self.variables.get(name), self.variables.get(f"{name}_FILE")
        if itself and file:
            self.findings.lines.append(
                f"environment: {name}: is given twice (unset it or {name}_FILE)"
            )
        if itself:
            return itself
        return self.file(f"environment: {name}_FILE", Path(file)) if file else None

    def shared(self, name: str, table: Table, key: str, base: Path) -> str:
        """Return a secret that somebody must show us, empty where there is none.

        It stands in a variable, or in the file that a setting names, relative to `base`.
        """
        secret, file = self.secret(name), table.get(key, values.text, "")
        if secret is None and file:
            secret = self.file(f"{table.file}: {table.key}.{key}", base / file)
        if secret is None or (
            len(secret) >= _SHORTEST and secret.isascii() and secret.isprintable()
        ):
            return secret or ""
        told = f"the secret must have {_SHORTEST} characters of ASCII or more"
        table.bad(key, f"{told} (make one: openssl rand -hex 32)")
        return ""

    def file(self, where: str, path: Path) -> str | None:
        """Return what a secret file holds, without the line's end."""
        try:
            with path.open("rb") as opened:
                told = opened.read(_LONGEST).decode().rstrip("\r\n")
        except (OSError, ValueError) as problem:
            why = getattr(problem, "strerror", None) or "it is not UTF-8"
            self.findings.lines.append(f"{where}: cannot read {str(path)!r} ({why})")
            return None
        if not told:
            self.findings.lines.append(f"{where}: {str(path)!r} is empty")
            return None
        return told
