"""The answer to a reply in words: what became of each of its lines."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from digest.model.command import Help, NotUnderstood, Pause, Resume, Stop, TakeBack, Wish
from digest.model.message import Links
from digest.model.receipt import Outcome, Receipt, Result
from digest.render import literal, words
from digest.render.forms import forms, help_frame
from digest.render.frame import Frame, Opening, frame
from digest.render.language import Language, msg
from digest.render.phrases import commas, dotted
from digest.render.view import Block, Reader, Row

_COMMIT, _SHORT = re.compile("[0-9a-f]{40}"), 10  # characters that are shown of its id
_SUBJECT = 150  # characters: a subject that is answered is repeated, within reason
_HEADINGS = {
    Result.CHANGED: (msg("Changed"), "green"),
    Result.PROPOSED: (msg("Proposed"), "green"),
    Result.UNCHANGED: (msg("It was so already"), "ink"),
    Result.KEPT: (msg("Kept, and tried again"), "amber"),
    Result.REFUSED: (msg("Not done"), "red"),
}

_HEADLINES = {
    Stop: msg("Stopped"),
    Pause: msg("Paused"),
    Resume: msg("Resumed"),
    TakeBack: "",
    Help: "",
}
_FIELDS = {
    "status": msg("Status"),
    "due": msg("Due"),
    "owner": msg("Owner"),
    "priority": msg("Priority"),
    "note": msg("Note"),
    "reason": msg("Reason"),
    "decision": msg("Decision"),
    "reminders": msg("Reminders"),
    "not_mine": msg("Owner"),
}


@dataclass(frozen=True)
class ReceiptPage:
    """Everything the templates of a receipt show."""

    frame: Frame
    subject: str
    blocks: tuple[Block, ...]


def receipt_page(
    receipt: Receipt, installation_title: str, links: Links, reader: Reader
) -> ReceiptPage:
    """Return a receipt in words: first what changed, last what was not understood."""
    most, _ = reader.limits.entries, reader.language.gettext
    told = [_block(result, receipt.outcomes, reader) for result in _HEADINGS]
    about = [w for w in receipt.wishes if not isinstance(w, TakeBack | Help)]
    wishes = tuple(_wish(wish, reader) for wish in about[:most])
    told.insert(0, Block(_("Your mail"), "green", wishes))
    if receipt.unclear:
        rows = tuple(_unclear(each, reader) for each in receipt.unclear[:most])
        heading, total = _("Not understood"), len(receipt.unclear)
        told.append(Block(f"{heading} ({total})", "red", rows, more=total - len(rows)))
        told.append(forms(reader.language))
    if receipt.undo:
        told.append(_undoing(receipt.undo, reader))
    headline = _headline(receipt, reader.language)
    intro = _("This is what your reply did, line by line.")
    opening = Opening(
        kicker=(_("Receipt"),),
        preheader=f"{headline}. {intro}",
        headline=headline,
        intro=intro,
        why=_("You get this because you replied to a message from here."),
        kind=_("receipts"),
    )
    return ReceiptPage(
        frame(installation_title, replace(links, feed=None), opening),
        _answered(receipt.subject) or _("your reply"),
        tuple(block for block in told if block.rows),
    )


def help_page(
    subject: str, installation_title: str, links: Links, language: Language
) -> ReceiptPage:
    """Return the mail that says what is understood."""
    outer = help_frame(installation_title, replace(links, feed=None), language)
    said = _answered(subject) or language.gettext("how to answer")
    return ReceiptPage(outer, said, (forms(language),))


def _answered(subject: str) -> str:
    """Return the subject of a mail that is answered, without what stands for "answer"."""
    bare = re.sub(r"(?i)^(\s*(re|aw|sv|antw?)\s*:)+", "", literal.line(subject))
    return literal.line(bare, _SUBJECT)


def _undoing(page: str, reader: Reader) -> Block:
    """Return how what was changed is taken back."""
    _ = reader.language.gettext
    url = literal.web_address(page, reader.limits.url)
    row = Row(title=_("Answer “undo”, or take it back on this page"), url=url, strong="")
    return Block(_("Not what you meant?"), "ink", (row,))


def _wish(wish: Wish, reader: Reader) -> Row:
    """Return what a wish about the mail came to, and how to take it back."""
    _ = reader.language.gettext
    match wish:
        case Stop():
            told, back = _("You get no more of these"), _("Answer “resume” to get them again")
        case Pause():
            told = _("No digest and no notice before {day}", day=reader.day(wish.until))
            back = _("Answer “resume” to end it")
        case Resume():
            told, back = _("You get digests and notices again"), ""
        case TakeBack() | Help():
            told, back = "", ""
        case _:
            assert_never(wish)
    return Row(title=literal.line(wish.line, reader.limits.title), strong=told, after=back)


def _headline(receipt: Receipt, language: Language) -> str:
    found = Counter(outcome.result for outcome in receipt.outcomes)
    _, many = language.gettext, language.ngettext
    changed, proposed, kept, failed = (
        found[Result.CHANGED],
        found[Result.PROPOSED],
        found[Result.KEPT],
        found[Result.REFUSED] + len(receipt.unclear),
    )
    said = [_HEADLINES[type(wish)] for wish in receipt.wishes if _HEADLINES[type(wish)]]
    told = commas(
        _(said[-1]) if said else "",
        many("{n} change made", "{n} changes made", changed) if changed else "",
        many("{n} change proposed", "{n} changes proposed", proposed) if proposed else "",
        many("{n} line kept for later", "{n} lines kept for later", kept) if kept else "",
        many("{n} line not done", "{n} lines not done", failed) if failed else "",
    )
    return told or _("Nothing had to be changed")


def _block(result: Result, outcomes: Sequence[Outcome], reader: Reader) -> Block:
    heading, tone = _HEADINGS[result]
    found = [outcome for outcome in outcomes if outcome.result is result]
    rows = tuple(_row(outcome, reader) for outcome in found[: reader.limits.entries])
    return Block(
        f"{reader.language.gettext(heading)} ({len(found)})",
        tone,
        rows,
        more=len(found) - len(rows),
    )


def _row(outcome: Outcome, reader: Reader) -> Row:
    limits = reader.limits
    wrote = literal.line(outcome.line, limits.title)
    language = reader.language
    strong, after = _result(outcome, limits.detail, language)
    title = literal.line(outcome.title, limits.title)
    typed = language.gettext("You wrote: {line}", line=wrote) if title else ""
    request = literal.web_address(outcome.request, limits.url) or ""
    return Row(
        title=title or wrote,
        url=literal.web_address(outcome.url, limits.url),
        handle=outcome.handle if title else None,  # what was typed names it
        strong=strong,
        after=after,
        lines=tuple(filter(None, (typed, _place(outcome, language), request))),
        code=_diff(outcome, limits.detail),
    )


def _result(outcome: Outcome, limit: int, language: Language) -> tuple[str, str]:
    _ = language.gettext
    if outcome.field in ("reminders", "not_mine") and outcome.result is not Result.REFUSED:
        return _decision(outcome, language), ""
    name = _(_FIELDS[outcome.field]) if outcome.field in _FIELDS else _("It")
    before, now = (literal.line(language.said(t), 80) for t in (outcome.before, outcome.after))
    match outcome.result:
        case Result.CHANGED:
            told = _("{field} is now {after}", field=name, after=now or _("empty"))
            return told, _("was {before}", before=before or _("empty"))
        case Result.PROPOSED:
            told = _("{field} is to be {after}", field=name, after=now or _("empty"))
            branch = literal.line(outcome.branch, 80)
            return told, _("It changes when branch {branch} is merged", branch=branch)
        case Result.UNCHANGED:
            stands = before or now or _("as asked")
            return _("{field} is {value}", field=name, value=stands), ""
        case _:
            return "", words.sentence(literal.line(language.said(outcome.reason), limit))


def _decision(outcome: Outcome, language: Language) -> str:
    """Return what a person decided of an item for themselves."""
    _ = language.gettext
    if outcome.field == "reminders":
        day = outcome.after and _day(outcome.after, language)
        told = _("You are not reminded of it before {day}; its date stays", day=day)
        return told if day else _("You are reminded of it again")
    return (
        _("It needs another owner, and its team is asked")
        if outcome.after
        else _("It is yours again")
    )


def _day(written: str, language: Language) -> str:
    pattern = language.pgettext("date", "EEE d MMM y")
    return language.formatted(date.fromisoformat(written), pattern)


def _place(outcome: Outcome, language: Language) -> str:
    number = language.gettext("line {n}", n=outcome.number) if outcome.number else ""
    commit = outcome.revision if _COMMIT.fullmatch(outcome.revision) else ""
    made = language.gettext("commit {id}", id=commit[:_SHORT]) if commit else ""
    place = (literal.line(outcome.source, 60), literal.line(outcome.path, 160), number, made)
    return dotted(*place) if outcome.path else ""


def _diff(outcome: Outcome, limit: int) -> tuple[str, ...]:
    if outcome.before_line == outcome.after_line:
        return ()
    old, new = literal.line(outcome.before_line, limit), literal.line(outcome.after_line, limit)
    if outcome.result is Result.REFUSED:
        return (old,)
    return (f"- {old}", f"+ {new}") if old else (f"+ {new}",)


def _unclear(each: NotUnderstood, reader: Reader) -> Row:
    limits = reader.limits
    told = reader.language.gettext(each.hint)  # one of those in digest.mail
    hint = words.capital(literal.line(told, limits.detail))
    return Row(title=literal.line(each.line, limits.title), strong="", after=hint)
