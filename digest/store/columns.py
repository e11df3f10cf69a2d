"""Column types that mean the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

from digest.model.scope import Scope


class Instant(TypeDecorator[datetime]):
    """A moment in UTC: `timestamptz`, or on SQLite text that sorts by time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuse a wall clock without a zone: nobody could say when it was."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"expected an instant with a zone, found {value.isoformat()}")
        return value.astimezone(UTC) if value else None

    def process_result_value(
        self, value: datetime | None, _dialect: Dialect
    ) -> datetime | None:
        """Return it in UTC, whatever zone the session has."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Words(TypeDecorator[str]):
    """Text from anywhere: what no database takes (NUL, lone surrogates) becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Return what both databases take."""
        if value is None or (value.isascii() and "\0" not in value):
            return value
        return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in value)


class Named(TypeDecorator[StrEnum]):
    """A member of an enumeration, stored by its value."""

    impl = Text
    cache_ok = True

    def __init__(self, names: type[StrEnum]) -> None:
        self.names = names
        super().__init__()

    def process_bind_param(self, value: StrEnum | str | None, _dialect: Dialect) -> str | None:
        """Return the word that is stored."""
        return None if value is None else self.names(value).value

    def process_result_value(self, value: str | None, _dialect: Dialect) -> StrEnum | None:
        """Return the member."""
        return None if value is None else self.names(value)


class Scopes(TypeDecorator[tuple[Scope, ...]]):
    """Scopes as text, one on a line."""

    impl = Text
    cache_ok = True

    def process_bind_param(
        self, value: tuple[Scope, ...] | None, _dialect: Dialect
    ) -> str | None:
        """Return the text that is stored."""
        return None if value is None else "\n".join(map(str, value))

    def process_result_value(
        self, value: str | None, _dialect: Dialect
    ) -> tuple[Scope, ...] | None:
        """Return the scopes."""
        return None if value is None else tuple(map(Scope.of, value.splitlines()))
