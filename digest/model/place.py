"""Where a source is: what settings say of it and what opens it."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from pathspec import GitIgnoreSpec

MARKDOWN = ("**/*.md", "**/*.markdown", "**/todo.txt")
SCHEMES = ("https", "ssh", "git", "file", "http")
_SCP = re.compile(r"(?:[\w.-]+@)?[A-Za-z0-9][\w.-]*:(?!:)[^:].*")  # user@host:path
_REF = re.compile(r"(?!.*(?:\.\.|@\{|//|/\.|\.lock(?:/|$)))[^\x00-\x20\x7f~^:?*\[\\]+")


@dataclass(frozen=True)
class FolderPlace:
    """A folder of this machine."""

    name: str
    path: Path
    include: tuple[str, ...] = MARKDOWN  # patterns as in .gitignore
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True)
class Depth:
    """How far back the history of a branch is read; the first bound that is met holds."""

    commits: int = 10_000  # that changed a file the source wants or might want
    age: timedelta = timedelta(days=5 * 365)  # before the newest commit
    size: int = 1_000_000_000  # bytes of all versions of all files


@dataclass(frozen=True)
class Signing:
    """With which key commits are signed."""

    format: str  # "ssh" or "openpgp", as gpg.format
    key: str  # a file, or the id of a key in the keyring


@dataclass(frozen=True)
class Commits:
    """How the commits of replies are made."""

    sign_off: bool = False  # Signed-off-by the service
    skip_ci: bool = False  # [skip ci] in the subject
    signing: Signing | None = None
    no_reply: str = ""  # the host's address of a person, with {handle}
    public: bool = False  # everybody may read them


@dataclass(frozen=True)
class ForgePlace:
    """The host of a repository, which is asked to open requests to merge."""

    kind: str  # "github", "gitlab" or "gitea"
    api: str  # https, without a slash at the end
    project: str  # owner/name
    token: str = field(default="", repr=False)
    token_command: tuple[str, ...] = ()  # prints one


@dataclass(frozen=True)
class Proposals:
    """How replies are proposed on branches."""

    always: bool = False  # False: only where the branch itself takes nothing
    rolling: bool = False  # one branch for all, until it is merged
    forge: ForgePlace | None = None  # None: branches are pushed, and nobody is asked


@dataclass(frozen=True)
class GitPlace:
    """A branch of a git repository; a password never stands in `url`."""

    name: str
    url: str
    branch: str | None = None  # None: the one the remote's HEAD names
    directory: str = ""  # relative to the repository, no slash at either end
    include: tuple[str, ...] = MARKDOWN
    exclude: tuple[str, ...] = ()
    user: str = ""
    password: str = field(default="", repr=False)
    depth: Depth = field(default_factory=Depth)
    commits: Commits = field(default_factory=Commits)
    proposals: Proposals = field(default_factory=Proposals)


Place = FolderPlace | GitPlace


def url_flaw(url: str) -> str | None:
    """Return what is wrong with a git address, None where nothing is.

    Refuses what git would take for an option or for a program to run (`ext::`).
    """
    if url.startswith("-") or "::" in url or re.search(r"[\x00-\x20\x7f]", url):
        return (
            "is not a git address (write https://host/path, ssh://host/path or user@host:path)"
        )
    scheme, found, rest = url.partition("://")
    if found and scheme not in SCHEMES:
        return f"has a scheme that is not taken (write one of {', '.join(SCHEMES)})"
    if found and (not rest or rest.startswith("-") or re.match(r"[^/]*@-", rest)):
        return "names no host (write https://host/path)"
    if not found and not url.startswith("/") and not _SCP.fullmatch(url):
        return (
            "is not a git address (write https://host/path, ssh://host/path or user@host:path)"
        )
    return None


def branch_flaw(branch: str) -> str | None:
    """Return what is wrong with a branch name, None where nothing is (git-check-ref-format)."""
    sound = _REF.fullmatch(branch) and not branch.startswith(("-", "/", "."))
    if sound and not branch.endswith(("/", ".")) and branch != "@":
        return None
    return "is not a branch name (write it as `git branch` shows it)"


def directory_flaw(directory: str) -> str | None:
    """Return what is wrong with a directory inside a repository, None where nothing is."""
    parts = directory.split("/") if directory else []
    if all(p not in ("", ".", "..") for p in parts) and not re.search(
        r"[\x00-\x1f]", directory
    ):
        return None
    return "is not a directory inside the repository (write it like docs/postmortems)"


def pattern_flaw(pattern: str) -> str | None:
    """Return what is wrong with a pattern, None where nothing is (gitignore)."""
    try:
        GitIgnoreSpec.from_lines([pattern])
    except (ValueError, re.error):
        return "is not a pattern (write it as in .gitignore)"
    return None
