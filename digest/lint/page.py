"""The part of docs/lint.md that the docstrings of the rules make."""

from collections.abc import Sequence

from digest.lint.rule import Rule

BEGIN = "<!-- From here on `make rules` writes what the rules say of themselves. -->\n"
_GROUPS = {
    "DG0": "Reading",
    "DG1": "Action items",
    "DG2": "Post-mortems and lessons",
    "DG3": "Updates",
    "DG4": "Across documents",
}


def write(rules: Sequence[Rule]) -> str:
    """Return a table of the rules and a section for each."""
    head = ("| code | name | weighs | finds |", "|---|---|---|---|")
    table = "\n".join((*head, *map(_row, rules)))
    return "\n\n".join((BEGIN + "\n## The rules", table, *_sections(rules))) + "\n"


def _row(rule: Rule) -> str:
    link = f"[{rule.code}](#{rule.code.lower()}-{rule.name})"
    return f"| {link} | {rule.name} | {rule.severity} | {rule.summary} |"


def _sections(rules: Sequence[Rule]) -> list[str]:
    told: list[str] = []
    for prefix, title in _GROUPS.items():
        group = [rule for rule in rules if rule.code.startswith(prefix)]
        if group:
            told.append(f"## {title}")
        told += [f"### {rule.code} {rule.name}\n\n{rule.markdown}" for rule in group]
    return told
