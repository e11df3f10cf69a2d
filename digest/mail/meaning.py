"""What words mean on a day, in an answer to a mail."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from digest.mail import answers, tongues, verbs, wishes
from digest.mail.choices import ReadDue
from digest.model.command import (
    Asked,
    Because,
    Command,
    NotUnderstood,
    SetDue,
    SetStatus,
    Wish,
)
from digest.model.vocabulary import Vocabulary

WHICH = "say which: begin the line with the number of the item, such as #3 done"

_ALL = re.compile(
    r"(?:all|everything)"
    r"(?: (?:of )?(?:it|them|these|this|the (?:above|items|tasks)|items|tasks))?"
    r"(?: (?:is|are|ist|sind|est|sont))?:? (?P<said>\w.*)",
    re.IGNORECASE,
)
# "4 Dec (vendor late)", "4 Dec, vendor late"; what has a number may be of the date.
_REMARK = re.compile(
    r"(?P<said>[^\n]{1,60}?)(?:\s*[,;(]\s*|\s+[-\u2013\u2014]\s+)"
    r"(?P<why>(?!thank|thx|please|sorry|cheers|danke|bitte|merci|gracias)[^\W\d][^\d()]*+)\)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Answered:
    """What is known of the mail that is answered."""

    handles: tuple[int, ...] = ()  # of a delay notice: what `option 2` may be about
    asked: int | None = None  # plain words are the reason why this one moved
    shown: tuple[int, ...] = ()  # every number in it
    own: tuple[int, ...] = ()  # what "all" means; empty where that is not plain
    noted: int | None = None  # plain words are a note on this one


@dataclass(frozen=True)
class Reader:
    """The day, the words that are known, and the mail that is answered."""

    base: date
    vocabulary: Vocabulary
    read_due: ReadDue
    answered: Answered = field(default_factory=Answered)

    def verb(self, said: str) -> tuple[Asked, ...] | str:
        """Return what is asked of an item, a hint, or "" for other words."""
        one = self._one(said)
        if not isinstance(one, str):
            return (one,)
        found: tuple[Asked, ...] | str = one
        if verbs.dates(said, self.vocabulary):
            for parting in (_because(self.vocabulary), _REMARK):
                parted = parting.fullmatch(said)
                why = parted["why"] if parted else ""
                if parted and not (parting is _REMARK and self._one(why)):
                    found = self._moved(parted["said"], why) or found
        return found

    def _moved(self, said: str, why: str) -> tuple[SetDue, Because] | None:
        """Return a new date with what is said beside it, where that does not take it back."""
        moved = self._one(said.rstrip(" ,;:-\u2013\u2014"))
        if not isinstance(moved, SetDue) or verbs.hedged(why):
            return None
        return moved, Because(" ".join(why.split())[: answers.MAX_WORDS])

    def _one(self, said: str) -> Asked | str:
        answer = answers.read(said) or answers.read(tongues.in_english(said, self.vocabulary))
        return answer or verbs.read(
            said, base=self.base, vocabulary=self.vocabulary, read_due=self.read_due
        )

    def answer(self, line: str) -> Command | NotUnderstood | None:
        """Return what a whole line without a number answers to a delay notice."""
        about = self.answered.handles
        english = tongues.in_english(line, self.vocabulary)
        found = (answers.read(line) or answers.read(english)) if about else None
        if found is None or isinstance(found, str):
            return NotUnderstood(line, found) if found else None
        if len(about) > 1:
            return NotUnderstood(line, answers.WHICH)
        return Command(about[0], found, line)

    def wish(self, line: str) -> Wish | NotUnderstood | None:
        """Return what a whole line asks of the mail itself."""
        for form in dict.fromkeys((line, tongues.in_english(line, self.vocabulary))):
            found = wishes.read(form, line, base=self.base, read_due=self.read_due)
            if found is not None:
                return NotUnderstood(line, found) if isinstance(found, str) else found
        return None

    def unnumbered(self, line: str) -> list[Command | NotUnderstood]:
        """Return what a whole line without a number asks, where it is plain of what."""
        shown = self.answered.shown
        every = _ALL.fullmatch(tongues.in_english(line, self.vocabulary)) if shown else None
        if every and self._is_status(every["said"]):
            return self._of(self.answered.own, every["said"], line)
        actions = self.verb(line) if shown else ""
        if isinstance(actions, str) or _is_prose(actions[0], line):
            return []
        return self._of(shown if len(shown) == 1 else (), line, line)

    def _is_status(self, said: str) -> bool:
        found = self.verb(said)
        return not isinstance(found, str) and isinstance(found[0], SetStatus)

    def _of(
        self, handles: tuple[int, ...], said: str, line: str
    ) -> list[Command | NotUnderstood]:
        actions = self.verb(said)
        if not handles or isinstance(actions, str):
            return [NotUnderstood(line, WHICH)]
        return [Command(handle, action, line) for handle in handles for action in actions]


def _is_prose(action: Asked, line: str) -> bool:
    """Say whether a line tells what it needs, as prose does: it commands with a number only."""
    return (
        isinstance(action, SetStatus) and bool(action.detail) and line.startswith(action.detail)
    )


@lru_cache(maxsize=16)
def _because(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = ("because", "because of", "since", *tongues.words_for("because", vocabulary))
    longest_first = sorted(words, key=len, reverse=True)
    either = "|".join(re.escape(w) + ("\\b" if w[-1].isalnum() else "") for w in longest_first)
    return re.compile(
        rf"(?P<said>[^\n]{{1,120}}?)[\s,;(]+(?:{either})[\s:,]*(?P<why>\S.*)", re.IGNORECASE
    )
