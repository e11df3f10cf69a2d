"""DG001: what could not be read."""

from collections.abc import Iterator

from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule

_ELSEWHERE = ("due-date",)  # DG108


@rule("DG001", "unreadable", Severity.ERROR)
def unreadable(reading: Reading, options: Options) -> Iterator[Remark]:
    """Some of the file cannot be read.

    Front matter that is no TOML, bytes that are not UTF-8, and files beyond the limits of size
    and depth hide what stands in them: nobody is reminded of an item that is not read.

    Bad:

        +++
        title = Sign-in outage
        +++

        # Sign-in outage

    Good:

        +++
        title = "Sign-in outage"
        +++

        # Sign-in outage
    """
    del options
    for problem in reading.document.problems:
        if problem.rule not in _ELSEWHERE:
            yield Remark(reading.line(problem.line), problem.message, problem.hint)
