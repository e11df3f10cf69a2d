"""Front matter: the facts above a document, in YAML or TOML.

Of YAML only what people write there is read: `key: value`, `key: [a, b]` and lists of lines.
A full YAML reader would be one more door for hostile input.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

_FENCED = re.compile(
    rb"(?P<fence>---|\+\+\+)[ \t]*(?:\r\n|\n|\r)(?P<body>.*?)(?:^|(?<=\n)|(?<=\r))"
    rb"(?:(?P=fence)|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)",
    re.DOTALL,
)
_LARGEST = 64 * 1024  # bytes
_KEY = re.compile(r"(?P<key>[^\s:#'\"\[\]{}-][^:#]{0,60}?)\s*:(?:\s+(?P<value>.*)|\s*)$")
_ENTRY = re.compile(r"\s*-\s+(?P<value>.*)$")
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True)
class FrontMatter:
    """What stands above the document: lower-case keys; where the document begins."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    end: int = 0  # byte after it
    problem: str = ""

    def one(self, *keys: str) -> str:
        """Return the first value of the first key that has one, else nothing."""
        return next((self.values[key][0] for key in keys if self.values.get(key)), "")

    def many(self, *keys: str) -> tuple[str, ...]:
        """Return all values of the first key that has any."""
        return next((self.values[key] for key in keys if self.values.get(key)), ())


def read(raw: bytes, start: int) -> FrontMatter:
    """Return the front matter that begins at byte `start`, or an empty one."""
    if not raw.startswith((b"---", b"+++"), start):
        return FrontMatter(end=start)
    match = _FENCED.match(raw, start, start + _LARGEST)
    if match is None:
        return FrontMatter(end=start)
    text = _LINE_END.sub("\n", match["body"].decode("utf-8", "replace"))
    if match["fence"] == b"---":
        # A rule above a first line of prose looks the same; facts have keys.
        values = _yaml(text)
        return FrontMatter(values, match.end() if values or not text.strip() else start)
    try:
        return FrontMatter(_flat(tomllib.loads(text)), match.end())
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return FrontMatter(end=match.end(), problem=f"front matter is not TOML: {error}")


def _flat(table: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    return {key.lower(): _texts(value) for key, value in table.items()}


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(text for entry in value for text in _texts(entry))
    if isinstance(value, datetime):
        return (value.date().isoformat(),)
    if isinstance(value, date):
        return (value.isoformat(),)
    return (str(value),) if isinstance(value, str | int | float) else ()


def _yaml(text: str) -> dict[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {}
    key = ""
    for line in text.split("\n"):
        if key and (entry := _ENTRY.match(line)):
            values[key] += _scalars(entry["value"])
        elif found := _KEY.match(line):
            key = found["key"].strip().lower()
            values[key] = _scalars(found["value"] or "")
    return values


def _scalars(written: str) -> tuple[str, ...]:
    value = written.strip()
    if value.startswith("[") and value.endswith("]"):
        parts = re.findall(r"\"[^\"]*\"|'[^']*'|[^,]+", value[1:-1])
        return tuple(scalar for part in parts for scalar in _scalars(part))
    if value[:1] in ("'", '"') and value[-1:] == value[:1] and len(value) > 1:
        value = value[1:-1]
    else:
        value = re.sub(r"\s+#.*$", "", value)
    return (value,) if value and value not in ("null", "~", "|", ">") else ()
