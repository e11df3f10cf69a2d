"""When people are reminded of single items, between digests."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Days:
    """Days on which an item is called to mind, counted from its due day."""

    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()


@dataclass(frozen=True)
class Reminders:
    """What is reminded when; nothing, unless the settings say so."""

    usual: Days = field(default_factory=Days)
    by_priority: Mapping[str, Days] = field(default_factory=dict)  # P0..P4
    by_person: Mapping[str, Days] = field(default_factory=dict)  # key -> what they wish instead
    escalate_after: int | None = None  # days late; then the lead of the owner's team hears too

    @property
    def on(self) -> bool:
        """Whether anybody is reminded of anything."""
        every = (self.usual, *self.by_priority.values(), *self.by_person.values())
        return any(days.before or days.after for days in every)

    def of(self, person: str, priority: str | None) -> Days:
        """Return the days for an item of a person: their own wish, else by its priority."""
        usual = self.by_priority.get(priority or "", self.usual)
        return self.by_person.get(person, usual)
