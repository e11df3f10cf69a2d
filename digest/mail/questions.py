"""Asking DNS on behalf of one message: only so often, whatever a stranger's records say."""

from collections.abc import Callable
from dataclasses import dataclass

MOST = 40  # questions; RFC 7208 §4.6.4 allows ten terms, each may need several

# Name and type (TXT, A, AAAA, MX, PTR) to answers, which may be none; an MX as "10 host".
# Raises `Transient` where nobody answers.
Ask = Callable[[str, str], tuple[str, ...]]


class TooManyQuestions(Exception):
    """A message that wants more of DNS than any honest one."""


@dataclass
class Questions:
    """Asks, counts, and remembers what was answered."""

    ask: Ask
    left: int = MOST

    def __post_init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def __call__(self, name: str, kind: str) -> tuple[str, ...]:
        """Return the answers to one question.

        Raises:
            TooManyQuestions: there were too many before it.
        """
        question = (name.rstrip(".").lower(), kind)
        if question not in self._known:
            if not self.left:
                raise TooManyQuestions
            self.left -= 1
            self._known[question] = self.ask(*question)
        return self._known[question]
