import os
from pathlib import Path

import pytest

from digest.errors import UsageError
from digest.supervise.lock import locked, running, write_record


def test_only_one_holds_a_state_directory(tmp_path: Path):
    with (
        locked(tmp_path),
        pytest.raises(UsageError, match=f"process {os.getpid()} ") as refused,
        locked(tmp_path),
    ):
        pass

    assert str(tmp_path) in str(refused.value)


def test_a_lock_file_left_behind_is_no_hindrance(tmp_path: Path):
    (tmp_path / "supervisor.lock").write_text("4194304\n")
    with locked(tmp_path):
        assert (tmp_path / "supervisor.lock").read_text() == f"{os.getpid()}\n"


def test_the_record_says_what_runs(tmp_path: Path):
    assert running(tmp_path) == {}

    write_record(tmp_path, {"worker": 12})

    assert running(tmp_path) == {"worker": 12}
