"""Tokens that were given out, what people decided, and how all of it stands."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from digest.model.calendar import Fetch, SavedCalendar
from digest.model.ledger import Alias, TokenRecord
from digest.model.owed import Choices, DueSlot
from digest.model.schedule import Chosen
from digest.model.standing import Figures


class Tokens(Protocol):
    """Hashes of the addresses that were given out."""

    def remember(self, records: Sequence[TokenRecord]) -> None:
        """Record tokens; those known stay as they are."""

    def find(self, hash_: str) -> TokenRecord | None:
        """Return what a token stands for."""

    def generations(self, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Return the current generations of purposes and subjects, 0 at first."""

    def generation(self, purpose: str, subject: str) -> int:
        """Return the current generation of a subject, 0 at first."""

    def rotate(self, purpose: str, subject: str) -> int:
        """Revoke all tokens of a subject and return the next generation."""

    def erase_tokens(self, before: datetime) -> int:
        """Forget links to sign in and sessions that ended before; return how many."""


class Subscribers(Protocol):
    """What people and the operator decided."""

    def choices(self, person: str, *, now: datetime) -> Choices:
        """Return a person's choices; the first call records them as subscribed since `now`."""

    def choices_of(self, people: Sequence[str], *, now: datetime) -> dict[str, Choices]:
        """Return the choices of many at once, by person, as `choices` does of one."""

    def choose_schedule(self, person: str, chosen: Chosen) -> None:
        """Record what a person decided of their schedule; the last word counts as a whole."""

    def unsubscribe(self, person: str, kind: str) -> None:
        """Stop one kind of message; doing it twice is the same as once."""

    def resubscribe(self, person: str, kind: str) -> None:
        """Start it again."""

    def suspend(self, person: str, *, at: datetime, why: str) -> None:
        """Send a person nothing any more, for their address bounced; the first `why` stays."""

    def resume(self, person: str) -> None:
        """Send to a person again."""

    def pause(self, person: str, until: date | None) -> None:
        """Rest a person's mail until a day, or (None) no longer; the last word counts."""

    def started(self, person: str | None = None) -> bool:
        """Return whether the rehearsal has ended for a person, or (None) for everybody."""

    def start(self, people: Sequence[str] | None, at: datetime) -> None:
        """End the rehearsal, for all (None) or for some."""

    def note(self, key: str) -> str | None:
        """Return a small fact of the installation, such as the demo's clock."""

    def set_note(self, key: str, value: str) -> None:
        """Record a small fact."""

    def set_notes(self, told: Mapping[str, str]) -> None:
        """Record small facts, all at once."""


class Aliases(Protocol):
    """Addresses that people confirmed as theirs."""

    def add_alias(self, address: str, person: str, *, since: datetime) -> bool:
        """Record an address; False when it is somebody's already."""

    def aliases(self, person: str | None = None) -> list[Alias]:
        """Return a person's, or (None) everybody's, ordered by address."""

    def remove_alias(self, address: str) -> bool:
        """Forget an address; False when it was nobody's."""


class DueSlots(Protocol):
    """When somebody has to be looked at next, so that a look costs what is due."""

    def plan_slots(self, kind: str, plans: Mapping[str, str]) -> None:
        """Look at everybody whose plan is new, at once, and at nobody who has none any more.

        A plan is a text that changes with what the settings make a person's slots from.
        """

    def due_slots(self, kind: str, now: datetime) -> list[DueSlot]:
        """Return who is to be looked at, the longest due first."""

    def move_slots(self, moved: Sequence[tuple[DueSlot, datetime]]) -> None:
        """Record when to look again; one that was brought forward meanwhile stays."""


class Counts(Protocol):
    """How a service stands."""

    def figures(self, since: datetime) -> Figures:
        """Return how things stand now; what is settled counts from `since`."""


class Calendars(Protocol):
    """Calendars that people named, and when each address was asked for last."""

    def save_calendar(self, calendar: SavedCalendar) -> None:
        """Record a calendar.

        Raises:
            UsageError: its person has another of that name.
        """

    def calendars(self, person: str) -> list[SavedCalendar]:
        """Return a person's calendars, ordered by name."""

    def calendar(self, id_: str) -> SavedCalendar | None:
        """Return a calendar; None where it was taken away."""

    def rename_calendar(self, calendar: SavedCalendar, name: str) -> None:
        """Call a calendar otherwise; its address stays.

        Raises:
            UsageError: its person has another of that name.
        """

    def remove_calendar(self, id_: str) -> None:
        """Take a calendar away; twice is the same as once."""

    def calendar_mark(self) -> str:
        """Return a short text that changes with every calendar and every address of one."""

    def record_fetches(self, found: Sequence[Fetch]) -> None:
        """Add what was asked for; the newest time and its client stay."""

    def forget_fetches(self, subject: str) -> None:
        """Forget who asked for an address."""

    def fetches(self, subjects: Sequence[str]) -> dict[str, Fetch]:
        """Return what is known of some addresses, by the subjects of their tokens."""
