"""Tables of cases: a file of lines `what is given => what comes out`."""

from pathlib import Path

FIELDS = Path(__file__).parent.parent / "cases" / "fields"


def cases(name: str) -> list[tuple[str, str]]:
    """Return the pairs of one table; a line that starts with # is a remark."""
    lines = (FIELDS / name).read_text(encoding="utf-8").split("\n")
    pairs = (line.split("=>") for line in lines if line and not line.startswith("# "))
    return [(given.strip(), result.strip()) for given, result in pairs]
