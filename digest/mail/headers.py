"""Fields of a message's head (RFC 5322): ids, addresses and words on a wire.

Lines are built here, not by `email.policy`: its folding turns a long List-Unsubscribe into an
encoded word, which RFC 2047 §5 forbids there and no client follows.
"""

import re
from collections.abc import Iterable
from email.header import Header

from digest.errors import Permanent
from digest.model.ids import mint
from digest.model.installation import Mailbox

LINE = 78  # characters wanted, RFC 5322 §2.1.1
NAME = 60  # characters of a display name; more is cut
REFERENCES = 10  # the first and the last of a longer chain are kept
_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_DOT_ATOM = rf"{_ATEXT}(?:\.{_ATEXT})*"
_MESSAGE_ID = re.compile(rf"<{_DOT_ATOM}@(?:{_DOT_ATOM}|\[[!-Z^-~]+\])>")
_ADDRESS = re.compile(rf"{_DOT_ATOM}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_ATOMS = re.compile(rf"{_ATEXT}(?: {_ATEXT})*")
_URI = re.compile(r"(?:https|mailto):[!#-;=?-~]+")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def message_id(delivery_id: str, domain: str) -> str:
    """Return the Message-ID of a delivery: the same at every attempt, RFC 5322 §3.6.4."""
    return f"<{delivery_id}@{domain}>"


def virtual_root(subject: str, domain: str) -> str:
    """Return the id that all notices about one subject refer to, so that they thread.

    No message has it; clients group by it all the same.
    """
    return f"<{mint('thread', subject)}@{domain}>"


def known_ids(ids: Iterable[str]) -> list[str]:
    """Return the well-formed ones, at most `REFERENCES`: foreign ids are not trusted."""
    good = [each for each in ids if len(each) <= 250 and _MESSAGE_ID.fullmatch(each)]  # noqa: PLR2004
    return good if len(good) <= REFERENCES else [good[0], *good[1 - REFERENCES :]]


def unstructured(name: str, text: str) -> str:
    """Return a field of free text, folded; encoded words (RFC 2047) where it is not plain."""
    text = " ".join(_CONTROL.sub(" ", text).split())
    if _plain(text) and len(name) + 2 + len(text) <= LINE:
        return f"{name}: {text}"
    return f"{name}: {_encoded(text, len(name) + 2)}"


def mailboxes(name: str, *boxes: Mailbox) -> str:
    """Return an address field; a long one is folded before the address."""
    return f"{name}: " + ",\r\n ".join(_mailbox(name, box) for box in boxes)


def uris(name: str, *addresses: str) -> str:
    """Return a List-* field on one physical line (RFC 2369 §2, RFC 8058 §3.1)."""
    for address in addresses:
        if not _URI.fullmatch(address):
            raise Permanent(f"{name}: {address!r} is not an https or mailto address")
    return f"{name}: " + ", ".join(f"<{address}>" for address in addresses)


def _mailbox(field: str, box: Mailbox) -> str:
    if not _ADDRESS.fullmatch(box.address):
        raise Permanent(f"{field}: {box.address!r} is not an address (write it in ASCII)")
    phrase = _phrase(box.name)
    if not phrase:
        return box.address
    short = len(field) + len(phrase.rpartition("\n")[2]) + len(box.address) + 5 <= LINE
    return f"{phrase}{' ' if short else chr(13) + chr(10) + ' '}<{box.address}>"


def _phrase(name: str) -> str:
    """Return a display name as atoms, as a quoted string, or as encoded words."""
    name = " ".join(_CONTROL.sub(" ", name).split())[:NAME].rstrip()
    if _ATOMS.fullmatch(name) and _plain(name):
        return name
    if _plain(name):
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}"' if name else ""
    return _encoded(name, len("Reply-To: "))


def _plain(text: str) -> bool:
    """True for ASCII that no reader takes for an encoded word."""
    return text.isascii() and "=?" not in text


def _encoded(text: str, before: int) -> str:
    """Return encoded words of at most 75 characters, one on a line."""
    header = Header(text, "utf-8", maxlinelen=LINE - 2, header_name=" " * max(before - 2, 0))
    return header.encode(splitchars="", linesep="\r\n")
