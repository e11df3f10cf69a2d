"""Links that write a reply: each begins a mail with a command in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from digest.model.edition import SectionKey
from digest.model.entry import Entry
from digest.render import literal
from digest.render.view import Button, Reader

NEW_DATE = timedelta(days=7)  # what is proposed as a date, counted from today
_NAME = 13  # characters of a name; two of them stand beside each other on a phone
_CANDIDATES = 2
_OPTIONS = 3  # more are cut on a phone


@dataclass(frozen=True)
class Offer:
    """What one button says and does; only `label` and `spoken` are in the reader's language."""

    label: str
    subject: str
    command: str
    spoken: str = ""  # where the label alone does not say it


def buttons(key: SectionKey, entry: Entry, reader: Reader) -> tuple[Button, ...]:
    """Return what a reader can do about an entry by one click and a mail that is sent."""
    number, address = entry.handle, reader.reply_to
    chooses = bool(entry.options) and not entry.decision
    usual = _options if chooses else _OFFERED.get(key)
    offered = _asked if entry.asks else usual
    if number is None or not address or not offered or not reader.limits.buttons:
        return ()

    def make(one: Offer) -> Button:
        subject, body = f"#{number} {one.subject}", f"#{number} {one.command}"
        url = literal.mailto(address, subject=subject, body=body)
        spoken = reader.language.gettext(
            "{label}, item {number}", label=one.spoken or one.label, number=number
        )
        return Button(one.label, spoken, url)

    return tuple(map(make, offered(entry, reader)))


def _dated(_entry: Entry, reader: Reader) -> Iterator[Offer]:
    _ = reader.language.gettext
    yield Offer(reader.language.pgettext("button", "Done"), "done", "done")
    yield Offer(_("New date"), "new date", _date(reader))
    yield Offer(_("Blocked"), "blocked", "blocked: ")


def _asked(_entry: Entry, reader: Reader) -> Iterator[Offer]:
    _ = reader.language.gettext
    yield Offer(_("Say why"), "because", "because ")
    yield Offer(reader.language.pgettext("button", "Done"), "done", "done")
    yield Offer(_("New date"), "new date", _date(reader))


def _options(entry: Entry, reader: Reader) -> Iterator[Offer]:
    """Yield the first ways out of a blocker."""
    for option in entry.options[:_OPTIONS]:
        name = literal.line(option.name, _NAME)
        label = reader.language.gettext("Option {name}", name=name)
        yield Offer(label, f"option {name}", f"option {name}")


def _undated(_entry: Entry, reader: Reader) -> Iterator[Offer]:
    _ = reader.language.gettext
    yield Offer(_("Set date"), "set date", _date(reader))
    yield Offer(reader.language.pgettext("button", "Done"), "done", "done")


def _unowned(entry: Entry, reader: Reader) -> Iterator[Offer]:
    """Yield two candidates, or one and the reader; where there is none, whom they type."""
    _ = reader.language.gettext
    meant = [one for one in entry.candidates if one.name != reader.name][:_CANDIDATES]
    for one in meant:
        name = literal.line(one.name, _NAME)
        spoken = _("Assign to {name}", name=literal.line(one.name, 60))
        yield Offer(name, "assign", f"assign @{one.key}", spoken)
    if len(meant) < _CANDIDATES:
        yield Offer(_("Me"), "assign", "assign me", _("Assign to me"))
    if not meant:
        yield Offer(_("Somebody else"), "assign", "assign @", _("Assign to somebody else"))


def _date(reader: Reader) -> str:
    return f"due {(reader.today + NEW_DATE).isoformat()}"


_OFFERED = {
    SectionKey.OVERDUE: _dated,
    SectionKey.DUE: _dated,
    SectionKey.UNDATED: _undated,
    SectionKey.UNOWNED: _unowned,
}
