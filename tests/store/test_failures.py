"""What goes wrong is said in the terms of the workflow, and never shows a password."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError

from digest.errors import Permanent, Transient
from digest.store import SqlStore, open_store
from digest.store.database import Database

READ_ONLY = {"sqlite": "PRAGMA query_only = ON", "postgresql": "SET TRANSACTION READ ONLY"}


def test_a_server_that_does_not_answer_may_answer_later(tmp_path: Path):
    with pytest.raises(Transient, match="cannot be used now") as failed:
        open_store(f"postgresql://ada:secret@/digest?host={tmp_path}")
    assert "secret" not in str(failed.value)


def test_a_server_that_closed_the_connection_is_asked_again(postgres: str):
    with closing(Database(postgres)) as database:
        with database.writing() as connection:
            mine = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with psycopg.connect(postgres, autocommit=True) as admin:
            admin.execute("SELECT pg_terminate_backend(%s)", [mine])
        with database.reading() as connection:
            assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1


def test_a_file_that_is_no_store_is_damaged(tmp_path: Path):
    (tmp_path / "store.db").write_bytes(b"# not a database\n" * 100)
    with pytest.raises(Permanent, match=r"store\.db is damaged"):
        open_store(f"sqlite:///{tmp_path}/store.db")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(Permanent, match="cannot be made"):
        open_store(f"sqlite:///{tmp_path}/file/store.db")


def test_a_lock_that_is_held_too_long_may_be_free_later(tmp_path: Path):
    store = open_store(f"sqlite:///{tmp_path}/store.db?timeout=0.1")
    with closing(sqlite3.connect(tmp_path / "store.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Transient, match="database is locked"):
            store.set_note("clock", "later")


def test_a_store_that_must_not_be_written_says_so(store: SqlStore, backend: str):
    def write() -> None:
        with store.database.writing() as connection:
            connection.exec_driver_sql(READ_ONLY[backend])
            connection.exec_driver_sql("DELETE FROM notes")

    with pytest.raises(Permanent, match="cannot be written"):
        write()


def test_a_broken_rule_stays_what_it_is_and_shows_no_values(store: SqlStore):
    with pytest.raises(IntegrityError) as broken:
        store.record_outcome("no such entry", 0, "bounce+secret@in.northbeam.example")
    assert "secret" not in str(broken.value)
