"""The answer to a reply in words: what became of each of its lines."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from digest.model.command import NotUnderstood, Pause, Resume, Stop, Wish
from digest.model.edition import Links, Outcome, Receipt, Result
from digest.render import literal, words
from digest.render.frame import Frame, Opening, frame
from digest.render.phrases import commas, dotted
from digest.render.view import Block, Reader, Row

_SUBJECT = 150  # characters: a subject that is answered is repeated, within reason
_HEADINGS = {
    Result.CHANGED: ("Changed", "green"),
    Result.UNCHANGED: ("Stood so already", "ink"),
    Result.KEPT: ("Kept, and tried again", "amber"),
    Result.REFUSED: ("Not done", "red"),
}

_HEADLINES = {Stop: "Stopped", Pause: "Paused", Resume: "Resumed"}


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
    most = reader.limits.entries
    told = [_block(result, receipt.outcomes, reader) for result in _HEADINGS]
    wishes = tuple(_wish(wish, reader) for wish in receipt.wishes[:most])
    told.insert(0, Block("Your mail", "green", wishes))
    if receipt.unclear:
        rows = tuple(_unclear(each, reader) for each in receipt.unclear[:most])
        total = len(receipt.unclear)
        told.append(Block(f"Not understood ({total})", "red", rows, more=total - len(rows)))
    headline = _headline(receipt)
    opening = Opening(
        kicker=("Receipt",),
        preheader=f"{headline}. This is what your reply did, line by line.",
        headline=headline,
        intro="This is what your reply did, line by line.",
        why="You get this because you replied to a message from here.",
        kind="receipts",
    )
    subject = re.sub(r"(?i)^(\s*(re|aw|sv|antw?)\s*:)+", "", literal.line(receipt.subject))
    return ReceiptPage(
        frame(installation_title, replace(links, feed=None), opening),
        literal.line(subject, _SUBJECT) or "your reply",
        tuple(block for block in told if block.rows),
    )


def _wish(wish: Wish, reader: Reader) -> Row:
    """Return what a wish about the mail came to, and how to take it back."""
    match wish:
        case Stop():
            told, back = "You get no more of these", "Answer “resume” to get them again"
        case Pause():
            day = words.day(wish.until, reader.today)
            told, back = f"No digest and no notice before {day}", "Answer “resume” to end it"
        case Resume():
            told, back = "You get digests and notices again", ""
        case _:
            assert_never(wish)
    return Row(title=literal.line(wish.line, reader.limits.title), strong=told, after=back)


def _headline(receipt: Receipt) -> str:
    found = Counter(outcome.result for outcome in receipt.outcomes)
    kept, failed = found[Result.KEPT], found[Result.REFUSED] + len(receipt.unclear)
    told = commas(
        _HEADLINES[type(receipt.wishes[-1])] if receipt.wishes else "",
        f"{words.count(found[Result.CHANGED], 'change')} made" if found[Result.CHANGED] else "",
        f"{words.count(kept, 'line')} kept for later" if kept else "",
        f"{words.count(failed, 'line')} not done" if failed else "",
    )
    return told or "Nothing had to be changed"


def _block(result: Result, outcomes: Sequence[Outcome], reader: Reader) -> Block:
    heading, tone = _HEADINGS[result]
    found = [outcome for outcome in outcomes if outcome.result is result]
    rows = tuple(_row(outcome, reader) for outcome in found[: reader.limits.entries])
    return Block(f"{heading} ({len(found)})", tone, rows, more=len(found) - len(rows))


def _row(outcome: Outcome, reader: Reader) -> Row:
    limits = reader.limits
    wrote = literal.line(outcome.line, limits.title)
    strong, after = _result(outcome, limits.detail)
    title = literal.line(outcome.title, limits.title)
    return Row(
        title=title or wrote,
        url=literal.web_address(outcome.url, limits.url),
        handle=outcome.handle,
        strong=strong,
        after=after,
        lines=tuple(filter(None, (f"You wrote: {wrote}" if title else "", _place(outcome)))),
        code=_diff(outcome, limits.detail),
    )


def _result(outcome: Outcome, limit: int) -> tuple[str, str]:
    name = words.capital(literal.line(outcome.field, 20)) or "It"
    before = literal.line(outcome.before, 80)
    match outcome.result:
        case Result.CHANGED:
            after = literal.line(outcome.after, 80) or "empty"
            return f"{name} is now {after}", f"was {before or 'empty'}"
        case Result.UNCHANGED:
            return f"{name} is {before or literal.line(outcome.after, 80) or 'as asked'}", ""
        case _:
            return "", words.sentence(literal.line(outcome.reason, limit))


def _place(outcome: Outcome) -> str:
    number = f"line {outcome.number}" if outcome.number else ""
    place = (literal.line(outcome.source, 60), literal.line(outcome.path, 160), number)
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
    hint = words.capital(literal.line(each.hint, limits.detail))
    return Row(title=literal.line(each.line, limits.title), strong="", after=hint)
