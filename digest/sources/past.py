"""What a branch was like on earlier days, for a first gather."""

from datetime import UTC, datetime

from digest.errors import Permanent, Transient
from digest.model.place import GitPlace
from digest.ports import Snapshot
from digest.sources import tree
from digest.sources.program import Failed, Git

DAYS = 60  # snapshots at most, the newest ones
_COMMITS = 5_000
_PATHS = 100_000  # of all snapshots together


def days(git: Git, place: GitPlace, tip: str, *, max_bytes: int) -> list[Snapshot]:
    """Return the last state of each day, oldest first, without the tip's own.

    Only what the branch itself went through counts, not the branches merged into it.
    """
    found: list[Snapshot] = []
    listed = 0
    for commit in _last_of_days(git, place, tip)[:DAYS]:
        try:
            snapshot = tree.snapshot(git, place, commit, max_bytes=max_bytes)
        except Permanent:
            continue  # the directory was not there yet
        listed += len(snapshot.versions)
        if listed > _PATHS:
            break
        found.append(Snapshot(commit, snapshot.versions, unread=snapshot.unread))
    return found[::-1]


def _last_of_days(git: Git, place: GitPlace, tip: str) -> list[str]:
    where = ("--", place.directory) if place.directory else ()
    arguments = ("--first-parent", "--format=%H %ct", f"-{_COMMITS}", tip, *where)
    try:
        told = git.run("log", "--no-show-signature", *arguments).decode().split("\n")
    except Failed as failed:
        raise Transient(f"git log: {failed.words[:200]}") from failed
    newest: dict[object, str] = {}
    for line in told[:-1]:
        commit, _, at = line.partition(" ")
        day = datetime.fromtimestamp(int(at), UTC).date()
        newest.setdefault(day, commit)
    changed = told[0].partition(" ")[0]
    return [commit for commit in newest.values() if commit not in (tip, changed)]
