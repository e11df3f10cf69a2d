from datetime import UTC, datetime
from pathlib import Path

from digest.demo.caught import caught, keep

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_a_kept_message_comes_back_as_it_was(tmp_path: Path):
    kept = keep(tmp_path, b"X: y\r\n\r\n\xff", envelope_sender="", recipients=["a@b"], at=AT)

    assert caught(tmp_path) == [kept]
    assert caught(tmp_path)[0].raw == b"X: y\r\n\r\n\xff"


def test_the_newest_comes_first_and_equal_messages_are_two(tmp_path: Path):
    for _ in range(3):
        keep(tmp_path, b"same", envelope_sender="x@y", recipients=["a@b"], at=AT)

    assert [mail.id[:6] for mail in caught(tmp_path)] == ["000003", "000002", "000001"]


def test_a_half_written_message_is_not_listed(tmp_path: Path):
    (tmp_path / ".000001-abc.eml").write_bytes(b"half")

    assert caught(tmp_path) == []


def test_no_store_means_nothing_caught(tmp_path: Path):
    assert caught(tmp_path / "none") == []
