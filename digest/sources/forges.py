"""Requests to merge a branch, as GitHub, GitLab and Gitea (Forgejo) take them.

https://docs.github.com/en/rest/pulls/pulls, https://docs.gitlab.com/api/merge_requests/,
https://docs.gitea.com/api/: what differs between them stands in a table.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote

from digest.errors import Permanent
from digest.model.place import ForgePlace
from digest.sources.rest import Exists, Rest
from digest.sources.token import token_of

_PAGES, _PAGE = 40, 50  # open requests that are looked through


class Forge(Protocol):
    """A host of repositories that opens requests to merge."""

    def propose(self, branch: str, into: str, *, title: str, body: str) -> str:
        """Open a request to merge a branch, or bring it up to date; return its address.

        Raises:
            Transient: the host cannot be reached, or has had enough of us for now.
            Permanent: it refuses.
        """

    def public(self) -> bool:
        """Return whether everybody may read the repository; raises as `propose`."""


@dataclass(frozen=True)
class Dialect:
    """How one kind of host names things."""

    requests: str  # the path of a project's requests
    whole: bool  # the project is one part of that path, its slashes encoded
    branch: str
    into: str
    body: str
    number: str
    address: str
    change: str  # the method that brings one up to date
    opened: str  # the state of an open one
    header: Mapping[str, str]  # with {token}
    asks: Mapping[str, str] = field(default_factory=dict)  # with {owner}, {branch}, {into}
    more: Mapping[str, object] = field(default_factory=dict)  # said when one is opened


DIALECTS = {
    "github": Dialect(
        requests="/repos/{project}/pulls",
        whole=False,
        branch="head",
        into="base",
        body="body",
        number="number",
        address="html_url",
        change="PATCH",
        opened="open",
        header={
            "Authorization": "Bearer {token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        },
        asks={"head": "{owner}:{branch}", "base": "{into}"},
    ),
    "gitlab": Dialect(
        requests="/projects/{project}/merge_requests",
        whole=True,
        branch="source_branch",
        into="target_branch",
        body="description",
        number="iid",
        address="web_url",
        change="PUT",
        opened="opened",
        header={"Authorization": "Bearer {token}"},
        asks={"source_branch": "{branch}", "target_branch": "{into}"},
        more={"remove_source_branch": True},
    ),
    "gitea": Dialect(  # it cannot be asked for a branch: all that are open are looked through
        requests="/repos/{project}/pulls",
        whole=False,
        branch="head",
        into="base",
        body="body",
        number="number",
        address="html_url",
        change="PATCH",
        opened="open",
        header={"Authorization": "token {token}"},
    ),
}


@dataclass(frozen=True)
class Requests:
    """The requests of one project, in the words of its host."""

    rest: Rest
    project: str
    dialect: Dialect

    def propose(self, branch: str, into: str, *, title: str, body: str) -> str:
        """See `Forge`.  What is open already is brought up to date: nothing is opened twice."""
        said = {"title": title, self.dialect.body: body}
        found = self._open(branch, into)
        if found is None:
            try:
                return self._opened(branch, into, said)
            except Exists as problem:
                found = self._open(branch, into)  # somebody was faster
                if found is None:
                    raise Permanent(str(problem)) from problem
        changed = self.rest.change(self.dialect.change, f"{self._path}/{found}", **said)
        return self._told(changed, self.dialect.address)

    def public(self) -> bool:
        """See `Forge`."""
        found = self.rest.get(self._path.rpartition("/")[0])
        if not isinstance(found, dict):
            raise Permanent(f"{self.rest.api}: no project in the answer (is it the API?)")
        hidden = found.get("private") is not False  # Gitea knows no other word
        return bool(found.get("visibility", "private" if hidden else "public") == "public")

    @property
    def _path(self) -> str:
        project = quote(self.project, safe="" if self.dialect.whole else "/")
        return self.dialect.requests.replace("{project}", project)

    def _opened(self, branch: str, into: str, said: Mapping[str, object]) -> str:
        between = {self.dialect.branch: branch, self.dialect.into: into}
        made = self.rest.post(self._path, **between, **said, **self.dialect.more)
        return self._told(made, self.dialect.address)

    def _open(self, branch: str, into: str) -> str | None:
        """Return the number of the open request for a branch; None where there is none."""
        for one in self._all(branch, into):
            if _ends(one, self.dialect) == (branch, into) and not _forked(one):
                return self._told(one, self.dialect.number)
        return None

    def _all(self, branch: str, into: str) -> Iterator[Any]:
        owner = self.project.partition("/")[0]
        names = {"{owner}": owner, "{branch}": branch, "{into}": into}
        asked = {key: _filled(value, names) for key, value in self.dialect.asks.items()}
        for page in range(1, _PAGES + 1):
            size = {"per_page": _PAGE, "limit": _PAGE, "page": page}
            found = self.rest.get(self._path, state=self.dialect.opened, **asked, **size)
            if not isinstance(found, list):
                raise Permanent(f"{self.rest.api}{self._path}: no list (is it the API?)")
            yield from found
            if not found:
                return

    def _told(self, found: Any, name: str) -> str:
        value = found.get(name) if isinstance(found, dict) else None
        if isinstance(value, str | int) and str(value).isprintable():
            return str(value)
        raise Permanent(f"{self.rest.api}{self._path}: no {name} in the answer")


def _ends(request: Any, dialect: Dialect) -> tuple[str | None, str | None]:
    """Return the two branches a request is between."""

    def named(key: str) -> str | None:
        found = request.get(key) if isinstance(request, dict) else None
        return found.get("ref") if isinstance(found, dict) else found

    return named(dialect.branch), named(dialect.into)


def _forked(request: Any) -> bool:
    """Return whether the branch is another repository's, where anybody may name theirs so."""
    head, base = request.get("head"), request.get("base")
    if isinstance(head, dict) and isinstance(base, dict):
        ends = [(end.get("repo") or {}).get("full_name") for end in (head, base)]
        return ends[0] != ends[1]
    return bool(request.get("source_project_id") != request.get("target_project_id"))


def _filled(pattern: str, names: Mapping[str, str]) -> str:
    for name, value in names.items():
        pattern = pattern.replace(name, value)
    return pattern


def open_forge(place: ForgePlace) -> Forge:
    """Return the host of a repository.

    Raises:
        Transient: the command that prints its token fails.
    """
    dialect, token = DIALECTS[place.kind], token_of(place)
    header = {key: value.replace("{token}", token) for key, value in dialect.header.items()}
    return Requests(Rest(place.api, header), place.project, dialect)
