"""Markdown: bytes to meaning, and one change of meaning back to bytes.  No I/O, no clock."""
