from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digest.model.installation import Mailbox
from digest.model.place import GitPlace
from digest.sources.git import GitSource
from tests.sources.upstream import SEALED, Upstream

BOT = Mailbox("Northbeam Follow-ups", "digest@northbeam.example")
Opener = Callable[..., GitSource]


@pytest.fixture
def upstream(tmp_path: Path) -> Upstream:
    return Upstream.create(tmp_path / "upstream.git")


@pytest.fixture
def opened(upstream: Upstream, tmp_path: Path) -> Opener:
    """Open the upstream as a source; `work` keeps clones apart, as on two machines."""

    def open_it(work: str = "one", **place: Any) -> GitSource:
        found = GitPlace(**{"name": "docs", "url": str(upstream.path), **place})
        return GitSource(found, tmp_path / work, BOT, environ={"PATH": SEALED["PATH"]})

    return open_it
