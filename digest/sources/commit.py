"""One commit that changes one file, made without a work tree: no filter touches a byte."""

import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from digest.model.change import Touch
from digest.model.installation import Mailbox
from digest.sources.program import Git
from digest.sources.tree import Entry

# What would change the screen of whoever reads the log; bidirectional marks too.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>]+")


@dataclass(frozen=True)
class Message:
    """What a commit says of itself; `text` may end in trailers."""

    text: str
    author: Touch
    committer: Mailbox


def commit(git: Git, parent: str, entry: Entry, new: bytes, message: Message) -> str:
    """Return the id of a commit on top of `parent` in which the entry's file is `new`.

    The same arguments give the same id, whenever and however often it is made.
    """
    blob = git.run("hash-object", "-w", "--stdin", stdin=new).decode().strip()
    line = f"{entry.mode} {blob}\t{entry.path}\0".encode(errors="surrogateescape")
    with TemporaryDirectory(dir=git.repository) as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        git.run("read-tree", parent, more=index)
        git.run("update-index", "-z", "--index-info", stdin=line, more=index)
        tree = git.run("write-tree", more=index).decode().strip()
    text = _CONTROL.sub(" ", message.text).strip() + "\n"
    made = git.run(
        "commit-tree",
        tree,
        "-p",
        parent,
        stdin=text.encode(errors="replace"),
        more=_who(message),
    )
    return made.decode().strip()


def _who(message: Message) -> dict[str, str]:
    author, committer = message.author, message.committer
    name = _plain(author.author) or _plain(author.mail) or _plain(committer.name)
    when = f"@{int(author.at.timestamp())} +0000"
    return {
        "GIT_AUTHOR_NAME": name or "Digest",
        "GIT_AUTHOR_EMAIL": _plain(author.mail) or committer.address,
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_NAME": _plain(committer.name) or "Digest",
        "GIT_COMMITTER_EMAIL": committer.address,
        "GIT_COMMITTER_DATE": when,
    }


def _plain(written: str) -> str:
    """Return a name git takes; it refuses one of punctuation alone."""
    plain = _UNSAFE.sub(" ", written).strip(" .,:;\"'\\")
    return plain.encode(errors="replace").decode()
