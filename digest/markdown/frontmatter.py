"""Front matter: the facts above a document, in YAML or TOML.

Of YAML only what people write there is read: `key: value`, `key: [a, b]` and lists of lines.
A full YAML reader would be one more door for hostile input.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

_FENCED = re.compile(
    rb"(?P<fence>---|\+\+\+)[ \t]*(?:\r\n|\n|\r)(?P<body>.*?)(?:^|(?<=\n)|(?<=\r))"
    rb"(?:(?P=fence)|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)",
    re.DOTALL,
)
_LARGEST = 64 * 1024  # bytes
_KEY = re.compile(
    r"(?P<key>[^\s:#'\"\[\]{}-][^:#]{0,60}?|\"[^\":]{1,60}\"|'[^':]{1,60}')"
    r"\s*:(?:\s+(?P<value>.*)|\s*)$"
)
_ENTRY = re.compile(r"\s*-\s+(?P<value>.*)$")
_BLOCK = re.compile(r"[|>][+-]?\d?(?:\s+#.*)?")  # the value stands indented below
_FLOW = re.compile(r"\[(.*)\](?:\s+#.*)?", re.DOTALL)
_QUOTED = re.compile(r"([\"'])(.*)\1(?:\s+#.*)?", re.DOTALL)
_NAME = re.compile(r"^name:\s+")  # a list of people with more than their names
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

    def names(self, *keys: str) -> tuple[str, ...]:
        """Return the values of the first key that has any; commas part those of one line."""
        parts = (part.strip() for value in self.many(*keys) for part in value.split(","))
        return tuple(filter(None, parts))


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
    key, lines, at = "", text.split("\n"), 0
    while at < len(lines):
        line, at = lines[at], at + 1
        if key and (entry := _ENTRY.match(line)):
            values[key] += _scalars(entry["value"])
        elif found := _KEY.match(line):
            key = found["key"].strip().strip("\"'").lower()
            value, at = _whole(found["value"] or "", lines, at)
            values[key] = _scalars(value)
    return values


def _whole(value: str, lines: Sequence[str], at: int) -> tuple[str, int]:
    """Return a value with the lines it goes on over, and the line after it."""
    begun = value.strip()
    if begun.startswith("[") and "]" not in begun:
        while at < len(lines) and "]" not in begun:
            begun, at = f"{begun} {lines[at].strip()}", at + 1
    elif _BLOCK.fullmatch(begun):
        said = []
        while at < len(lines) and (not lines[at].strip() or lines[at][0] in " \t"):
            said.append(lines[at].strip())
            at += 1
        # A block is text, whatever it looks like.
        begun = '"' + " ".join(filter(None, said)).replace('"', "'") + '"'
    return begun, at


def _scalars(written: str) -> tuple[str, ...]:
    value = written.strip()
    if flow := _FLOW.fullmatch(value):
        parts = re.findall(r"\"[^\"]*\"|'[^']*'|[^,]+", flow[1])
        return tuple(scalar for part in parts for scalar in _scalars(part))
    if quoted := _QUOTED.fullmatch(value):
        value = quoted[2]
    else:
        value = re.sub(r"(?:^|\s+)#.*$", "", _NAME.sub("", value))
    return (value,) if value and value not in ("null", "~") else ()
