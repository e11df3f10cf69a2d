"""What a person decides about a new installation, and what is taken where nobody is asked."""

import getpass
import re
from dataclasses import dataclass, field, replace

from digest.detect.relay import PORTS, relay
from digest.detect.survey import Survey
from digest.detect.zone import zone
from digest.model.directory import Person
from digest.model.schedule import Schedule
from digest.model.vocabulary import Sprints
from digest.settings import urls
from digest.settings.schema import Security

LOCAL = "smtp://localhost"


@dataclass(frozen=True)
class Answers:
    """Who gets mail, when, through which server; when sprints begin."""

    operator: Person  # who begins it, with an address
    others: tuple[Person, ...] = ()  # who else gets digests
    schedule: Schedule = field(default_factory=Schedule)
    smtp: str = LOCAL
    port: int | None = None  # of this machine, where a mail server was seen to answer
    sprints: Sprints | None = None
    assumed: bool = False  # the operator's address: nobody has said it

    @property
    def answering(self) -> bool:
        """Return whether the mail server named is one that was seen to answer."""
        return self.port is not None and self.smtp == local(self.port)


def local(port: int) -> str:
    """Return the address of a mail server on this machine."""
    return LOCAL if port == 25 else f"{LOCAL}:{port}"  # noqa: PLR2004 - SMTP's own


def usual(survey: Survey, smtp: str = "") -> Answers:
    """Return what is taken where nobody says otherwise: only you, Monday at eight.

    `smtp` is the address of the mail server where it was named, empty where one is looked for.
    """
    named = urls.relay(smtp) if smtp else None
    here = named is None or named.security is Security.LOOPBACK
    port = relay((named.port,) if named else PORTS) if here else None
    operator = _operator(survey)
    return Answers(
        operator=operator if operator.mail else replace(operator, mail=f"{_login()}@localhost"),
        schedule=Schedule(zone=zone() or Schedule().zone),
        smtp=smtp or (local(port) if port else LOCAL),
        port=port,
        assumed=not operator.mail,
    )


def _operator(survey: Survey) -> Person:
    """Return git's user, else the user of this machine, who may be a stranger to the folder."""
    known = survey.found.directory.people.get(survey.found.me or "")
    if known:
        return known
    key, number = _login(), 2
    while (met := survey.found.directory.resolve(key)).found or met.candidates:
        key, number = f"{_login()}-{number}", number + 1
    return Person(key, survey.ground.user_name or _login(), "")


def _login() -> str:
    try:
        name = getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container's user may have no name
        name = ""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:40] or "operator"
