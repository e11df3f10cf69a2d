from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digest.model.installation import Mailbox
from digest.model.place import GitPlace
from digest.sources.folder import MAX_BYTES
from digest.sources.git import GitSource
from tests.sources.upstream import SEALED, Upstream

BOT = Mailbox("Northbeam Follow-ups", "digest@northbeam.example")
Opener = Callable[..., GitSource]


@pytest.fixture
def upstream(tmp_path: Path) -> Upstream:
    return Upstream.create(tmp_path / "upstream.git")


def sealed(
    upstream: Upstream, work: Path, *, max_bytes: int = MAX_BYTES, **place: Any
) -> GitSource:
    """Open an upstream as a source, from an environment that holds nothing of ours."""
    found = GitPlace(**{"name": "docs", "url": str(upstream.path), **place})
    return GitSource(found, work, BOT, environ={"PATH": SEALED["PATH"]}, max_bytes=max_bytes)


@pytest.fixture
def opened(upstream: Upstream, tmp_path: Path) -> Opener:
    """Open the upstream as a source; `work` keeps clones apart, as on two machines."""

    def open_it(work: str = "one", **place: Any) -> GitSource:
        return sealed(upstream, tmp_path / work, **place)

    return open_it
