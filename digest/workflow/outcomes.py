"""Outcomes as they are kept in the store."""

import json
from dataclasses import fields
from typing import Any

from digest.model.receipt import Outcome, Result
from digest.sentence import Sentence, from_plain, to_plain

_SAID = "sentence"


def to_json(outcome: Outcome) -> str:
    """Return an outcome as JSON; its sentences stay such."""
    values = {each.name: getattr(outcome, each.name) for each in fields(outcome)}
    return json.dumps({name: _plain(value) for name, value in values.items()})


def _plain(value: object) -> object:
    return {_SAID: to_plain(value)} if isinstance(value, Sentence) else value


def from_json(kept: str) -> Outcome:
    """Return the outcome that was kept."""
    told = json.loads(kept)
    values: dict[str, Any] = {name: _again(value) for name, value in told.items()}
    values |= {"result": Result(told["result"]), "reason": from_plain(values["reason"])}
    return Outcome(**values)


def _again(value: object) -> object:
    match value:
        case {"sentence": told}:
            return from_plain(told)
        case _:
            return value
