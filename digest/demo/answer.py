"""A reply as a person's mail program writes and submits it."""

import smtplib
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from digest.demo.letter import Letter
from digest.errors import Permanent, Transient
from digest.model.directory import Person
from digest.model.ids import mint

TIMEOUT_SECONDS = 10
_REFUSED = 500  # reply codes from here on are for good, RFC 5321 §4.2.1


def write_reply(letter: Letter, text: str, person: Person, *, at: datetime) -> bytes:
    """Return a reply to a letter: what was typed, then the letter quoted."""
    reply = EmailMessage(policy=SMTP)
    reply["From"] = formataddr((person.name, person.mail))
    reply["To"] = letter.reply_to
    reply["Subject"] = f"Re: {letter.subject}"
    reply["Date"] = format_datetime(at)
    reply["Message-ID"] = (
        f"<{mint(person.key, letter.id, text, at.isoformat())}@northbeam.example>"
    )
    if letter.message_id:
        reply["In-Reply-To"] = reply["References"] = letter.message_id
    quoted = "\n".join(f"> {line}".rstrip() for line in letter.text.splitlines())
    opening = f"On {letter.at:%a, %d %b %Y at %H:%M}, {letter.author} wrote:"
    typed = text.replace("\r\n", "\n").strip()
    reply.set_content(f"{typed}\n\n{opening}\n{quoted}\n", cte="quoted-printable")
    return reply.as_bytes()


def submit(
    raw: bytes, *, to: str, person: Person, password: str, host: tuple[str, int]
) -> None:
    """Hand a message to the mail host, logged in as its author (RFC 6409).

    Raises:
        Transient: the host does not answer, or asks to try again.
        Permanent: the host refuses it.
    """
    try:
        with smtplib.SMTP(*host, timeout=TIMEOUT_SECONDS) as session:
            session.login(person.mail, password)
            session.sendmail(person.mail, [to], raw)
    except smtplib.SMTPRecipientsRefused as refusal:
        code, words = next(iter(refusal.recipients.values()))
        raise _refused(code, words) from refusal
    except smtplib.SMTPResponseException as refusal:
        raise _refused(refusal.smtp_code, refusal.smtp_error) from refusal
    except OSError as problem:
        where = f"{host[0]}:{host[1]}"
        raise Transient(f"{where}: the mail host does not answer ({problem})") from problem


def _refused(code: int, words: bytes | str) -> Transient | Permanent:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    kind = Permanent if code >= _REFUSED else Transient
    return kind(f"the mail host answers {code} {said}")
