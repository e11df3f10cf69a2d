"""What a form brings: its fields, and whether one of our own pages sent it."""

from urllib.parse import parse_qsl

from starlette.requests import Request

_BYTES = 8192
_FIELDS = 32


async def fields(request: Request) -> dict[str, str]:
    """Return the fields of a form by name, of its first bytes (WHATWG URL §5.1)."""
    body = b""
    async for chunk in request.stream():
        body = (body + chunk)[:_BYTES]
    text = body.decode("ascii", "replace")
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_FIELDS))
    except ValueError:  # more fields than any form of ours has
        return {}


def foreign(request: Request) -> bool:
    """Return whether a browser says that another site sent this (Fetch Metadata §2.3)."""
    return request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none")
