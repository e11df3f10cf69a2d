"""A rule: one function with a code; its docstring is its page."""

import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading

Check = Callable[[Reading, Options], Iterable[Remark]]
CheckAll = Callable[[Sequence[Reading], Options], Iterable[Remark]]
_EXAMPLE = re.compile(r"^(Bad|Good):$\n((?:\n|^ .*\n?)+)", re.MULTILINE)


@dataclass(frozen=True)
class Rule:
    """What is checked: in one document (`check`) or across all of them (`check_all`)."""

    code: str
    name: str
    severity: Severity
    summary: str  # one sentence
    reason: str  # paragraphs of markdown
    bad: str  # a document that gets the finding
    good: str  # the same without it
    check: Check | None = None
    check_all: CheckAll | None = None

    @property
    def text(self) -> str:
        """What `--explain` and code scanning show."""
        examples = [f"{n}:\n\n{textwrap.indent(x, '    ')}" for n, x in self._examples]
        parts = (self.summary, self.reason, *examples)
        return "\n\n".join(part.rstrip() for part in parts if part)

    @property
    def markdown(self) -> str:
        """The same as markdown, without a heading."""
        examples = [f"{n}:\n\n~~~markdown\n{x}~~~" for n, x in self._examples]
        return "\n\n".join(part for part in (self.summary, self.reason, *examples) if part)

    @property
    def _examples(self) -> tuple[tuple[str, str], ...]:
        return ("Bad", self.bad), ("Good", self.good)


def rule(code: str, name: str, severity: Severity) -> Callable[[Check], Rule]:
    """Make a rule of a function over one document."""
    return lambda check: _rule(code, name, severity, check, one=check)


def rule_across(code: str, name: str, severity: Severity) -> Callable[[CheckAll], Rule]:
    """Make a rule of a function over all documents; they come without their bytes."""
    return lambda check: _rule(code, name, severity, check, across=check)


def _rule(
    code: str,
    name: str,
    severity: Severity,
    told: object,
    *,
    one: Check | None = None,
    across: CheckAll | None = None,
) -> Rule:
    """Read the docstring: a sentence, why, and what stands under `Bad:` and `Good:`."""
    text = inspect.getdoc(told) or ""
    examples = {m[1]: textwrap.dedent(m[2]).strip("\n") + "\n" for m in _EXAMPLE.finditer(text)}
    summary, _, reason = _EXAMPLE.sub("", text).partition("\n\n")
    return Rule(
        code=code,
        name=name,
        severity=severity,
        summary=" ".join(summary.split()),
        reason=reason.strip(),
        bad=examples.get("Bad", ""),
        good=examples.get("Good", ""),
        check=one,
        check_all=across,
    )
