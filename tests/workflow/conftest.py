from pathlib import Path

import pytest

from digest.store import SqlStore
from tests.workflow.company import Company, company


@pytest.fixture
def at_work(store: SqlStore, tmp_path: Path) -> Company:
    """A service over one folder, on SQLite and on PostgreSQL."""
    return company(store, tmp_path / "docs")
