"""DG403: blocked by what is done."""

import re
from collections.abc import Iterator, Sequence

from digest.lint import promises
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.promises import Promise
from digest.lint.reading import Reading
from digest.lint.rule import rule_across
from digest.lint.wording import quoted
from digest.markdown.fields.words import fold
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
    done = [p for p in found if p.item.status.value is Status.DONE]
    for promise in found:
        if promise.item.status.value is Status.BLOCKED and promise.stands:
            other = next((p for p in done if _resolves(p, promise)), None)
            if other:
                told = (
                    f"{quoted(promise.item.text)} is blocked by what is done in {other.where}"
                )
                place = promise.reading.line(promise.item.line)
                yield Remark(place, told, "say that it goes on, or what it waits for now")


def _resolves(done: Promise, blocked: Promise) -> bool:
    if done.reading is blocked.reading or done.day < blocked.day:
        return False
    asks = blocked.item.role is Role.ASK
    said = blocked.item.text if asks else blocked.item.status.detail
    same = asks and fold(blocked.item.text) == fold(done.item.text)
    return same or done.item.ticket in _KEY.findall(said)
