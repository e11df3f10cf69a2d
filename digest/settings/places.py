"""The sources of the settings: where they are, who may read and change them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from digest.model.installation import SourcePolicy
from digest.model.place import (
    MARKDOWN,
    Depth,
    FolderPlace,
    GitPlace,
    Place,
    branch_flaw,
    directory_flaw,
    pattern_flaw,
    url_flaw,
)
from digest.settings import urls, values, writing
from digest.settings.environment import Environment
from digest.settings.everyone import Everyone
from digest.settings.people import KEY
from digest.settings.schema import SourceSettings
from digest.settings.table import Table
from digest.settings.words import read_words


def read_sources(
    root: Table, env: Environment, everyone: Everyone, *, base: Path, steward: str | None
) -> dict[str, SourceSettings]:
    """Return every source by its name, which is its identity."""
    found = {}
    for name, table in root.tables("sources"):
        write = table.get("write_back", values.one_of("on", "branch", "off"), "off")
        public = table.get("public", values.flag, default=False)
        if not KEY.fullmatch(name):
            root.bad("sources", f"{name!r} is not a name (use letters, digits, - and _)")
        found[name] = SourceSettings(
            place=_place(table, env, base, _Given(name, write == "branch", public)),
            policy=SourcePolicy(
                name=name,
                readers=everyone.readers(table, "readers"),
                write_back=write != "off",
                public=public,
                steward=everyone.reader(table, "steward") or steward,
                link=table.get("link", urls.link, None),
            ),
            poll=table.get("poll", values.duration, timedelta(seconds=60)),
            words=read_words(table.table("vocabulary")) if "vocabulary" in table.raw else None,
            watch=table.get("watch", values.switch, default=True),
            hook_secret=env.shared(
                f"{_variable(name)}_HOOK_SECRET", table, "hook_secret_file", base
            ),
        )
        table.close()
    if not found:
        root.bad("sources", 'is missing (write [sources.docs] with path = "docs")')
    return found


@dataclass(frozen=True)
class _Given:
    """What is known of a source before its place is."""

    name: str
    proposes: bool  # replies are written on branches
    public: bool


def _place(table: Table, env: Environment, base: Path, given: _Given) -> Place:
    include = table.get("include", _patterns, MARKDOWN)
    exclude = table.get("exclude", _patterns, ())
    path, url = table.get("path", values.text, ""), table.get("url", values.text, "")
    if bool(path) == bool(url):
        told = "both are given" if path else "neither is given"
        table.bad("path", f"{told} (a folder has path, a git repository has url)")
    branch = table.get("branch", _sound(branch_flaw), None)
    directory = table.get("directory", _sound(directory_flaw), "")
    depth = _depth(table)
    if path and not url:
        for key in ("branch", "directory", *_DEPTH, *writing.KEYS):
            if key in table.raw:
                table.bad(key, "is for git repositories (leave it out, or give url)")
        if given.proposes:
            table.bad("write_back", 'a folder has no branches (write "on" or "off")')
    if url and not path and "watch" in table.raw:
        table.bad("watch", "is for folders (leave it out; a repository may have a webhook)")
    commits = writing.read_commits(table, base=base, public=given.public)
    address, user, password = _address(table, url, base) if url else ("", "", "")
    password = env.secret(f"{_variable(given.name)}_PASSWORD") or password
    token = env.secret(f"{_variable(given.name)}_TOKEN") or password
    proposals = writing.read_proposals(table, address, token, always=given.proposes)
    if not url:
        return FolderPlace(given.name, base / path, include, exclude)
    return GitPlace(
        name=given.name,
        url=address,
        branch=branch,
        directory=directory,
        include=include,
        exclude=exclude,
        user=user,
        password=password,
        depth=depth,
        commits=commits,
        proposals=proposals,
    )


_DEPTH = ("history_commits", "history_age", "history_bytes")


def _depth(table: Table) -> Depth:
    """Return how far back the history of a repository is read."""
    usual, (commits, age, size) = Depth(), _DEPTH
    return Depth(
        commits=table.get(commits, values.whole(0, 1_000_000), usual.commits),
        age=table.get(age, values.duration, usual.age),
        size=table.get(size, values.whole(0, 10**12), usual.size),
    )


def _address(table: Table, url: str, base: Path) -> tuple[str, str, str]:
    """Return address, user and password; the address keeps neither when it is https."""
    flaw = url_flaw(url)
    if flaw and "::" not in url and re.fullmatch(r"[\w.][\w./ -]*", url):
        return str((base / url).absolute()), "", ""  # a repository of this machine
    if flaw:
        table.bad("url", flaw)
        return "", "", ""
    if not url.startswith(("http://", "https://")):
        return url, "", ""
    try:
        parts = urlsplit(url)
        host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""
    except ValueError:
        table.bad("url", "has no host or port (write https://host/path)")
        return "", "", ""
    plain = urlunsplit(parts._replace(netloc=host))
    return plain, unquote(parts.username or ""), unquote(parts.password or "")


def _variable(name: str) -> str:
    return f"DIGEST_SOURCE_{re.sub('-', '_', quote(name)).upper()}"


def _sound(flaw: Callable[[str], str | None]) -> Callable[[object], str]:
    def parse(found: object) -> str:
        written = values.text(found)
        told = flaw(written)
        if told:
            raise ValueError(f"{written!r} {told}")
        return written

    return parse


def _patterns(found: object) -> tuple[str, ...]:
    patterns = values.texts(found)
    if not patterns:
        raise ValueError('is an empty list (leave it out, or write ["**/*.md"])')
    return tuple(_sound(pattern_flaw)(pattern) for pattern in patterns)
