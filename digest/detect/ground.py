"""Where a path stands: in which repository, with which remote, and who git says works here."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from digest.errors import Permanent
from digest.model.place import GitPlace
from digest.sources.program import Failed, Git, environment

_SECONDS = 20
# What only the user's own configuration says: their name, which repositories they trust.
_THEIRS = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "XDG_CONFIG_HOME")
_HEADS = "--format=%(HEAD)%09%(refname)%09%(symref)"


@dataclass(frozen=True)
class Repository:
    """A git repository, as it is on this machine."""

    top: Path  # its work tree; a bare one itself
    git: Git
    bare: bool = False
    shallow: bool = False  # its past begins with a later commit
    remote: str = ""  # address of `origin`, else of its first remote; without a password
    branch: str = ""  # the one that is checked out; empty where HEAD is detached
    branches: tuple[str, ...] = ()  # local ones that have a commit
    default: str = ""  # the remote's own branch where it is known and here, else the usual one

    def ask(self, *arguments: str) -> bytes:
        """Run git in its work tree.

        Raises:
            Failed: git says no, or takes too long.
        """
        more = {} if self.bare else {"GIT_WORK_TREE": str(self.top)}
        return self.git.run("-C", str(self.top), *arguments, seconds=_SECONDS, more=more)


# Where a host looks for what it is to run, and what that is called.
_JOBS = {
    ".github/workflows": "GitHub Actions",
    ".gitlab-ci.yml": "GitLab CI",
    ".forgejo/workflows": "Forgejo Actions",
    ".gitea/workflows": "Gitea Actions",
    ".circleci/config.yml": "CircleCI",
    ".woodpecker.yml": "Woodpecker CI",
}


@dataclass(frozen=True)
class Ground:
    """A path, the repository it is in if any, and git's user there."""

    path: Path  # absolute
    repository: Repository | None = None
    user_name: str = ""  # git's user.name
    user_mail: str = ""  # git's user.email
    trouble: str = ""  # why git could not be asked; empty where there is nothing to ask

    @property
    def folder(self) -> Path:
        """The path itself where it is a folder, else the one it is in."""
        return self.path if self.path.is_dir() else self.path.parent

    @property
    def jobs(self) -> str:
        """What runs jobs for this repository; empty where nothing is seen to."""
        top = self.repository.top if self.repository else None
        return next((ci for name, ci in _JOBS.items() if top and (top / name).exists()), "")

    @property
    def directory(self) -> str:
        """The folder as its repository knows it, without slashes around; empty at its top."""
        if self.repository is None or not self.folder.is_relative_to(self.repository.top):
            return ""
        inside = self.folder.relative_to(self.repository.top).as_posix()
        return "" if inside == "." else inside


def look(path: Path, environ: Mapping[str, str]) -> Ground:
    """Return where a path stands; without git, or outside of any repository, by itself."""
    ground = Ground(path.resolve())
    folder = ground.folder
    asking = Git(None, _own(environ))
    try:
        name, mail = _user(asking, folder)
    except Permanent as problem:
        near = any((up / ".git").exists() for up in (folder, *folder.parents))
        return Ground(ground.path, trouble=str(problem) if near else "")
    try:
        repository = _repository(asking, folder, environ)
    except Failed as failed:
        return Ground(ground.path, None, name, mail, _trouble(failed))
    return Ground(ground.path, repository, name, mail)


def _own(environ: Mapping[str, str]) -> dict[str, str]:
    """Return git's environment with the user's own configuration in it."""
    sealed = environment(GitPlace("", ""), environ)
    kept = {name: value for name, value in sealed.items() if name not in _THEIRS}
    return {**kept, **{name: environ[name] for name in _THEIRS if name in environ}}


def _user(git: Git, folder: Path) -> tuple[str, str]:
    said = {}
    for key in ("user.name", "user.email"):
        try:
            told = git.run("-C", str(folder), "config", "--get", key, seconds=_SECONDS)
        except Failed:
            told = b""
        said[key] = told.decode(errors="replace").strip()
    return said["user.name"], said["user.email"]


def _repository(asking: Git, folder: Path, environ: Mapping[str, str]) -> Repository:
    flags = ("--is-bare-repository", "--is-shallow-repository", "--absolute-git-dir")
    told = _lines(asking.run("-C", str(folder), "rev-parse", *flags, seconds=_SECONDS))
    bare, shallow, place = told[0] == "true", told[1] == "true", Path(told[2])
    top = place
    if not bare:
        shown = asking.run("-C", str(folder), "rev-parse", "--show-toplevel", seconds=_SECONDS)
        top = Path(_lines(shown)[0])
    git = Git(place, environment(GitPlace("", ""), environ))
    remote, address = _remote(git)
    branch, branches, default = _branches(git, remote)
    usual = (default, "main", "master", branch, *branches[:1])
    own = next((name for name in usual if name in branches), "")
    return Repository(top, git, bare, shallow, address, branch, branches, own)


def _remote(git: Git) -> tuple[str, str]:
    """Return the name and address of the remote that counts, empty where there is none."""
    try:
        told = git.run("config", "--get-regexp", r"^remote\..*\.url$", seconds=_SECONDS)
    except Failed:
        return "", ""
    pairs = (line.partition(" ") for line in _lines(told))
    found = {key.removeprefix("remote.").removesuffix(".url"): url for key, _, url in pairs}
    name = "origin" if "origin" in found else next(iter(found))
    return name, _without_password(found[name])


def _branches(git: Git, remote: str) -> tuple[str, tuple[str, ...], str]:
    """Return the branch that is checked out, all local ones, and the remote's own."""
    origin = (f"refs/remotes/{remote}/HEAD",) if remote else ()
    try:
        told = _lines(git.run("for-each-ref", _HEADS, "refs/heads", *origin, seconds=_SECONDS))
    except Failed:
        return "", (), ""
    current, default, local = "", "", []
    for mark, ref, target in (line.split("\t") for line in told):
        if ref.startswith("refs/heads/"):
            local.append(ref.removeprefix("refs/heads/"))
            current = local[-1] if mark == "*" else current
        else:
            default = target.removeprefix(f"refs/remotes/{remote}/")
    return current, tuple(local), default


def _without_password(address: str) -> str:
    """Return an address as it can be shown: a password in it is nobody's business."""
    scheme, found, rest = address.partition("://")
    host, _, path = rest.partition("/")
    if not found or "@" not in host:
        return address
    user, _, host = host.rpartition("@")
    kept = "" if scheme.startswith("http") else user.partition(":")[0] + "@"
    return f"{scheme}://{kept}{host}/{path}"


def _trouble(failed: Failed) -> str:
    words = " ".join(failed.words.split())
    if "not a git repository" in words:
        return ""
    if "dubious ownership" in words:
        mend = "git config --global --add safe.directory PATH, if you do"
        return f"git does not trust this repository: it belongs to another user ({mend})"
    return f"git: {words[:200]}"


def _lines(told: bytes) -> list[str]:
    return told.decode(errors="surrogateescape").rstrip("\n").split("\n") if told else []
