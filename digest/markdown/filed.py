"""Files whose names say that they promise nothing: logs of releases, forms to fill in."""

import re

_LOG = re.compile(
    r"(?:change[-_ ]?log|changes|history|news|release[-_ ]?notes?|releases"
    r"|what[-_ ]?s[-_ ]?new)"
    r"(?:[-_. ]?v?\d[\w.-]*)?\.[a-z]+"
)
_FORM = re.compile(r"(?:issue|(?:pull|merge)[-_]requests?|pr)[-_]template")


def log(path: str) -> bool:
    """Say whether a file is one of what was released: "Fix the hinge" there is done."""
    return bool(_LOG.fullmatch(path.rpartition("/")[2].casefold()))


def form(path: str) -> bool:
    """Say whether a file is what a forge offers to those who open an issue or a change."""
    return bool(_FORM.search(path.casefold()))
