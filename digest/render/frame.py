"""What stands around the entries of every message: banner, reply box, footer."""

from collections.abc import Iterable
from dataclasses import dataclass

from digest.model.message import Links
from digest.render import literal
from digest.render.buttons import NEW_DATE
from digest.render.language import msg
from digest.render.view import Block, Help, Reader

PAUSE = "pause for 2 weeks"  # a command
_COMMANDS = (  # as typed behind a handle, and what it does
    (msg("done"), msg("closes item {number}")),
    (msg("due {day}"), msg("moves its date")),
    (msg("in progress"), msg("says that it has begun")),
    (msg("blocked: why"), msg("says what it waits for")),
    (msg("assign @name"), msg("hands it to somebody")),
    (msg("not mine"), msg("asks for another owner")),
    (msg("later 1 week"), msg("rests reminders; the date stays")),
    (msg("note: words"), msg("adds a remark")),
)


@dataclass(frozen=True)
class Frame:
    """The outer words and addresses of one message."""

    installation: str
    kicker: tuple[str, ...]  # beside the installation's title: what this is, and of when
    preheader: str  # what an inbox shows after the subject
    headline: str
    intro: str
    why: str  # why the reader gets this
    kind: str  # what unsubscribing stops
    unsubscribe: str | None
    feed: str | None = None
    webcal: str | None = None
    calendars: str | None = None
    pause: str | None = None  # mailto that rests these mails
    archive: str | None = None  # page that shows this message again
    archived: bool = False  # it is shown there, and nothing in it acts
    rehearsal_for: str | None = None
    replies: bool = False
    public: str = ""  # as in the links
    help: tuple[Help, ...] = ()


@dataclass(frozen=True)
class Opening:
    """The words of a message's top and its reason, from which its frame is made."""

    kicker: tuple[str, ...]
    preheader: str
    headline: str
    intro: str
    why: str
    kind: str


def frame(installation_title: str, links: Links, opening: Opening) -> Frame:
    """Return the frame of a message without a reply box."""
    stop = links.unsubscribe
    if not stop and links.unsubscribe_mail:
        stop = literal.mailto(links.unsubscribe_mail, subject="unsubscribe")
    shown_for = links.rehearsal_for
    return Frame(
        installation=literal.line(installation_title, 80),
        kicker=opening.kicker,
        preheader=literal.line(opening.preheader, 130),
        headline=opening.headline,
        intro=opening.intro,
        why=opening.why,
        kind=opening.kind,
        unsubscribe=stop,
        feed=links.feed,
        webcal=literal.webcal(links.feed) if links.feed else None,
        calendars=links.calendars,
        pause=literal.mailto(links.reply_to, subject="pause", body=PAUSE)
        if links.reply_to
        else None,
        public=links.public,
        archive=links.archive,
        archived=links.archived,
        rehearsal_for=literal.line(shown_for, 80) if shown_for is not None else None,
    )


def reply_help(blocks: Iterable[Block], reader: Reader) -> tuple[Help, ...]:
    """Return the commands with a handle of this very message; none where none has one."""
    handles = [row.handle for block in blocks for row in block.rows if row.handle is not None]
    if not handles or not reader.reply_to:
        return ()
    number, _ = handles[0], reader.language.gettext
    day = reader.short_day(reader.today + NEW_DATE)
    said = tuple(
        Help(f"#{number} {_(typed, day=day)}", _(does, number=number))
        for typed, does in _COMMANDS
    )
    return (
        *said,
        Help(_("undo"), _("takes your last reply back")),
        Help(_("help"), _("names the rest")),
    )
