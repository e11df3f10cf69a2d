"""What messages told, as compressed JSON."""

import json
import zlib

from sqlalchemy import Connection, delete

from digest.model.edition import Edition
from digest.model.ledger import Delivery
from digest.model.notice import Notice
from digest.store.codec import plain, read
from digest.store.schema import archives

_KINDS = {"edition": Edition, "notice": Notice}


def archive(connection: Connection, delivery: Delivery) -> None:
    """Keep what a message tells, in place of what it told before."""
    connection.execute(delete(archives).where(archives.c.delivery == delivery.id))
    if delivery.told is not None:
        row = {"delivery": delivery.id, "made_at": delivery.queued_at}
        connection.execute(archives.insert().values(**row, told=packed(delivery.told)))


def packed(told: Edition | Notice) -> bytes:
    """Return what a message tells as bytes."""
    kind = "notice" if isinstance(told, Notice) else "edition"
    text = json.dumps({kind: plain(told)}, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def unpacked(raw: bytes) -> Edition | Notice:
    """Return what a message told."""
    ((kind, told),) = json.loads(zlib.decompress(raw).decode("utf-8", "surrogatepass")).items()
    found: Edition | Notice = read(_KINDS[kind], told)
    return found
