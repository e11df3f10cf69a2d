"""How commands log that tell a person what they did."""

import logging
import os
from collections.abc import Mapping


def log_if_asked(command: str, environ: Mapping[str, str] = os.environ) -> None:
    """Log as the processes do where DIGEST_LOG is set; else the command's own words do.

    Raises:
        UsageError: DIGEST_LOG or DIGEST_LOG_LEVEL is wrong.
    """
    if environ.get("DIGEST_LOG"):
        from digest.logs.setup import set_up  # noqa: PLC0415 - it loads structlog

        set_up(command, environ=environ)
    else:
        logging.getLogger("digest").addHandler(logging.NullHandler())
