"""Digest: markdown in, mail and calendars out, replies back into the markdown."""

__version__ = "0.1.0"
