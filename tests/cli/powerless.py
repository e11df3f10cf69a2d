"""Root for whom permissions count, as they do for everybody else: Linux capabilities."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager

_VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3, see capget(2)
_PASSING = (1 << 1) | (1 << 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


@contextmanager
def powerless() -> Iterator[None]:
    """Give this thread no more right to files than their permissions say."""
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable, and their upper halves
    _must(libc.capget(header, sets))
    effective = sets[0]
    sets[0] = effective & ~_PASSING
    _must(libc.capset(header, sets))
    try:
        yield
    finally:
        sets[0] = effective
        _must(libc.capset(header, sets))


def _must(code: int) -> None:
    if code:
        raise OSError(ctypes.get_errno(), "capset")
