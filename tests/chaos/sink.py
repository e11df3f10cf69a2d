"""A mail server that writes down what it takes before it says so, and may be killed any time.

`python -m tests.chaos.sink PORT FILE SECONDS`: a line for each message, its Message-ID.
"""

import asyncio
import os
import re
import sys
from contextlib import suppress
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

_MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*(\S+)")


class Sink:
    """Takes everything (the hooks of aiosmtpd), and takes its time."""

    def __init__(self, file: Path, seconds: float) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._seconds = seconds

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del server, session
        found = _MESSAGE_ID.search(bytes(envelope.original_content or b""))
        await asyncio.sleep(self._seconds / 2)
        os.write(self._file, (found[1] if found else b"none") + b"\n")
        await asyncio.sleep(self._seconds / 2)
        return "250 2.0.0 taken"


async def _serve(port: int, sink: Sink) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(sink, hostname="mx.northbeam.example", loop=loop), "127.0.0.1", port
    )
    print("ready", flush=True)  # noqa: T201
    await server.serve_forever()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(int(sys.argv[1]), Sink(Path(sys.argv[2]), float(sys.argv[3]))))
