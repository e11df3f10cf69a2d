"""Findings as SARIF 2.1.0 (OASIS), one run, columns counted in Unicode code points."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from digest.lint.finding import Finding, Place, Severity
from digest.lint.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "SRCROOT"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def write(
    findings: Sequence[Finding], rules: Sequence[Rule], *, version: str, root: str
) -> str:
    """Return a whole log; `root` is the `file://` address of the folder paths start from."""
    index = {rule.code: number for number, rule in enumerate(rules)}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "digest",
                        "semanticVersion": version,
                        "rules": [_rule(rule) for rule in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {_ROOT: {"uri": root.rstrip("/") + "/"}},
                "results": list(_results(findings, index)),
            }
        ],
    }
    return json.dumps(log, indent=1, ensure_ascii=False)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.reason or rule.summary},
        "help": {"text": rule.text, "markdown": rule.markdown},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _results(findings: Iterable[Finding], index: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for finding in findings:
        print_ = _fingerprint(finding)
        seen[print_] += 1
        hint = f" ({finding.hint})" if finding.hint else ""
        yield {
            "ruleId": finding.code,
            "ruleIndex": index[finding.code],
            "level": _LEVELS[finding.severity],
            "message": {"text": f"{finding.message}{hint}"},
            "locations": [{"physicalLocation": _location(finding.place)}],
            "partialFingerprints": {"digest/v1": f"{print_}:{seen[print_]}"},
        }


def _fingerprint(finding: Finding) -> str:
    """Return what stays the same when lines above are added: file, rule and what is said."""
    told = "\0".join((finding.place.path, finding.code, finding.message))
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _location(place: Place) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": _artifact(place.path)}
    if place.line:
        region = {"startLine": place.line, "endLine": max(place.line, place.end_line)}
        if place.column:
            region |= {"startColumn": place.column, "endColumn": place.end_column}
        location["region"] = region
    return location


def _artifact(path: str) -> dict[str, str]:
    """Return a relative address beneath the root, else an absolute one (RFC 3986)."""
    if path.startswith("/"):
        return {"uri": f"file://{quote(path)}"}
    return {"uri": quote(path.removeprefix("./")), "uriBaseId": _ROOT}
