"""JSON over https as forges speak it: a token in a header, and never for ever."""

import http.client
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib import error, request
from urllib.parse import urlencode

from digest.errors import DigestError, Permanent, Transient

_SECONDS = 30.0
_LONGEST = 5_000_000  # bytes of an answer
_LATER = (408, 425, 429)
_BROKEN = 500


class Exists(Permanent):
    """What was to be made is there already."""


class _Straight(request.HTTPRedirectHandler):
    """Follows nothing: a token must not be carried to wherever an answer points."""

    def redirect_request(self, *_: object) -> None:
        return None


@dataclass(frozen=True)
class Rest:
    """One API and the header that lets us in."""

    api: str  # https://…, without a slash at the end
    header: Mapping[str, str] = field(repr=False)
    seconds: float = _SECONDS

    def get(self, path: str, **query: str | int) -> Any:
        """Return what stands at a path."""
        return self._ask("GET", f"{path}?{urlencode(query)}" if query else path, None)

    def post(self, path: str, **body: object) -> Any:
        """Make something; raises `Exists` where it is there."""
        return self._ask("POST", path, body)

    def change(self, method: str, path: str, **body: object) -> Any:
        """Change what stands at a path, by PATCH or PUT."""
        return self._ask(method, path, body)

    def _ask(self, method: str, path: str, body: Mapping[str, object] | None) -> Any:
        asked = request.Request(  # noqa: S310 - the settings take http and https alone
            f"{self.api}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Accept": "application/json",
                "Content-Type": "application/json",
                "User-Agent": "digestd",
                **self.header,
            },
            method=method,
        )
        where = f"{method} {self.api}{path.partition('?')[0]}"
        try:
            with request.build_opener(_Straight).open(asked, timeout=self.seconds) as answer:
                return json.loads(answer.read(_LONGEST))
        except error.HTTPError as refused:
            with refused:
                raise _meant(where, refused) from None  # its words may hold what was sent
        except (error.URLError, http.client.HTTPException, OSError) as problem:
            why = getattr(problem, "reason", None) or problem
            raise Transient(f"{where}: {why} (it is tried again)") from problem
        except ValueError as problem:
            raise Permanent(f"{where}: the answer is not JSON (is it the API?)") from problem


def _meant(where: str, refused: error.HTTPError) -> DigestError:
    """Return what a status means for us, with the forge's own words."""
    told = f"{where}: {refused.code} {_words(refused)}".rstrip()
    waits = refused.headers.get("Retry-After") or (
        refused.headers.get("X-RateLimit-Remaining") == "0"
    )
    if refused.code in _LATER or refused.code >= _BROKEN or (refused.code == 403 and waits):  # noqa: PLR2004 - forbidden for now
        return Transient(f"{told} (it is tried again)")
    if refused.code in (409, 422):
        return Exists(told)
    return Permanent(told)


def _words(refused: error.HTTPError) -> str:
    try:
        said = json.loads(refused.read(_LONGEST))
    except (ValueError, OSError, http.client.HTTPException):
        return refused.reason
    told = said.get("message") or said.get("error") if isinstance(said, dict) else said
    plain = told if isinstance(told, str) else json.dumps(told)
    return re.sub(r"[^\x20-\x7e\xa0-\uffff]+", " ", plain)[:200]
