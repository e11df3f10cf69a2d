"""Lines for programs: what children and the supervisor say, each as one JSON object."""

import json
from datetime import datetime


def as_json(name: str, text: str, at: datetime, level: str = "info") -> str:
    """Return a line as JSON; one that is JSON already, as all of ours are, stays itself."""
    if text.startswith("{") and _is_json(text):
        return text
    moment = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    told = {"timestamp": moment, "level": level, "process": name, "event": text}
    return json.dumps(told, ensure_ascii=False)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
