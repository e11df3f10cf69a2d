"""Outcomes as they are kept in the store."""

import json
from dataclasses import asdict

from digest.model.receipt import Outcome, Result


def to_json(outcome: Outcome) -> str:
    """Return an outcome as JSON."""
    return json.dumps(asdict(outcome))


def from_json(kept: str) -> Outcome:
    """Return the outcome that was kept."""
    values = json.loads(kept)
    return Outcome(**{**values, "result": Result(values["result"])})
