"""Run the rules over documents: one at a time, then across all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from digest.lint.finding import Finding, Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading, read
from digest.lint.rule import Rule
from digest.lint.rules import RULES
from digest.lint.scope import is_template
from digest.lint.silence import Silence, silences


@dataclass(eq=False)
class Run:
    """One run: documents go in one by one, what they say together is told at the end."""

    options: Options
    rules: Sequence[Rule] = RULES
    _kept: list[Reading] = field(default_factory=list)
    _silenced: dict[str, tuple[Silence, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.options = replace(self.options, codes=tuple(rule.code for rule in self.rules))

    def document(self, raw: bytes, path: str) -> list[Finding]:
        """Return what one file's rules find, by line."""
        reading = read(raw, path, self.options.vocabulary)
        self._silenced[path] = silences(reading)
        if not is_template(reading):
            self._kept.append(reading.slim())
        # What a template leaves to be filled in is nobody's promise.
        rules = [r for r in self._wanted if r.code == "DG001" or not is_template(reading)]
        return self._sorted(
            (rule, remark)
            for rule in rules
            if rule.check
            for remark in rule.check(reading, self.options)
        )

    def across(self) -> list[Finding]:
        """Return what contradicts across all files so far."""
        return self._sorted(
            (rule, remark)
            for rule in self._wanted
            if rule.check_all
            for remark in rule.check_all(self._kept, self.options)
        )

    @property
    def _wanted(self) -> list[Rule]:
        return [rule for rule in self.rules if self.options.choice.wants(rule.code)]

    def _sorted(self, said: Iterator[tuple[Rule, Remark]]) -> list[Finding]:
        found = [self._finding(rule, remark) for rule, remark in said]
        return sorted((f for f in found if not self._silent(f)), key=lambda f: f.order)

    def _finding(self, rule: Rule, remark: Remark) -> Finding:
        severity = self.options.choice.severities.get(rule.code, rule.severity)
        return Finding(
            rule.code, severity, remark.place, remark.message, remark.hint, remark.fix
        )

    def _silent(self, finding: Finding) -> bool:
        path = finding.place.path
        return self.options.choice.silent(finding.code, path) or any(
            silence.covers(finding.code, finding.place)
            for silence in self._silenced.get(path, ())
        )


def worst(findings: Sequence[Finding]) -> Severity | None:
    """Return the heaviest severity among findings."""
    return max((f.severity for f in findings), key=lambda s: s.weight, default=None)
