"""DG403: blocked by what is done."""

import re
from collections.abc import Iterator, Sequence

from digest.lint import promises
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.promises import Index, Promise
from digest.lint.reading import Reading
from digest.lint.rule import rule_across
from digest.lint.wording import quoted
from digest.model.item import Role, Status

_KEY = re.compile(r"(?<![\w-])(?:[A-Z][A-Z0-9]+-\d+|#\d+)(?![\w-])")


@rule_across("DG403", "resolved-blocker", Severity.WARNING)
def resolved_blocker(readings: Sequence[Reading], options: Options) -> Iterator[Remark]:
    """An item is blocked by something that another document says is done.

    Somebody waits without need. A blocker names what it waits for by its ticket or in the same
    words; the other document must not be older.

    Bad:

        === minutes/2026-11-20.md
        # Meeting, 20 November 2026

        | Action | Owner | Due | Status |
        |---|---|---|---|
        | Rotate the signing keys | @mei | 2026-12-04 | Blocked (waits for PLAT-12) |
        === minutes/2026-11-27.md
        # Meeting, 27 November 2026

        | Action | Owner | Due | Status | Ticket |
        |---|---|---|---|---|
        | Give sign-in a key store | @jonas | 2026-11-27 | Done | PLAT-12 |

    Good:

        === minutes/2026-11-20.md
        # Meeting, 20 November 2026

        | Action | Owner | Due | Status |
        |---|---|---|---|
        | Rotate the signing keys | @mei | 2026-12-04 | In progress |
        === minutes/2026-11-27.md
        # Meeting, 27 November 2026

        | Action | Owner | Due | Status | Ticket |
        |---|---|---|---|---|
        | Give sign-in a key store | @jonas | 2026-11-27 | Done | PLAT-12 |
    """
    del options
    found = list(promises.all_of(readings))
    done = promises.Index(p for p in found if p.item.status.value is Status.DONE)
    for promise in found:
        if promise.item.status.value is Status.BLOCKED and promise.stands:
            other = next(_resolving(promise, done), None)
            if other:
                said = quoted(promise.item.text)
                place = promise.reading.line(promise.item.line)
                told = f"{said} is blocked by what is done in {other.where}"
                yield Remark(place, told, "say that it goes on, or what it waits for now")


def _resolving(blocked: Promise, done: Index) -> Iterator[Promise]:
    """Yield what is done, in a document that is not older, and is what was waited for."""
    asks = blocked.item.role is Role.ASK
    said = blocked.item.text if asks else blocked.item.status.detail
    named = (promise for key in _KEY.findall(said) for promise in done.with_ticket(key))
    for promise in (*named, *(done.same(blocked) if asks else ())):
        if promise.reading is not blocked.reading and promise.day >= blocked.day:
            yield promise
