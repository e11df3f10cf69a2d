"""Where templates and example settings are: beside the package, or inside it."""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def resource(name: str) -> Path:
    """Return the folder `templates` or `config`, in a checkout as in an installed wheel."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
