from pathlib import Path

import pytest

from digest.store import SqlStore
from tests.web.site import ROW, Site, table
from tests.workflow.company import company


@pytest.fixture
def backend() -> str:
    """What the web shows does not depend on the database, whose own tests run on both."""
    return "sqlite"


@pytest.fixture
def site(store: SqlStore, tmp_path: Path) -> Site:
    """A service that has read one document."""
    found = Site(company(store, tmp_path / "docs"))
    found.write("a.md", table(ROW))
    return found
