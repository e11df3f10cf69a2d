"""As whom a commit names the person who replied: never by an address it would make public."""

from dataclasses import dataclass, field

from digest.model.directory import Person
from digest.model.installation import Mailbox
from digest.model.place import Commits
from digest.sources.program import Failed, Git

_COMMITS = 50_000  # of the past that are looked at
_FORMAT = "--format=%aE%x1f%aN%x1f%ae"


@dataclass
class Identities:
    """Whoever wrote in a history, by address; the past is read once, then what came to it."""

    git: Git
    _tip: str = ""
    _mailmap: str = ""  # the blob it was when the past was read
    _known: dict[str, Mailbox] = field(default_factory=dict)  # by folded address

    def of(self, person: Person, tip: str, service: Mailbox, habits: Commits) -> Mailbox:
        """Return who a person is in the history that leads to a tip.

        Else the form of address that their host has for whoever keeps theirs to themselves;
        else the name of the person at the service's address, or the service where
        everybody could read that name.
        """
        self._read(tip)
        for address in filter(None, (person.mail, *person.other_mail)):
            if found := self._known.get(address.casefold()):
                return found
        handle = next((a[1:] for a in person.aliases if a.startswith("@")), "")
        if habits.no_reply and handle.isascii() and handle.replace("-", "").isalnum():
            return Mailbox(person.name, habits.no_reply.replace("{handle}", handle))
        return service if habits.public else Mailbox(person.name, service.address)

    def _read(self, tip: str) -> None:
        """Learn who wrote a history, as its .mailmap names them; the newest count."""
        if tip == self._tip:
            return
        mailmap = self._blob(f"{tip}:.mailmap")
        since = self._tip if mailmap == self._mailmap else ""
        newest: dict[str, Mailbox] = {}
        for line in self._log(since, tip):
            mail, name, raw = line.split("\x1f", 2)
            for address in (mail, raw):
                newest.setdefault(address.casefold(), Mailbox(name, mail))
        self._known = {**self._known, **newest} if since else newest
        self._tip, self._mailmap = tip, mailmap

    def _log(self, since: str, tip: str) -> list[str]:
        which = f"{since}..{tip}" if since else tip
        mapped = ("-c", f"mailmap.blob={tip}:.mailmap")
        flags = ("--no-show-signature", _FORMAT, f"-{_COMMITS}")
        try:
            told = self.git.run(*mapped, "log", *flags, which)
        except Failed:
            if not since:
                raise
            return self._log("", tip)  # the clone was made anew
        return list(dict.fromkeys(told.decode(errors="replace").splitlines()))

    def _blob(self, name: str) -> str:
        try:
            return self.git.run("rev-parse", "--verify", "--quiet", name).decode().strip()
        except Failed:
            return ""
