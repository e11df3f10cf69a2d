"""Asks that a decision answered: of the ways out of a blocker the others are not needed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from digest.markdown.meaning.options import chosen_in
from digest.model.item import ActionItem, ReadStatus, Role, Status
from digest.model.update import Update
from digest.model.vocabulary import Vocabulary


def without_rejected(
    items: Sequence[ActionItem], updates: Iterable[Update], vocabulary: Vocabulary
) -> list[ActionItem]:
    """Return the items, those asks cancelled that a decision chose another option than.

    What was chosen stays asked of whoever has to give it; where a decision names no option,
    nothing is known.
    """
    lines = {line for update in updates for line in _rejected(update, vocabulary)}
    return [_cancelled(item) if item.line in lines else item for item in items]


def _rejected(update: Update, vocabulary: Vocabulary) -> Iterable[int]:
    """Return the lines of the options of a blocker that were decided against."""
    decision = str(update.fields.get("decision", ""))
    if not (decision and update.chooses):
        return ()
    among = [(option.name, option.text) for option in update.options]
    chosen = chosen_in(decision, among, vocabulary)
    if chosen is None:
        return ()
    return (o.line for at, o in enumerate(update.options) if at != chosen)


def _cancelled(item: ActionItem) -> ActionItem:
    if item.role is not Role.ASK or item.status.raw:  # or whoever wrote it says otherwise
        return item
    return replace(item, status=ReadStatus("", Status.CANCELLED))
