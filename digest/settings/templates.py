"""The folder of the operator's own templates."""

from pathlib import Path

from digest.render.overrides import problems
from digest.settings.resources import resource
from digest.settings.table import Table
from digest.settings.values import text


def read_templates(root: Table, base: Path) -> Path | None:
    """Return the folder, if there is one, each of its files looked at."""
    named = root.get("templates", text, "")
    if not named:
        return None
    found = problems(base / named, resource("templates"))
    root.findings.lines.extend(map(str, found))
    return base / named
