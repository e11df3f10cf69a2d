"""A part of everything: the items of a calendar, or what somebody watches."""

from dataclasses import dataclass

SCOPES = ("all", "person", "team", "source", "tag", "priority")


@dataclass(frozen=True)
class Scope:
    """Which items are meant: `all`, or a kind and a name such as `person:priya`."""

    kind: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}" if self.name else self.kind

    @classmethod
    def of(cls, text: str) -> "Scope":
        """Return the scope a text names.

        Raises:
            ValueError: it is none.
        """
        kind, _, name = text.partition(":")
        name = name.strip()
        if text == "all":
            return cls("all")
        if kind not in SCOPES[1:] or not name:
            wanted = "all, person:NAME, team:NAME, source:NAME, tag:NAME or priority:P1"
            raise ValueError(f"{text!r} is not one of {wanted}")
        return cls(kind, name.upper() if kind == "priority" else name)
