"""A delay notification in words: what moved, why, what waits for it, what is asked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from digest.model.message import Links
from digest.model.notice import Delay, News, Notice
from digest.render import literal
from digest.render.buttons import NEW_DATE
from digest.render.delays import Said
from digest.render.documents import Known
from digest.render.frame import Frame, Opening, frame
from digest.render.language import msg
from digest.render.phrases import NAME
from digest.render.view import Block, Help, Reader, Row

Form = Callable[[Known], str]  # the guide's timeline update, filled in as far as known

_HEADINGS = (
    (News.MOVED, msg("What moved")),
    (News.CORRECTED, msg("Corrected")),
    (News.EXPLAINED, msg("Now explained")),
    (News.DECIDED, msg("Decided")),
)

_COMMANDS = (  # as typed behind a handle, and what it does
    (msg("due {day}"), msg("moves its date")),
    (msg("done"), msg("closes item {number}")),
    (msg("blocked: why"), msg("says what it waits for")),
    (msg("note: words"), msg("adds a remark")),
)


@dataclass(frozen=True)
class NoticePage:
    """Everything the templates of a delay notification show."""

    frame: Frame
    subject: str
    blocks: tuple[Block, ...]


def notice_page(
    notice: Notice, installation_title: str, links: Links, reader: Reader, form: Form
) -> NoticePage:
    """Return a notice in words; its subject stays the same for every further move."""
    said, _ = [Said(each, reader) for each in notice.delays], reader.language.gettext
    opening = Opening(
        kicker=(_("Delay notice"),),
        preheader=_preheader(said, reader),
        headline=_headline(said, reader),
        intro=_intro(said, reader),
        why=_(
            "You get this because you, or a team of yours, own, wrote, watch or wait for it."
        ),
        kind=_("delay notices"),
    )
    helps = tuple(_help([each for each in said if each.answers], reader))
    outer = replace(frame(installation_title, links, opening), help=helps, replies=bool(helps))
    many = reader.language.ngettext("{n} item moved", "{n} items moved", len(said))
    subject = literal.line(said[0].title, _SUBJECT) if len(said) == 1 else many
    return NoticePage(outer, subject, tuple(_blocks(said, reader, form)))


def _blocks(said: Sequence[Said], reader: Reader, form: Form) -> Iterator[Block]:
    for news, heading in _HEADINGS:
        told = [each for each in said if each.delay.news is news]
        rows = tuple(each.row() for each in told[: reader.limits.entries])
        if rows:
            name = f"{reader.language.gettext(heading)} ({len(told)})"
            yield Block(name, "violet", rows, more=len(told) - len(rows))
    if len(said) == 1 and said[0].delay.asked:
        yield _form(said[0].delay, reader, form)


def _form(delay: Delay, reader: Reader, form: Form) -> Block:
    """Return the guide's form, for whoever would rather write more than a sentence."""
    entry, _ = delay.entry, reader.language.gettext
    first = entry.first_due or entry.before
    known = Known(
        title=entry.title,
        day=reader.today,
        authors=(reader.name,),
        original=first.isoformat() if first else "",
        new=entry.due.raw if entry.due else "",
    )
    lines = (literal.line(line, reader.limits.detail) for line in form(known).splitlines())
    row = Row(title=_("Timeline update"), code=tuple(filter(None, lines)))
    hint = _("A document for your team, filled in as far as it is known.")
    return Block(_("Or tell more"), "ink", (row,), hint)


def _headline(said: Sequence[Said], reader: Reader) -> str:
    if len(said) > 1:
        return reader.language.ngettext("{n} date moved", "{n} dates moved", len(said))
    day = literal.line(said[0].phrases.promise, NAME)
    told, plain = _HEADLINES[said[0].delay.news]
    if said[0].delay.asked:
        told, plain = _QUESTIONS
    return reader.language.gettext(told, day=day) if day else reader.language.gettext(plain)


_HEADLINES = {  # with a day, without one
    News.MOVED: (msg("A date moved to {day}"), msg("A date moved")),
    News.CORRECTED: (
        msg("Correction: it is due {day}"),
        msg("Correction: it has no date"),
    ),
    News.EXPLAINED: (msg("Why a date moved to {day}"), msg("Why a date moved")),
    News.DECIDED: (msg("A decision about a delay"), msg("A decision about a delay")),
}
_SUBJECT = 64  # characters of a title: with the word before it a subject stays on one line
_QUESTIONS = (msg("Why did it move to {day}?"), msg("Why did it move?"))


def _intro(said: Sequence[Said], reader: Reader) -> str:
    language, asked = reader.language, [each for each in said if each.delay.asked]
    if asked:
        return _question(asked, len(said), reader)
    if any(waiting.mine for each in said for waiting in each.delay.waiting):
        return language.gettext("Something of yours waits for it: see below.")
    if any(each.chooses for each in said):
        return language.gettext("There are options to choose from: answer with one of them.")
    return language.ngettext(
        "Nothing is asked of you unless your own work waits for it.",
        "Nothing is asked of you unless your own work waits for one of them.",
        len(said),
    )


def _question(asked: Sequence[Said], total: int, reader: Reader) -> str:
    _ = reader.language.gettext
    if not all(each.answers for each in asked):
        return _("Nobody has said why yours moved. Please write it into its document.")
    if total > 1:
        return _(
            "Nobody has said why yours moved. Answer with its number and why: that is written "
            "into its document, and told to those it concerns."
        )
    return _(
        "It is yours, and nobody has said why. Answer in a sentence: it is written into its "
        "document, and told to those it concerns."
    )


def _preheader(said: Sequence[Said], reader: Reader) -> str:
    row, language = said[0].row(), reader.language
    told = f"{literal.line(row.title, 50)}: {row.strong}, {literal.line(row.after, 40)}."
    if len(said) > 1:
        more = len(said) - 1
        rest = language.ngettext("And {n} more below.", "And {n} more below.", more)
        return f"{told} {rest}"
    if said[0].delay.asked:
        return " ".join((told, language.gettext("Please say why.")))
    return f"{told} {literal.line(row.lines[0], 60)}" if row.lines else told


def _help(answering: Sequence[Said], reader: Reader) -> Iterator[Help]:
    """Yield the commands with a handle of this very message; none where none has one."""
    _ = reader.language.gettext
    unknown = [each.delay.entry.handle for each in answering if not each.phrases.detail]
    because = _("because …")
    for number in unknown[:1]:
        yield Help(f"#{number} {because}", _("says why it moved"))
    for each in [one for one in answering if one.chooses][:1]:
        option = _("option {name}", name=literal.line(each.options[0].name, 20))
        yield Help(f"#{each.delay.entry.handle} {option}", _("decides for it"))
    items = [one.delay.entry.handle for one in answering if one.delay.item]
    day = reader.short_day(reader.today + NEW_DATE)
    for number in items[:1]:
        for typed, does in _COMMANDS:
            yield Help(f"#{number} {_(typed, day=day)}", _(does, number=number))
