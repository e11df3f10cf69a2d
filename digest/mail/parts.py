"""The body of a message: its first plain text and its first HTML, found without a full parse.

The `email` package needs minutes for a hundred thousand parts and a stack for a thousand
nested ones.  Here a part is a pair of offsets, boundaries are found by `bytes.find`, and
attachments (attached messages too) are never looked into.
"""

import binascii
import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from digest.mail import fields

MAX_PARTS = 200
MAX_DEPTH = 20
MAX_LOOKALIKES = 5000  # lines that begin like a boundary and are none
MAX_BOUNDARY = 200  # RFC 2046 §5.1.1 allows 70
MAX_HEAD = 16 * 1024  # bytes of a part's header section
MAX_TEXT = 512 * 1024  # bytes of an encoded text that are decoded; the rest is left out

_TEXTS = frozenset(("text/plain", "text/html"))
_PARAMETER = r'[;\s]{}\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))'
_BOUNDARY = re.compile(_PARAMETER.format("boundary"), re.IGNORECASE)
_CHARSET = re.compile(_PARAMETER.format("charset"), re.IGNORECASE)
_NAMED = re.compile(r"[;\s](?:file)?name\*?\d*\*?\s*=", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
# Codecs of Python that are no charsets of mail, some of them slow on purpose-made input.
_NO_CHARSETS = {"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined"}


@dataclass(frozen=True)
class Body:
    """What was found; `types` are the media types of all parts, in order."""

    text: str | None = None
    html: str | None = None
    types: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class _Part:
    head: Sequence[fields.Field]
    start: int
    end: int
    depth: int = 0

    def value(self, name: str) -> str:
        return next((value for known, value in self.head if known == name), "")

    @property
    def type(self) -> str:
        """RFC 2045 §5.2: text/plain where nothing better is said."""
        kind = self.value("content-type").partition(";")[0].strip().lower()
        return kind if re.fullmatch(r"[a-z0-9.+-]+/[a-z0-9.+-]+", kind) else "text/plain"

    @property
    def attached(self) -> bool:
        place = self.value("content-disposition")
        return place.lower().startswith("attachment") or bool(_NAMED.search(place))


class _OverLimit(Exception):
    """The message is built to be expensive."""


@dataclass
class _Found:
    texts: dict[str, str] = field(default_factory=dict)
    types: list[str] = field(default_factory=list)


def read(head: Sequence[fields.Field], raw: bytes, start: int) -> Body:
    """Return the body that begins at `start`; never raises."""
    found, problem = _Found(), ""
    try:
        _walk(raw, _Part(head, start, len(raw)), found)
    except _OverLimit as over:
        problem = str(over)
    texts = found.texts
    return Body(texts.get("text/plain"), texts.get("text/html"), tuple(found.types), problem)


def _walk(raw: bytes, top: _Part, found: _Found) -> None:
    waiting = [top]
    while waiting:
        part = waiting.pop()
        found.types.append(part.type)
        if len(found.types) + len(waiting) > MAX_PARTS:
            raise _OverLimit(f"more than {MAX_PARTS} parts")
        if part.type.startswith("multipart/"):
            waiting.extend(reversed(list(_children(raw, part, len(found.types)))))
        elif part.type in _TEXTS.difference(found.texts) and not part.attached:
            found.texts[part.type] = _decoded(raw, part)


def _children(raw: bytes, part: _Part, known: int) -> Iterator[_Part]:
    if part.depth >= MAX_DEPTH:
        raise _OverLimit(f"parts nested more than {MAX_DEPTH} deep")
    boundary = _parameter(_BOUNDARY, part.value("content-type"))
    if not boundary or len(boundary) > MAX_BOUNDARY or part.type == "multipart/digest":
        return
    begin: int | None = None
    for at, after, last in _delimiters(raw, part, boundary.encode("utf-8", "replace")):
        if begin is not None:
            known += 1
            if known > MAX_PARTS:
                raise _OverLimit(f"more than {MAX_PARTS} parts")
            yield _part(raw, begin, at, part.depth + 1)
        begin = after
        if last:
            return
    if begin is not None:  # the closing delimiter is missing: take what there is
        yield _part(raw, begin, part.end, part.depth + 1)


def _delimiters(raw: bytes, part: _Part, boundary: bytes) -> Iterator[tuple[int, int, bool]]:
    """Yield where each delimiter line begins and ends, and whether it is the closing one."""
    needle = b"\n--" + boundary
    at = part.start - 1 if raw.startswith(needle[1:], part.start) else -1
    at = at if at >= 0 else raw.find(needle, max(part.start - 1, 0), part.end)
    for _ in range(MAX_LOOKALIKES):
        if at < 0:
            return
        tail = at + len(needle)
        stop = raw.find(b"\n", tail, part.end)
        stop = part.end if stop < 0 else stop + 1
        rest = raw[tail : min(stop, tail + 200)].strip()
        if rest in (b"", b"--"):
            yield max(at, part.start), stop, rest == b"--"
        at = raw.find(needle, tail, part.end)
    raise _OverLimit(f"more than {MAX_LOOKALIKES} boundary lines")


def _part(raw: bytes, start: int, end: int, depth: int) -> _Part:
    window = raw[start : min(end, start + MAX_HEAD)]
    section, offset = fields.split(window)
    return _Part(fields.read(section), start + offset, end, depth)


def _parameter(pattern: re.Pattern[str], value: str) -> str:
    found = pattern.search(value)
    return re.sub(r"\\(.)", r"\1", found.group(1) or found.group(2) or "") if found else ""


def _decoded(raw: bytes, part: _Part) -> str:
    body = raw[part.start : min(part.end, part.start + MAX_TEXT)]
    encoding = part.value("content-transfer-encoding").strip().lower()
    if encoding == "base64":
        body = _base64(body)
    elif encoding == "quoted-printable":
        body = binascii.a2b_qp(body)
    text = decode(body, _parameter(_CHARSET, part.value("content-type")))
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _base64(body: bytes) -> bytes:
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
    return binascii.a2b_base64(letters[: len(letters) // 4 * 4] + _padded(letters))


def _padded(letters: bytes) -> bytes:
    """Return the last, incomplete group; a single letter says nothing and goes."""
    left = letters[len(letters) // 4 * 4 :]
    return left + b"=" * (4 - len(left)) if len(left) > 1 else b""


def decode(body: bytes, charset: str) -> str:
    """Return text by the declared charset, else UTF-8, else windows-1252; never raises."""
    for name in (charset, "utf-8"):
        if not name or name.lower().replace("_", "-") in _NO_CHARSETS:
            continue
        try:
            b"a ".decode(name, "ignore")  # refuses what is no charset, such as zlib
            # The text may have been cut in the middle of a character: not final.
            return codecs.getincrementaldecoder(name)().decode(body, final=False)
        except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
            continue
    return body.decode("windows-1252", "replace")
