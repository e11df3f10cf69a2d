"""A delivered message as the page shows it: its parts, its commands, its links led home."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from html import escape, unescape
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from digest.demo.scene import Mail
from digest.mail.automatic import MARKER

USUAL = 3  # the item that the guide of the page speaks of
_HREF = re.compile(r'href="([^"]*)"')
_HANDLE = re.compile(r"^ {0,2}#(\d+)\s", re.MULTILINE)


@dataclass(frozen=True)
class Letter:
    """One message, taken apart for reading."""

    id: str
    kind: str  # as we mark our mail: digest, delay, receipt, confirm
    at: datetime  # as its Date field says, which follows the demo's clock
    author: str
    recipient: str
    to: str
    subject: str
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str
    raw: str
    message_id: str
    reply_to: str  # empty where the message takes no reply
    handles: tuple[int, ...] = ()  # in the order in which the text names them

    @property
    def name(self) -> str:
        """Return whom it is for, as a list of mails names people."""
        return parseaddr(self.to)[0] or self.recipient

    def examples(self, day: date) -> tuple[str, ...]:
        """Return commands about items of this message, one of each sort."""
        one, two, three = ((*self.handles, *self.handles[:1] * 3) or (3, 3, 3))[:3]
        return (f"#{one} done", f"#{two} due {day:%-d %b}", f"#{three} blocked: why")

    @property
    def draft(self) -> str:
        """Return the reply to suggest: a command about an item that is in this message."""
        if not self.handles or not self.reply_to:
            return ""
        return f"#{USUAL if USUAL in self.handles else self.handles[0]} done"


def open_letter(mail: Mail) -> Letter:
    """Return a delivered message taken apart."""
    message = message_from_bytes(mail.raw, policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 - what this policy makes
    text = _body(message, "plain")
    reply_to = parseaddr(str(message["Reply-To"] or ""))[1]
    return Letter(
        id=mail.id,
        kind=str(message[MARKER] or "mail"),
        at=_date(message) or mail.at,
        author=str(message["From"] or ""),
        recipient=mail.recipient,
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or "(no subject)"),
        headers=tuple((name, str(value)) for name, value in message.items()),
        text=text,
        html=_body(message, "html"),
        raw=mail.raw.decode("utf-8", "replace").replace("\r\n", "\n"),
        message_id=str(message["Message-ID"] or ""),
        reply_to=reply_to if reply_to.startswith("reply+") else "",
        handles=tuple(dict.fromkeys(int(found) for found in _HANDLE.findall(text))),
    )


def led_home(html: str, letter: str, public_url: str) -> str:
    """Return a message's html whose links work in the demo.

    Addresses under `public_url` lead to the local server, `mailto:` to the reply box with the
    text filled in; all others open in a new window that does not learn where it came from.
    """

    def target(link: re.Match[str]) -> str:
        address = unescape(link[1])
        if address.startswith("mailto:reply+"):
            return f'href="{escape(_draft_link(address, letter))}" target="_top"'
        away = 'target="_blank" rel="noopener noreferrer"'
        return f'href="{escape(localised(address, public_url))}" {away}'

    return _HREF.sub(target, html)


def localised(address: str, public_url: str) -> str:
    """Return an address of the service as a path on this server; others as they are."""
    for base in (public_url, public_url.replace("https:", "webcal:", 1)):
        if address.startswith(base + "/"):
            return address.removeprefix(base)
    return address


def _draft_link(mailto: str, letter: str) -> str:
    draft = parse_qs(urlsplit(mailto).query.replace("+", "%2B")).get("body", [""])[0]
    return f"/?{urlencode({'mail': letter, 'draft': draft}, quote_via=quote)}#reply"


def _body(message: EmailMessage, subtype: str) -> str:
    part = message.get_body((subtype,))
    return str(part.get_content()) if isinstance(part, EmailMessage) else ""


def _date(message: EmailMessage) -> datetime | None:
    try:
        at = parsedate_to_datetime(str(message["Date"]))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
