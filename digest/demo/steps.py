"""What to try next, and what has been seen of it so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from digest.demo.letter import Letter


@dataclass(frozen=True)
class Step:
    """One thing to try.  `state` is done, now or later; only the first open one is now."""

    key: str
    title: str
    told: str
    state: str
    go: str = ""  # the part of the page it is about


TOLD = {
    "read": (
        "Read the digest",
        "What is late, what is due, what waits: one mail a week.",
    ),
    "answer": (
        "Answer it",
        "One line is enough. One is ready to send.",
    ),
    "see": (
        "See one cell change",
        "The answer becomes a commit; a receipt says so.",
    ),
    "move": (
        "Move a due date",
        "A colleague's commit moves it; whom it concerns hears.",
    ),
    "week": (
        "Let a week pass",
        "The clock goes seven days on; what is due is sent.",
    ),
}


PARTS = {"read": "letter", "answer": "reply", "see": "source"}


def steps(letters: Sequence[Letter], *, answers: int, player: str) -> list[Step]:
    """Return the five steps of the tour, told for the person whose part is played."""
    kinds = {letter.kind for letter in letters}
    digests = [it for it in letters if it.kind == "digest" and it.recipient == player]
    done = {
        "read": bool(digests),
        "answer": answers > 0,
        "see": "receipt" in kinds,
        "move": "delay" in kinds,
        "week": len(digests) > 1,
    }
    first = next((key for key in TOLD if not done[key]), "")
    return [
        Step(
            key,
            title,
            told,
            "done" if done[key] else "now" if key == first else "later",
            PARTS.get(key, ""),
        )
        for key, (title, told) in TOLD.items()
    ]
