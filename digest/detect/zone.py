"""The time zone of this machine."""

import warnings

import tzlocal

from digest.settings import values

_UNIVERSAL = ("Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu")


def zone() -> str:
    """Return the machine's zone by its IANA name; empty where it has none that is known."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it tells of odd machines by warning
            name = tzlocal.get_localzone_name()
        return "UTC" if name in _UNIVERSAL else values.zone(name)
    except (LookupError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        return ""
