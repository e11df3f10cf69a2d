"""DG113: a status that another mark contradicts."""

import re
from collections.abc import Iterator
from datetime import date

from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.markdown.fields import status
from digest.markdown.splice import Splice
from digest.model.item import ActionItem, Form, Span, Status

_DONE_ON = re.compile(r"(?:✅\ufe0f?\s*|\[completion::\s*|\bcompleted::\s*)(\d{4}-\d\d-\d\d)")
_ISO = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")


@rule("DG113", "contradictory-status", Severity.WARNING)
def contradictory_status(reading: Reading, options: Options) -> Iterator[Remark]:
    """An item says two things of its status.

    A box that is open beside the word "done" or a date of completion, a box that is ticked
    beside "in progress", a completion that is yet to come: whoever reads one of them is wrong.
    A box that only was not ticked is mended by `--fix`.

    Bad:

        # Meeting, 20 November 2026

        ## Action items

        - [ ] @mei: Rotate the signing keys (done)

    Good:

        # Meeting, 20 November 2026

        ## Action items

        - [x] @mei: Rotate the signing keys (done)
    """
    for item in reading.document.current:
        if item.form is Form.TASK and item.spans and item.spans.mark:
            yield from _boxed(reading, item, item.spans.mark, options)
        elif item.status.value is Status.DONE and (day := _day(item.status.detail)):
            yield from _to_come(reading, item, day, options)


def _boxed(
    reading: Reading, item: ActionItem, mark: Span, options: Options
) -> Iterator[Remark]:
    raw = reading.document.raw
    box = status.mark(mark.of(raw).decode("utf-8", "replace"))
    match = _DONE_ON.search(reading.source(item))
    if match and (day := _day(match[1])) and day > options.today:
        yield from _to_come(reading, item, day, options)
    elif box is Status.OPEN and (match or item.status.value is Status.DONE):
        why = f"it was done {match[1]}" if match else f"it says {item.status.raw!r}"
        fix = (Splice(mark.start, mark.of(raw), b"x"),) if mark.of(raw) == b" " else ()
        yield Remark(reading.at(mark), f"the box is open, but {why}", "tick it", fix)
    elif box.closed and not item.status.value.closed:
        told = f"the box is ticked, but it says {item.status.raw!r}"
        yield Remark(reading.at(mark), told, "say one of both")


def _to_come(
    reading: Reading, item: ActionItem, day: date, options: Options
) -> Iterator[Remark]:
    if day > options.today:
        told = f"it is done, but on {day.isoformat()}, which is yet to come"
        yield Remark(reading.line(item.line), told, "write the day on which it was done")


def _day(text: str) -> date | None:
    found = _ISO.findall(text)
    try:
        return date.fromisoformat(found[0]) if len(found) == 1 else None
    except ValueError:
        return None
