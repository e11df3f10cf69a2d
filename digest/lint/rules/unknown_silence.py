"""DG002: comments that silence nothing."""

from collections.abc import Iterator

from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.lint.silence import silences


@rule("DG002", "unknown-silence", Severity.WARNING)
def unknown_silence(reading: Reading, options: Options) -> Iterator[Remark]:
    """A comment silences a rule that there is not.

    A mistyped code silences nothing, and nobody notices until the finding fails a build.

    Bad:

        # Meeting, 20 November 2026

        <!-- digest: ignore DG999 -->

    Good:

        # Meeting, 20 November 2026

        <!-- digest: ignore DG101: agreed so -->
    """
    for silence in silences(reading):
        for code in silence.codes:
            if not any(known.startswith(code) for known in options.codes):
                told = f"there is no rule {code}"
                yield Remark(reading.line(silence.line), told, "docs/lint.md lists the rules")
