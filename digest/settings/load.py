"""TOML and environment become `Settings`, or every mistake in them at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from digest.errors import UsageError
from digest.model.installation import Mailbox
from digest.settings import strays, urls, values
from digest.settings.boxes import read_boxes, read_inbound
from digest.settings.environment import Environment
from digest.settings.everyone import Everyone
from digest.settings.files import find, parse_toml
from digest.settings.linting import read_linting
from digest.settings.outbound import read_relay, read_signers
from digest.settings.people import Rhythm, read_everyone, read_rhythm
from digest.settings.places import read_sources
from digest.settings.reminders import read_reminders
from digest.settings.replies import read_replies
from digest.settings.schema import Settings, Web
from digest.settings.secret import secret_from
from digest.settings.table import Findings, Table
from digest.settings.templates import read_templates
from digest.settings.words import read_default_due, read_languages, read_sprints, read_words
from digest.tokens import Secret

__all__ = ["examine", "examined", "find", "load"]
_NOBODY = Mailbox("", "nobody@localhost")


def load(path: Path, environ: Mapping[str, str]) -> Settings:
    """Return the settings with every default filled in.

    Raises:
        UsageError: with a line for every mistake.
    """
    settings, findings = examine(path, environ)
    if findings.lines:
        raise UsageError(findings.lines)
    return settings


def examine(path: Path, environ: Mapping[str, str]) -> tuple[Settings, Findings]:
    """Return settings and what is wrong with them; they count only if nothing is."""
    return examined(parse_toml(path), path, environ)


def examined(
    told: Mapping[str, object], path: Path, environ: Mapping[str, str]
) -> tuple[Settings, Findings]:
    """Return the settings that a file tells, and what is wrong with them."""
    findings = Findings()
    root = Table(str(path), told, findings)
    env = Environment(environ, findings)
    rhythm = read_rhythm(root.table("digest"))
    everyone = read_everyone(root, _people_file(root, path), rhythm)
    settings = _settings(root, env, everyone, rhythm)
    everyone.watched(settings.sources)
    everyone.check_scopes(settings.sources)
    root.close()
    strays.tell(findings, root.known, path)
    return settings, findings


def _people_file(root: Table, path: Path) -> Table | None:
    named = root.get("people_file", values.text, "")
    if not named:
        return None
    try:
        return Table(named, parse_toml(path.parent / named), root.findings)
    except UsageError as problem:
        root.findings.lines.extend(problem.lines)
        return None


@dataclass(frozen=True)
class _Identity:
    """Who we are in mail, and who answers for it."""

    title: str
    author: Mailbox
    public_url: str | None
    operator: str | None
    steward: str | None


def _identity(root: Table, everyone: Everyone) -> _Identity:
    author = root.need("from", values.mailbox, _NOBODY, '"Name <digest@example.org>"')
    title = root.get("title", values.text, author.name or "Digest")
    # Alone one is the operator; among several somebody has to be named.
    reached = [key for key, person in everyone.people.items() if person.mail]
    alone = reached[0] if len(reached) == 1 else None
    operator = everyone.reader(root, "operator") or alone
    return _Identity(
        title=title,
        author=author if author.name else replace(author, name=title),
        public_url=root.get("public_url", urls.public, None),
        operator=operator,
        steward=everyone.reader(root, "steward") or operator,
    )


def _settings(root: Table, env: Environment, everyone: Everyone, rhythm: Rhythm) -> Settings:
    base = Path(root.file).parent.absolute()
    who = _identity(root, everyone)
    state = base / root.get("state", values.text, "var")
    inbound = read_inbound(root.table("inbound"), base)
    here = f"sqlite:///{(state / 'digest.db').absolute()}"
    return Settings(
        path=Path(root.file),
        **vars(who),
        relay=read_relay(root, env, base, who.author),
        signers=read_signers(root, base, who.author),
        state=state,
        database=env.get(
            "DATABASE_URL", urls.database, root.get("database", urls.database, here)
        ),
        broker=env.get("REDIS_URL", urls.broker, root.get("broker", urls.broker, None)),
        secret=_secret(root, env, base),
        people=everyone.people,
        teams=everyone.teams,
        sources=read_sources(root, env, everyone, base=base, steward=who.steward),
        inbound=inbound,
        boxes=read_boxes(root, env, base, inbound),
        web=_web(root.table("web"), env, base),
        **_notices(root.table("notices")),
        replies=read_replies(root.table("replies")),
        **_calendar(root.table("calendar"), base, who.public_url),
        cap=rhythm.cap,
        language=rhythm.language,
        templates=read_templates(root, base),
        languages=read_languages(root.table("language")),
        sprints=read_sprints(root.table("sprints")),
        reminders=read_reminders(root.table("reminders"), everyone.reminders),
        default_due=read_default_due(root.table("default_due")),
        words=read_words(root.table("vocabulary")),
        lint=read_linting(root.table("lint")),
    )


def _secret(root: Table, env: Environment, base: Path) -> Secret | None:
    found = env.get("DIGEST_SECRET", lambda told: secret_from(str(told)), None)
    named = root.get("secret_file", values.text, "")
    if found or not named:
        return found
    written = env.file(f"{root.file}: secret_file", base / named)
    try:
        return secret_from(written) if written else None
    except ValueError as flaw:
        root.bad("secret_file", str(flaw))
        return None


def _web(table: Table, env: Environment, base: Path) -> Web:
    usual = Web()
    web = Web(
        host=table.get("host", values.text, usual.host),
        port=table.get("port", values.whole(1, 65535), usual.port),
        metrics_token=env.shared("DIGEST_METRICS_TOKEN", table, "metrics_token_file", base),
    )
    table.close()
    return web


def _notices(table: Table) -> dict[str, Any]:
    found = {
        "coalesce": table.get("coalesce", values.duration, timedelta(minutes=15)),
        "head_start": table.get("head_start", values.duration, timedelta()),
    }
    table.close()
    return found


def _calendar(table: Table, base: Path, public_url: str | None) -> dict[str, Any]:
    folder = table.get("folder", values.text, None)
    url = table.get("url", urls.public, None)
    if folder and not (url or public_url):
        table.bad("folder", "where it is published is not set (write url beside it)")
    found = {
        "calendar_folder": base / folder if folder else None,
        "done_days": table.get("done_days", values.whole(0, 365), 7),
        "calendar_url": url,
    }
    table.close()
    return found
