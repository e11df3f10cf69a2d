"""An address as a picture for the camera of a phone (ISO/IEC 18004)."""

import io
from functools import lru_cache

import segno
from markupsafe import Markup

_MODULE = 4  # CSS pixels of one square
_QUIET = 4  # squares around it, as the standard asks


@lru_cache(maxsize=1024)
def picture(address: str) -> Markup:
    """Return an svg to stand in a page: dark on light in dark mode too, as readers want it."""
    out = io.BytesIO()
    segno.make(address, micro=False, error="m").save(
        out,
        kind="svg",
        scale=_MODULE,
        border=_QUIET,
        dark="#000",
        light="#fff",
        xmldecl=False,
        svgns=False,
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    return Markup(out.getvalue().decode())  # noqa: S704 - squares alone, written here
