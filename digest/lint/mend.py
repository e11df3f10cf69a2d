"""Mend what is beyond doubt, and prove it: read again, only its finding is gone."""

from collections import Counter
from collections.abc import Callable, Sequence

from digest.lint.finding import Finding
from digest.markdown import splice
from digest.markdown.splice import Splice

_MOST_ROUNDS = 1_000  # fixes of one file

Look = Callable[[bytes], Sequence[Finding]]


def mend(raw: bytes, look: Look, *, path: str) -> bytes:
    """Return the file with every fix that proves right; the same bytes where none does.

    `look` finds what is wrong with some bytes.  Each fix is made by itself and kept only if
    afterwards its own finding is gone and no rule finds more than before.
    """
    found = look(raw)
    refused: set[tuple[Splice, ...]] = set()
    for _ in range(_MOST_ROUNDS):
        finding = next((f for f in found if f.fix and f.fix not in refused), None)
        if finding is None:
            break
        after = splice.apply(raw, finding.fix, path=path)
        left = look(after)
        if _codes(left) <= _codes(found) - Counter([finding.code]):
            raw, found = after, left
        else:
            refused.add(finding.fix)
    return raw


def _codes(findings: Sequence[Finding]) -> Counter[str]:
    return Counter(finding.code for finding in findings)
