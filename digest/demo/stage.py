"""The demo's place on disk: the sample, the settings of this start, and who listens where."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from digest.demo.accounts import MailHostAccess, new_accounts, read_accounts
from digest.demo.sample import Addresses, Sample, write, write_settings
from digest.errors import UsageError
from digest.settings.load import load
from digest.settings.schema import Settings

LOOPBACK = "127.0.0.1"
_NOTE = "demo.json"
_HISTORY = timedelta(days=8)  # everybody subscribed a week ago, so that a digest is due at once


@dataclass(frozen=True)
class Ports:
    """Where the parts of this start listen, on loopback."""

    web: int
    catcher: int
    smtp: int
    lmtp: int


@dataclass(frozen=True)
class Stage:
    """A demo that was set up under `root`."""

    root: Path
    ports: Ports

    @property
    def sample(self) -> Sample:
        """Where the sample is."""
        root = self.root
        return Sample(root, root / "digest.toml", root / "updates", root / "postmortems.git")

    @property
    def accounts(self) -> Path:
        """What only the mail host knows."""
        return self.root / "accounts.json"

    @property
    def mail(self) -> Path:
        """Where caught mail is kept."""
        return self.root / "mail"

    def settings(self, environ: Mapping[str, str]) -> Settings:
        """Return the settings of this start."""
        return load(self.sample.settings, environ)

    def mail_host(self) -> MailHostAccess:
        """Return where mail is caught and submitted."""
        submission = (LOOPBACK, self.ports.catcher)
        return MailHostAccess(self.mail, submission, read_accounts(self.accounts))


def set_up(root: Path, ports: Ports, *, now: datetime, fresh: bool) -> Stage:
    """Write the sample, unless it is there, and the settings and accounts of this start.

    Raises:
        UsageError: `root` holds something that is no demo.
    """
    stage = Stage(root, ports)
    if fresh and root.exists():
        _clear(root)
    if not (root / _NOTE).exists():
        _first(stage, now)
    day = datetime.fromisoformat(json.loads((root / _NOTE).read_text())["made_at"]).date()
    domain = "northbeam.example"
    write_settings(root, day, _addresses(ports, "unset"))
    people = stage.settings({}).people.values()
    accounts = new_accounts(stage.accounts, (p.mail for p in people), domain=domain)
    write_settings(root, day, _addresses(ports, accounts.authserv_id))
    (root / _NOTE).write_text(json.dumps(_told(stage, root)))
    return stage


def _told(stage: Stage, root: Path) -> dict[str, object]:
    note = json.loads((root / _NOTE).read_text())
    return {**note, "ports": asdict(stage.ports)}


def found(root: Path) -> Stage:
    """Return the demo that runs, or ran last, under `root`."""
    note = json.loads((root / _NOTE).read_text())
    return Stage(root, Ports(**note["ports"]))


def _clear(root: Path) -> None:
    """Remove a demo, and nothing that is not one; the lock in `state` is ours, and held."""
    if (root / _NOTE).exists():
        for path in (*root.iterdir(), *(root / "state").iterdir()):
            if path.name != "state" and not path.name.startswith("supervisor."):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _first(stage: Stage, now: datetime) -> None:
    root = stage.root
    root.mkdir(parents=True, exist_ok=True)
    strange = [p.name for p in root.iterdir() if p.name != "state"]
    if strange:
        raise UsageError(f"{root}: holds {strange[0]} and no demo (choose another --state)")
    write(root, now.date(), _addresses(stage.ports, "unset"))
    from digest.store import open_store  # noqa: PLC0415 - only a first start pays for it

    settings = stage.settings({})
    store = open_store(settings.database)
    for person in settings.people:
        store.choices(person, now=now - _HISTORY)
    store.start(None, now)
    store.close()
    (root / _NOTE).write_text(json.dumps({"made_at": now.isoformat()}))


def _addresses(ports: Ports, authserv_id: str) -> Addresses:
    return Addresses(
        smtp=f"smtp://{LOOPBACK}:{ports.catcher}",
        inbound_smtp=f"{LOOPBACK}:{ports.smtp}",
        inbound_lmtp=f"{LOOPBACK}:{ports.lmtp}",
        web_port=ports.web,
        authserv_id=authserv_id,
    )
