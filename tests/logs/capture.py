"""What a process logs, as it would be written."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from digest.logs.setup import set_up


@dataclass(frozen=True)
class Written:
    """The stream that was logged to."""

    out: io.StringIO

    @property
    def text(self) -> str:
        return self.out.getvalue()

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


@contextmanager
def restored() -> Iterator[None]:
    """Have whatever logged before do so again afterwards."""
    root = logging.getLogger()
    names = ("digest", "digest.life", "tasks", "mail.log", "celery.app.trace")
    levels = {name: logging.getLogger(name).level for name in names}
    handlers, least = root.handlers[:], root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(least)
        logging.captureWarnings(capture=False)
        for name, before in levels.items():
            logging.getLogger(name).setLevel(before)


@contextmanager
def logged(form: str = "json", level: str = "debug") -> Iterator[Written]:
    """Log as the process `test` does."""
    out = io.StringIO()
    with restored():
        set_up("test", environ={"DIGEST_LOG": form, "DIGEST_LOG_LEVEL": level}, out=out)
        yield Written(out)
