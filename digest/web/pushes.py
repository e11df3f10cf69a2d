"""What a webhook says has happened: which branch of a repository was pushed."""

import json
from collections.abc import Mapping
from urllib.parse import parse_qs

_EVENTS = ("x-github-event", "x-gitlab-event", "x-forgejo-event", "x-gitea-event")
_PUSHES = ("push", "push hook", "system hook")


def event(headers: Mapping[str, str]) -> str:
    """Return what kind of event it is; a host that does not say sends pushes."""
    return next((headers[name] for name in _EVENTS if name in headers), "push").lower()


def concerns(headers: Mapping[str, str], body: bytes, branch: str | None) -> bool:
    """Return whether it is a push to a branch; None is the repository's own branch.

    Raises:
        ValueError: it is not JSON.
    """
    if event(headers) not in _PUSHES:
        return False
    told = _payload(headers, body)
    ref = told.get("ref")
    if not isinstance(ref, str):  # it does not say which: look
        return True
    wanted = branch or _own_branch(told)
    return wanted is None or ref in (wanted, f"refs/heads/{wanted}")


def _payload(headers: Mapping[str, str], body: bytes) -> Mapping[str, object]:
    if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        body = parse_qs(body, max_num_fields=10).get(b"payload", [b""])[0]
    try:
        told = json.loads(body)
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    return told if isinstance(told, dict) else {}


def _own_branch(told: Mapping[str, object]) -> str | None:
    for key in ("repository", "project"):
        place = told.get(key)
        named = place.get("default_branch") if isinstance(place, dict) else None
        if isinstance(named, str) and named:
            return named
    return None
