"""What may stand at a path that a person named: a folder or a file, readable."""

import os
import stat
from pathlib import Path

from digest.errors import UsageError, reason


def must_be_readable(path: Path) -> None:
    """Pass over a folder or a file that this user may read.

    Raises:
        UsageError: it is neither, or may not be read.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        raise UsageError(f"{path}: no such file or folder") from error
    except OSError as error:
        raise UsageError(f"{path}: {reason(error)}") from error
    if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
        raise UsageError(f"{path}: not a regular file (name a file or a folder)")
    wanted = os.R_OK | os.X_OK if stat.S_ISDIR(mode) else os.R_OK
    if not os.access(path, wanted, effective_ids=True):
        raise UsageError(f"{path}: permission denied (let this user read it)")
