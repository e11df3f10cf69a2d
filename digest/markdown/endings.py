"""Ends of lines that may name people: "Fence: Kim & Lee", "Gate- Kim"."""

Range = tuple[int, int]  # characters, half-open

_LONGEST = 40  # characters of names


def after_sign(line: str) -> tuple[Range, Range] | None:
    """Return what stands after the last colon or hyphen of a line, and that with the sign."""
    at = max(line.rfind(": "), line.rfind("- "))
    last = len(line.rstrip(" ."))
    said = line[at + 2 : last].lstrip()
    if at <= 0 or not said or len(said) > _LONGEST or not line[at - 1].isalnum():
        return None
    return (last - len(said), last), (at, last)
