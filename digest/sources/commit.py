"""One commit that changes files, made without a work tree: no filter touches a byte."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from digest.errors import Permanent
from digest.model.installation import Mailbox
from digest.model.place import Commits
from digest.sources.program import Failed, Git
from digest.sources.tree import Entry

# What would change the screen of whoever reads the log; bidirectional marks too.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>]+")
_TRAILER = re.compile(r"[!-~]{1,500}")


@dataclass(frozen=True)
class Message:
    """What a commit says of itself: a subject, trailers, and who made it when."""

    subject: str
    author: Mailbox
    committer: Mailbox
    at: datetime
    body: str = ""
    trailers: Sequence[tuple[str, str]] = ()
    habits: Commits = field(default_factory=Commits)


def commit(
    git: Git, parents: Sequence[str], tree: str, files: Sequence[Entry], message: Message
) -> str:
    """Return the id of a commit whose tree is another one's, but for some files.

    The same arguments give the same id, whenever and however often it is made; unless it is
    signed, for a signature may have its own time.
    """
    if files:
        tree = _tree(git, tree, files)
    above = [word for parent in parents for word in ("-p", parent)]
    signing = message.habits.signing
    try:
        made = git.run(
            *("-c", f"gpg.format={signing.format}") if signing else (),
            "commit-tree",
            *(f"-S{signing.key}",) if signing else (),
            tree,
            *above,
            stdin=text_of(message).encode(errors="replace"),
            more=_who(message),
        )
    except Failed as failed:
        if not signing:
            raise
        told = " ".join(failed.words.split())[:200]
        raise Permanent(f"the commit cannot be signed: {told}") from failed
    return made.decode().strip()


def _tree(git: Git, base: str, files: Sequence[Entry]) -> str:
    """Return a tree with some files replaced."""
    lines = (f"{one.mode} {one.blob}\t{one.path}\0" for one in files)
    told = "".join(lines).encode(errors="surrogateescape")
    with TemporaryDirectory(dir=git.repository) as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        git.run("read-tree", base, more=index)
        git.run("update-index", "-z", "--index-info", stdin=told, more=index)
        return git.run("write-tree", more=index).decode().strip()


def blob(git: Git, raw: bytes) -> str:
    """Keep some bytes, and return their id."""
    return git.run("hash-object", "-w", "--stdin", stdin=raw).decode().strip()


def text_of(message: Message) -> str:
    """Return the whole text: subject, body and trailers, empty lines between them."""
    subject = " ".join(_CONTROL.sub(" ", message.subject).split()) or "Update by reply"
    if message.habits.skip_ci:
        subject += " [skip ci]"
    told = [f"{key}: {value}" for key, value in message.trailers if _TRAILER.fullmatch(value)]
    if message.habits.sign_off:
        name, mail = _named(message.committer, message.committer)
        told.append(f"Signed-off-by: {name} <{mail}>")
    body = "\n".join(_CONTROL.sub(" ", line) for line in message.body.split("\n")).strip()
    return "\n\n".join(filter(None, (subject, body, "\n".join(told)))) + "\n"


def _who(message: Message) -> dict[str, str]:
    author = _named(message.author, message.committer)
    committer = _named(message.committer, message.committer)
    when = f"@{int(message.at.timestamp())} +0000"
    return {
        "GIT_AUTHOR_NAME": author[0],
        "GIT_AUTHOR_EMAIL": author[1],
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_NAME": committer[0],
        "GIT_COMMITTER_EMAIL": committer[1],
        "GIT_COMMITTER_DATE": when,
    }


def _named(who: Mailbox, other: Mailbox) -> tuple[str, str]:
    mail = _plain(who.address) or other.address
    return _plain(who.name) or _plain(who.address) or _plain(other.name) or "Digest", mail


def _plain(written: str) -> str:
    """Return a name git takes; it refuses one of punctuation alone."""
    plain = _UNSAFE.sub(" ", written).strip(" .,:;\"'\\")
    return plain.encode(errors="replace").decode()
