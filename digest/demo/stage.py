"""The demo's place on disk: the sample, the settings of this start, and who listens where."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from digest.demo.accounts import MailHostAccess, new_accounts, read_accounts
from digest.demo.cast import DOMAIN, Cast
from digest.demo.own import copy
from digest.demo.sample import TEXTS, Addresses, write, write_settings
from digest.errors import UsageError
from digest.settings.load import load
from digest.settings.schema import Settings

LOOPBACK = "127.0.0.1"
_NOTE = "demo.json"
_TEXTS = "texts"  # the settings of a copy, before its addresses are filled in
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
    cast: Cast = field(default_factory=Cast)

    @property
    def config(self) -> Path:
        """The settings file."""
        return self.root / "digest.toml"

    @property
    def repository(self) -> Path:
        """The repository that is played with, a bare one."""
        return self.root / f"{self.cast.repository}.git"

    @property
    def folder(self) -> Path | None:
        """The folder that may be edited beside it."""
        return self.root / self.cast.folder if self.cast.folder else None

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
        return load(self.config, environ)

    def mail_host(self) -> MailHostAccess:
        """Return where mail is caught and submitted."""
        submission = (LOOPBACK, self.ports.catcher)
        return MailHostAccess(self.mail, submission, read_accounts(self.accounts))


def set_up(
    root: Path, ports: Ports, *, now: datetime, fresh: bool, of: Path | None = None
) -> Stage:
    """Write the sample or a copy of a path, unless it is there, and what this start needs.

    Raises:
        UsageError: `root` holds something that is no demo, or the demo of something else.
    """
    if fresh and root.exists():
        _clear(root)
    if not (root / _NOTE).exists():
        _first(Stage(root, ports), now, of)
    stage = replace(found(root), ports=ports)
    if stage.cast.of != (str(of.resolve()) if of else ""):
        held = stage.cast.of or "the sample"
        raise UsageError(f"{root}: holds a demo of {held} (say --fresh, or another --state)")
    note = json.loads((root / _NOTE).read_text())
    day = datetime.fromisoformat(note["made_at"]).date()
    texts = root / _TEXTS if of else TEXTS
    write_settings(root, day, _addresses(ports, "unset"), texts)
    people = stage.settings({}).people.values()
    accounts = new_accounts(stage.accounts, (p.mail for p in people), domain=DOMAIN)
    write_settings(root, day, _addresses(ports, accounts.authserv_id), texts)
    (root / _NOTE).write_text(json.dumps({**note, "ports": asdict(ports)}))
    return stage


def found(root: Path) -> Stage:
    """Return the demo that runs, or ran last, under `root`."""
    note = json.loads((root / _NOTE).read_text())
    return Stage(root, Ports(**note["ports"]), Cast(**note["cast"]))


def _clear(root: Path) -> None:
    """Remove a demo, and nothing that is not one; the lock in `state` is ours, and held."""
    if (root / _NOTE).exists():
        for path in (*root.iterdir(), *(root / "state").iterdir()):
            if path.name != "state" and not path.name.startswith("supervisor."):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _first(stage: Stage, now: datetime, of: Path | None) -> None:
    root = stage.root
    root.mkdir(parents=True, exist_ok=True)
    strange = [p.name for p in root.iterdir() if p.name != "state"]
    if strange:
        raise UsageError(f"{root}: holds {strange[0]} and no demo (choose another --state)")
    if of:
        cast = copy(of, root, root / _TEXTS, now=now)
        write_settings(root, now.date(), _addresses(stage.ports, "unset"), root / _TEXTS)
    else:
        cast = Cast()
        write(root, now.date(), _addresses(stage.ports, "unset"))
    from digest.store import open_store  # noqa: PLC0415 - only a first start pays for it

    settings = stage.settings({})
    store = open_store(settings.database)
    for person in settings.people:
        store.choices(person, now=now - _HISTORY)
    store.start(None, now)
    store.close()
    note = {"made_at": now.isoformat(), "cast": asdict(cast), "ports": asdict(stage.ports)}
    (root / _NOTE).write_text(json.dumps(note))


def _addresses(ports: Ports, authserv_id: str) -> Addresses:
    return Addresses(
        smtp=f"smtp://{LOOPBACK}:{ports.catcher}",
        inbound_smtp=f"{LOOPBACK}:{ports.smtp}",
        inbound_lmtp=f"{LOOPBACK}:{ports.lmtp}",
        web_port=ports.web,
        authserv_id=authserv_id,
    )
