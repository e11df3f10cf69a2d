"""What replies leave behind: receipts owed, decisions about items, who is away."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from digest.model.replies import Absence, ItemChoice, OwedReceipt


class Replies(Protocol):
    """What is to be told of replies, and what they decided beside the markdown."""

    def owe_receipt(self, owed: OwedReceipt) -> bool:
        """Record that a reply is to be receipted; False where that was recorded before."""

    def receipt_of(self, entry: str, *, again: bool) -> OwedReceipt | None:
        """Return what is to be told, or was, of a reply."""

    def due_receipts(self, now: datetime) -> list[list[OwedReceipt]]:
        """Return what is to be told now (machine time), a list for each message.

        All that a person is owed goes with what is due of it.  Until `receipted` the same
        lists come again, and nothing joins them.
        """

    def receipted(self, batch: int) -> None:
        """Record that the message is queued; the words of the replies are forgotten."""

    def told_in(self, batch: int) -> list[str]:
        """Return the inbox entries that a message receipts, oldest first."""

    def replies_of(self, person: str, *, limit: int) -> list[tuple[str, datetime]]:
        """Return the newest replies of a person that asked something of items, newest first."""

    def choose_item(self, choice: ItemChoice) -> None:
        """Record what a person decided of an item; the last word counts as a whole."""

    def item_choices(self, person: str | None = None) -> list[ItemChoice]:
        """Return what people, or one person, decided of items."""

    def record_absence(self, absence: Absence) -> None:
        """Record how long a person is away; the last word counts."""

    def absences(self, day: date) -> dict[str, date]:
        """Return who is away on a day, and the day on which each is back."""

    def see_lines(self, person: str, lines: Sequence[str], at: datetime) -> None:
        """Record that a reply of a person had these lines, by their hashes."""

    def shared_lines(self, lines: Sequence[str], *, people: int) -> set[str]:
        """Return those of the lines that so many people's replies had."""

    def forget_lines(self, before: datetime) -> None:
        """Forget what was seen before a time."""
