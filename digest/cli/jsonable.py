"""Values as JSON knows them."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from typing import Any


def jsonable(value: object) -> Any:
    """Return a value with moments and days as ISO 8601 and lengths of time in seconds."""
    match value:
        case dict():
            return {name: jsonable(each) for name, each in value.items()}
        case list() | tuple():
            return [jsonable(each) for each in value]
        case datetime() | date():
            return value.isoformat()
        case timedelta():
            return round(value.total_seconds())
    if is_dataclass(value):
        return {f.name: jsonable(getattr(value, f.name)) for f in fields(value)}
    return value
