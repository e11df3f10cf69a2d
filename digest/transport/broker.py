"""How much a broker holds for the workers; what is to be done stands in tables, not in it."""

from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from digest.errors import Transient

_QUEUE, _TAKEN = "celery", "unacked"  # kombu's names: a list, and a hash of what workers hold
_SECONDS = 2.0


def waiting(url: str) -> int:
    """Return how many messages wait in a broker or are held by its workers.

    Raises:
        Transient: it does not answer.
    """
    try:
        broker: Any = Redis.from_url(
            url.replace("redis+socket://", "unix://"),
            socket_timeout=_SECONDS,
            socket_connect_timeout=_SECONDS,
        )
        with broker:
            return int(broker.llen(_QUEUE)) + int(broker.hlen(_TAKEN))
    except (RedisError, ValueError) as error:
        raise Transient(f"does not answer: {error}") from error
