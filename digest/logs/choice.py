"""What the environment says about logs: their form, and from which level on."""

import logging
from collections.abc import Mapping
from enum import StrEnum
from typing import TextIO

from digest.errors import UsageError

FORM, LEVEL = "DIGEST_LOG", "DIGEST_LOG_LEVEL"
_LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}


class Form(StrEnum):
    """How lines are written: for programs, or for people."""

    JSON = "json"
    TEXT = "text"


def chosen(environ: Mapping[str, str], out: TextIO, *, auto: Form | None = None) -> Form:
    """Return the form that was asked for; `auto` is text on a terminal, else JSON.

    Raises:
        UsageError: DIGEST_LOG is wrong.
    """
    asked = environ.get("DIGEST_LOG") or "auto"
    if asked == "auto":
        return auto or (Form.TEXT if out.isatty() else Form.JSON)
    try:
        return Form(asked)
    except ValueError:
        raise UsageError(
            f"environment: {FORM}: {asked!r} is no form of logs (write auto, json or text)"
        ) from None


def level(environ: Mapping[str, str]) -> int:
    """Return from which level on lines are written.

    Raises:
        UsageError: DIGEST_LOG_LEVEL is wrong.
    """
    asked = environ.get("DIGEST_LOG_LEVEL") or "info"
    if asked.lower() not in _LEVELS:
        known = ", ".join(_LEVELS)
        raise UsageError(f"environment: {LEVEL}: {asked!r} is no level (write one of {known})")
    return _LEVELS[asked.lower()]
