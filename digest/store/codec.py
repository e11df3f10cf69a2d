"""Values of the model as plain JSON and back, by their own field types.

What has a default may be absent and what is unknown is passed over, so that a value written
by another version is still read.  File bytes and positions stay behind: the file has them.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from digest.model.item import Spans

T = TypeVar("T")
Read = Callable[[Any], Any]

_LEFT_OUT: dict[Any, object] = {bytes: b"", Spans | None: None}  # type -> once read


def plain(value: object) -> Any:
    """Return a value as JSON knows it; a field that has its default is left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: plain(getattr(value, f.name))
            for f in fields(value)
            if not _stays_behind(f, getattr(value, f.name))
        }
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    if isinstance(value, frozenset):
        return sorted(map(plain, value))
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    return value.isoformat() if isinstance(value, date) else value


def read(kind: type[T], told: Any) -> T:
    """Return the value of a type that `plain` made this of."""
    return cast("T", _reader(kind)(told))


def _stays_behind(field: Any, value: object) -> bool:
    if isinstance(value, bytes | Spans):
        return True
    if field.default_factory is not MISSING:
        return bool(field.default_factory() == value)
    return field.default is not MISSING and bool(field.default == value)


def _worked_out(kind: Any) -> Read:
    """Return the function that reads one type."""
    if get_origin(kind) is UnionType:
        return _union(get_args(kind))
    if get_origin(kind) is tuple:
        each = _reader(get_args(kind)[0])
        return lambda told: tuple(each(entry) for entry in told)
    if get_origin(kind) is frozenset:
        each = _reader(get_args(kind)[0])
        return lambda told: frozenset(each(entry) for entry in told)
    if get_origin(kind) is not None:  # a Mapping
        key, entry = (_reader(part) for part in get_args(kind))
        return lambda told: {key(k): entry(v) for k, v in told.items()}
    return _dataclass(kind) if is_dataclass(kind) else _scalar(kind)


_reader: Callable[[Any], Read] = cache(_worked_out)


def _scalar(kind: Any) -> Read:
    if issubclass(kind, datetime):
        return _instant
    if issubclass(kind, date):
        return cast("Read", kind.fromisoformat)
    if issubclass(kind, timedelta):
        return lambda told: timedelta(seconds=told)
    if issubclass(kind, (Enum, int)) and kind is not bool:
        return cast("Read", kind)
    return partial(_as, kind)


def _instant(told: str) -> datetime:
    found = datetime.fromisoformat(told)
    if found.tzinfo is None:
        raise ValueError(told)
    return found.astimezone(UTC)


def _as(kind: type, told: Any) -> Any:
    if not isinstance(told, kind):
        raise TypeError(told)
    return told


def _dataclass(kind: Any) -> Read:
    hints = get_type_hints(kind)
    readers = {name: _reader(hint) for name, hint in hints.items() if hint not in _LEFT_OUT}
    fixed = {name: _LEFT_OUT[hint] for name, hint in hints.items() if hint in _LEFT_OUT}

    def build(told: Any) -> Any:
        return kind(**fixed, **{n: read(told[n]) for n, read in readers.items() if n in told})

    return build


def _union(arms: tuple[Any, ...]) -> Read:
    """Tell the arms of a union apart by the shape of what stands there."""
    by_shape = {_shape(arm): _reader(arm) for arm in arms if arm is not NoneType}

    def choose(told: Any) -> Any:
        return None if told is None else by_shape[type(told)](told)

    return choose


def _shape(kind: Any) -> type:
    if get_origin(kind) is tuple:
        return list
    if is_dataclass(kind) or get_origin(kind) is not None:
        return dict
    return int if issubclass(kind, int) else str
