"""How replies are written into a source: at once or on branches, with which commits."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from digest.model.place import Commits, ForgePlace, Proposals, Signing
from digest.settings import values
from digest.settings.table import Table

# Keys that mean something in git alone.
KEYS = (
    *("requests", "sign_off", "skip_ci", "signing_key", "signing_format", "no_reply"),
    *("forge", "forge_url", "token_command"),
)
_KINDS = ("github", "gitlab", "gitea")
_APIS = {
    "github": "https://{host}/api/v3",
    "gitlab": "https://{host}/api/v4",
    "gitea": "https://{host}/api/v1",
}
_SCP = re.compile(r"(?:[\w.-]+@)?(?P<host>[\w.-]+):(?P<path>[^/:].*)")


def read_commits(table: Table, *, base: Path, public: bool) -> Commits:
    """Return how the commits of replies are made."""
    key = table.get("signing_key", values.text, "")
    form = table.get("signing_format", values.one_of("ssh", "openpgp"), "ssh")
    if form == "ssh" and key:
        key = str((base / key).absolute())
    return Commits(
        sign_off=table.get("sign_off", values.flag, default=False),
        skip_ci=table.get("skip_ci", values.flag, default=False),
        signing=Signing(form, key) if key else None,
        no_reply=table.get("no_reply", _pattern, ""),
        public=public,
    )


def read_proposals(table: Table, url: str, token: str, *, always: bool) -> Proposals:
    """Return how replies are proposed; `token` is what lets us in at the forge."""
    rolling = table.get("requests", values.one_of("each", "rolling"), "each") == "rolling"
    kind = table.get("forge", values.one_of(*_KINDS), "")
    api = table.get("forge_url", _api, "")
    command = table.get("token_command", values.texts, ())
    if not kind:
        for key in ("forge_url", "token_command"):
            if key in table.raw:
                table.bad(key, f"needs forge (write one of {', '.join(_KINDS)})")
        return Proposals(always, rolling)
    host, project = _parts(url)
    if "/" not in project or not (host or api):
        table.bad("forge", "needs a url that names host and project (https://host/owner/name)")
    if not token and not command:
        table.bad("forge", "needs a token (give a password, a token or token_command)")
    usual = "https://api.github.com" if host == "github.com" else _APIS[kind]
    address = api or usual.replace("{host}", host)
    return Proposals(always, rolling, ForgePlace(kind, address, project, token, command))


def _parts(url: str) -> tuple[str, str]:
    """Return the host of a repository, with the port of its pages, and owner/name."""
    if found := _SCP.fullmatch(url):
        host, path = found["host"], found["path"]
    else:
        parts = urlsplit(url)
        web = parts.scheme in ("http", "https")
        host, path = parts.netloc if web else parts.hostname or "", parts.path
    return host, path.strip("/").removesuffix(".git")


def _api(found: object) -> str:
    address = values.text(found).rstrip("/")
    parts = urlsplit(address)
    local = parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1")
    if (parts.scheme == "https" or local) and parts.hostname and "@" not in parts.netloc:
        return address
    raise ValueError(f"{found!r} is not https (write https://host/api/v1, no token in it)")


def _pattern(found: object) -> str:
    written = values.text(found)
    values.address(written.replace("{handle}", "x"))
    if "{handle}" in written.partition("@")[0]:
        return written
    raise ValueError(f"{written!r} has no {{handle}} (write {{handle}}@users.noreply.host)")
