"""What git knows about where a document is begun: who writes, and where it is shown."""

import os
import re
from pathlib import Path
from urllib.parse import quote, urlsplit

from digest.detect.ground import look

_SCP = re.compile(r"^(?:[\w.-]+@)?([\w.-]+):(?!//)(.+)$")  # git@host:owner/name.git
_PULLS = {"gitlab": "/-/merge_requests/", "bitbucket": "/pull-requests/"}
_PULLS |= dict.fromkeys(("gitea", "forgejo", "codeberg"), "/pulls/")
_LINKS = {
    "github": "/blob/{revision}/{path}#L{line}",
    "gitlab": "/-/blob/{revision}/{path}#L{line}",
    "bitbucket": "/src/{revision}/{path}#lines-{line}",
    **dict.fromkeys(("gitea", "forgejo", "codeberg"), "/src/commit/{revision}/{path}#L{line}"),
}


def author(folder: Path) -> str | None:
    """Return git's `user.name` as it holds in a folder; None without git or a name."""
    return look(folder, os.environ).user_name or None


def pull_request(folder: Path, number: str) -> str:
    """Return a pull request as markdown: a link where the remote is known, else `#412`."""
    said = f"#{number.lstrip('#!')}"
    repository = look(folder, os.environ).repository
    shown = _shown(repository.remote if repository else "")
    if shown is None:
        return said
    host = urlsplit(shown).hostname or ""
    part = next((part for name, part in _PULLS.items() if name in host), "/pull/")
    return f"[{said}]({shown}{part}{said[1:]})"


def link(remote: str, directory: str) -> str | None:
    """Return how mails link to the documents of a repository; None for a host not known."""
    page = _shown(remote)
    host = urlsplit(page).hostname or "" if page else ""
    form = next((form for name, form in _LINKS.items() if name in host), None)
    if page is None or form is None or re.search(r"[{}]", page):
        return None
    inside = f"{quote(directory)}/" if directory else ""
    return page + form.replace("{path}", inside + "{path}")


def _shown(remote: str) -> str | None:
    """Return the page of a repository by its remote's address, without name or password."""
    if found := _SCP.match(remote):
        host, path = found[1], found[2]
    else:
        try:
            parts = urlsplit(remote)
            host, path = parts.hostname or "", parts.path
        except ValueError:
            return None
        if parts.scheme not in ("https", "http", "ssh"):
            return None
    path = path.strip("/").removesuffix(".git")
    return (
        f"https://{host}/{path}" if host and path and not re.search(r"[\s()<>]", path) else None
    )
