"""What a receipt is to tell of one reply, as it is kept until it is told."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from digest.model.command import Help, NotUnderstood, Pause, Resume, Stop, TakeBack, Wish
from digest.model.receipt import Outcome, Result
from digest.workflow import outcomes

_WISHES: dict[str, type[Wish]] = {
    "stop": Stop,
    "pause": Pause,
    "resume": Resume,
    "undo": TakeBack,
    "help": Help,
}


@dataclass(frozen=True)
class Told:
    """What became of a reply, and where in its thread the receipt belongs."""

    subject: str
    message_id: str
    references: tuple[str, ...]
    outcomes: tuple[Outcome, ...] = ()
    unclear: tuple[NotUnderstood, ...] = ()
    wishes: tuple[Wish, ...] = ()

    @property
    def settled(self) -> bool:
        """True when nothing is kept for later."""
        return all(outcome.result is not Result.KEPT for outcome in self.outcomes)

    @property
    def empty(self) -> bool:
        """True when there is nothing to say: thanks need no receipt."""
        return not (self.outcomes or self.unclear or self.wishes)


def to_json(told: Told) -> str:
    """Return it as JSON."""
    wishes = [
        [name, wish.line, wish.until.isoformat() if isinstance(wish, Pause) else ""]
        for wish in told.wishes
        for name, kind in _WISHES.items()
        if isinstance(wish, kind)
    ]
    return json.dumps(
        {
            "subject": told.subject,
            "message_id": told.message_id,
            "references": told.references,
            "outcomes": [outcomes.to_json(outcome) for outcome in told.outcomes],
            "unclear": [[each.line, each.hint] for each in told.unclear],
            "wishes": wishes,
        }
    )


def from_json(kept: str) -> Told:
    """Return what was kept."""
    told = json.loads(kept)
    return Told(
        subject=told["subject"],
        message_id=told["message_id"],
        references=tuple(told["references"]),
        outcomes=tuple(outcomes.from_json(each) for each in told["outcomes"]),
        unclear=tuple(NotUnderstood(*each) for each in told["unclear"]),
        wishes=tuple(_wish(*each) for each in told["wishes"]),
    )


def _wish(name: str, line: str, until: str) -> Wish:
    return Pause(line, date.fromisoformat(until)) if until else _plain(name, line)


def _plain(name: str, line: str) -> Wish:
    kind = _WISHES[name]
    if kind is Pause:
        raise ValueError("a pause has a day")
    return kind(line)  # type: ignore[call-arg]  # none of the others has a day


def together(several: Sequence[Told]) -> Told:
    """Return what one message tells of several replies; it answers the last of them."""
    last = several[-1]
    return Told(
        subject=last.subject,
        message_id=last.message_id,
        references=tuple(
            dict.fromkeys(r for one in several for r in (*one.references, one.message_id) if r)
        ),
        outcomes=tuple(o for one in several for o in one.outcomes),
        unclear=tuple(u for one in several for u in one.unclear),
        wishes=tuple(w for one in several for w in one.wishes),
    )
