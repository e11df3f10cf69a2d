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
    afterwards everything but its own finding is found as before.
    """
    found = look(raw)
    refused: set[tuple[Splice, ...]] = set()
    for _ in range(_MOST_ROUNDS):
        finding = next((f for f in found if f.fix and f.fix not in refused), None)
        if finding is None:
            break
        after = splice.apply(raw, finding.fix, path=path)
        left = look(after)
        if _what(left) == _what(found) - Counter([_key(finding)]):
            raw, found = after, left
        else:
            refused.add(finding.fix)
    return raw


def _what(findings: Sequence[Finding]) -> Counter[tuple[str, str]]:
    return Counter(map(_key, findings))


def _key(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message
