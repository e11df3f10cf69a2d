"""DG101: an action nobody can say is done."""

import re
from collections.abc import Iterator

from digest.lint import scope, wording
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.lint.wording import quoted

_MOST_WORDS = 2  # after the verb: more of them say what exactly
_NAMED = re.compile(r"[\d#%<>\"'/_]|\w[A-Z]|(?<=\s)[A-Z]|\w\.\w")
_MARKED = re.compile(r"[`<]|\]\(")  # code, an address


@rule("DG101", "vague-action", Severity.WARNING)
def vague_action(reading: Reading, options: Options) -> Iterator[Remark]:
    """An action begins with a vague verb and does not say what will be there when it is done.

    Nobody can tell when "improve monitoring" is done, so it never is. Name the thing that will
    exist and, where there is one, the measure. A vague verb is fine where the rest is exact.

    Bad:

        # Meeting, 20 November 2026

        ## Action items

        - [ ] @mei: Improve monitoring (due 2026-12-04)

    Good:

        # Meeting, 20 November 2026

        ## Action items

        - [ ] @mei: Alert when more than 5% of sign-ins fail (due 2026-12-04)
    """
    for item in scope.open_actions(reading):
        rest = _besides(item.text, options)
        if rest is None or item.end_line > item.line or item.line in reading.below:
            continue
        small = options.words("small")
        telling = [w for w in re.findall(r"\w[\w'-]*", rest) if w.casefold() not in small]
        exact = len(telling) > _MOST_WORDS or _NAMED.search(rest) or item.ticket
        if not exact and not _MARKED.search(reading.source(item)):
            told = f"{quoted(item.text)} does not say what will be there when it is done"
            yield Remark(
                reading.text(item),
                told,
                "nobody can tell that it is done: name the thing and its measure",
            )


def _besides(text: str, options: Options) -> str | None:
    """Return what an action says besides a vague verb, None where it has none."""
    if match := wording.begins(text, options.words("vague")):
        return text[match.end() :]
    match = wording.ends(text, options.words("vague_last"))
    return text[: match.start()] if match else None
