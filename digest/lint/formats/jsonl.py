"""Findings as JSON, one object a line."""

import json

from digest.lint.finding import Finding


def line(finding: Finding) -> str:
    """Return one object; `fix` lists what to put where, in bytes of the file."""
    place = finding.place
    return json.dumps(
        {
            "path": place.path,
            "line": place.line,
            "column": place.column,
            "end_line": place.end_line,
            "end_column": place.end_column,
            "code": finding.code,
            "severity": finding.severity.value,
            "message": finding.message,
            "hint": finding.hint,
            "fix": [
                {
                    "start": splice.start,
                    "end": splice.end,
                    "new": splice.new.decode("utf-8", "replace"),
                }
                for splice in finding.fix
            ],
        },
        ensure_ascii=False,
    )
