"""A store is made by its migrations, and they make what the tables say."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from digest.errors import UsageError
from digest.store import migrate, open_store
from digest.store.database import Database
from digest.store.migration import revision
from digest.store.schema import HEAD, metadata
from tests.store.samples import gathered, record, stored
from tests.stores import NewUrl

_WITHOUT_SERIES = (
    *("DROP TABLE aliases", "DROP INDEX ix_inbox_received_at"),
    *(f"ALTER TABLE inbox DROP COLUMN {name}" for name in ("came", "client", "helo")),
    *(f"DROP TABLE {name}" for name in ("receipts", "item_choices", "absences", "seen_lines")),
    "ALTER TABLE deliveries DROP COLUMN offered",
    *(
        f"ALTER TABLE documents DROP COLUMN {name}"
        for name in ("met", "changed_at", "sequence", "origin")
    ),
    "ALTER TABLE editions DROP COLUMN recorded",
    "DROP TABLE archives",
    "DROP TABLE bounces",
    "ALTER TABLE deliveries DROP COLUMN in_doubt",
    *("DROP TABLE calendars", "DROP TABLE fetches"),
    *("DROP INDEX ix_documents_written", "ALTER TABLE documents DROP COLUMN written"),
    *("DROP INDEX ix_items_written", "ALTER TABLE items DROP COLUMN written"),
    "DROP TABLE tellings",
    "ALTER TABLE items DROP COLUMN reason",
    "DROP TABLE due_slots",
    "DROP TABLE schedules",
    "DROP INDEX ix_deliveries_state_settled_at_kind",
    "CREATE INDEX ix_deliveries_settled_at ON deliveries (settled_at)",
    "ALTER TABLE editions DROP COLUMN lines",
    "DROP TABLE pauses",
    "DROP INDEX ix_editions_made_at",
    "DROP INDEX ix_deliveries_recipient_number",
    "DROP INDEX ix_items_source_withdrawn_at",
    "DROP INDEX ix_documents_source_series",
    "ALTER TABLE documents DROP COLUMN series",
    "ALTER TABLE sources DROP COLUMN problems",
)


@pytest.fixture
def connection(url: str) -> Iterator[Connection]:
    database = Database(url)
    with database.writing() as connection:
        yield connection
    database.close()


def test_migrations_make_the_tables_of_the_schema(connection: Connection):
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, metadata) == []


def test_the_head_of_the_schema_is_the_last_migration(connection: Connection):
    assert revision(connection) == HEAD


def test_migrating_again_changes_nothing(new_url: NewUrl):
    url = new_url()
    migrate(url)
    migrate(url)
    with closing(open_store(url)) as store:
        assert store.deliveries() == []


def test_an_older_store_is_brought_up_to_date(new_url: NewUrl):
    url = new_url()
    migrate(url)
    _pretend(url, *_WITHOUT_SERIES)
    _pretend(url, "DROP TABLE outcomes", "DROP TABLE editions", "DROP TABLE inbox")
    _pretend(url, "DROP TABLE handles", "DROP TABLE deliveries")
    _pretend(url, "UPDATE alembic_version SET version_num = '0001'")
    with closing(open_store(url)) as store:
        assert store.waiting() == 0


def test_an_older_store_learns_which_series_its_documents_belong_to(new_url: NewUrl):
    url = new_url()
    migrate(url)
    update = stored("a.md")
    update = replace(update, document=replace(update.document, series="identity"))
    with closing(open_store(url)) as store:
        record(store, gathered(documents=(update,)))
    _pretend(url, *_WITHOUT_SERIES)
    _pretend(url, "UPDATE alembic_version SET version_num = '0002'")

    with closing(open_store(url)) as store:
        (found,) = store.documents(series="identity")

    assert found.document == update.document


def test_a_store_of_a_newer_version_is_refused(new_url: NewUrl):
    url = new_url()
    migrate(url)
    _pretend(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(UsageError, match="its schema is 9999, newer than"):
        open_store(url)


def _pretend(url: str, *statements: str) -> None:
    database = Database(url)
    with database.writing() as connection:
        for statement in statements:
            connection.execute(text(statement))
    database.close()
