"""The web of a whole service, asked without sockets."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx

from digest.model.ledger import Delivery
from digest.store import SqlStore
from digest.web.app import create_app
from digest.web.hooks import Hook
from digest.workflow.addresses import calendars
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.world import World
from tests.workflow.company import Company, message, words

PUBLIC = "https://digest.northbeam.example"
TABLE = """# Post-Mortem: Login outage
**Date**: 2026-11-02
**Authors**: Mei Tanaka
**Impact**: Nobody could sign in

## Summary

The cache was too small.
- first point

## What We Learned

### Detection
**Learning**: Watch failures.

## Action Items

| Priority | Action | Owner | Due Date | Status |
|---|---|---|---|---|
{rows}"""
ROW = "| P1 | Rotate the keys | @priya | 2026-11-20 | Not started |"


def table(*rows: str) -> str:
    return TABLE.format(rows="\n".join(rows) + "\n")


@dataclass
class Site:
    """A service with its web application."""

    work: Company
    called: Mapping[str, Hook] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.app = create_app(self.work.world, called=self.called)

    @property
    def world(self) -> World:
        return self.work.world

    def ask(
        self, path: str, method: str = "GET", body: bytes = b"", **headers: str
    ) -> httpx.Response:
        told = {"accept-encoding": "identity"}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)

        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as client:
                return await client.request(method, path, headers=told, content=body)

        return asyncio.run(asked())

    def restarted(self, **changes: object) -> "Site":
        """Return the same service in a new process, some of its world replaced."""
        return Site(replace(self.work, world=replace(self.world, **changes)))  # type: ignore[arg-type]

    def write(self, path: str, text: str) -> None:
        """Write a document, gather, and let what was answered before be forgotten."""
        self.work.clock.forward(seconds=3)
        self.work.write(path, text)
        gather(self.world, "docs")

    def lose_store(self) -> None:
        """Have something else stand in the file of the store."""
        store = self.world.store
        assert isinstance(store, SqlStore)
        store.close()
        Path(str(store.database.url.database)).write_bytes(b"no database at all" * 400)

    def feed(self, viewer: str = "priya", scope: str | None = None) -> str:
        """Return the path of a viewer's calendar."""
        return calendars(self.world, viewer)[scope or f"person:{viewer}"].removeprefix(PUBLIC)

    def mails(self, kind: str = "digest", person: str = "priya") -> list[Delivery]:
        """Send what is due; return what a person has got of a kind."""
        publish(self.world)
        deliver(self.world)
        return [mail for mail in self.work.post.to(person) if mail.kind == kind]

    def link(self, letter: str, mail: Delivery) -> str:
        """Return the path of the first address of a kind (`p`, `h`) in a mail."""
        found = re.search(rf"{PUBLIC}(/{letter}/\S+)", words(mail))
        assert found, words(mail)
        return found[1]

    def unsubscribing(self, mail: Delivery) -> str:
        """Return the path that a mail client is told to post to."""
        found = re.search(rf"<{PUBLIC}(/u/[^>]+)>", str(message(mail)["List-Unsubscribe"]))
        assert found
        return found[1]
