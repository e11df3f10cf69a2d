"""Log lines: an event and the facts beside it; set up once for every process."""

from digest.logs.log import LIFE, Fact, Log

__all__ = ["Fact", "Log", "life"]

life = Log(LIFE)
