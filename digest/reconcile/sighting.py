"""What is read now, and how far a text is followed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from digest.model.item import ActionItem


@dataclass(frozen=True)
class Sighting:
    """An item as it stands now, and where."""

    path: str
    stream: str
    item: ActionItem


@dataclass(frozen=True)
class Reach:
    """How far a text is followed into another document."""

    since: datetime  # what was withdrawn earlier stays so
    titles: Mapping[str, str] = field(default_factory=dict)  # of documents, by stream
    renamed: Mapping[str, str] = field(default_factory=dict)  # paths: now to before
