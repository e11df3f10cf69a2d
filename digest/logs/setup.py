"""How every process logs: one line an event on standard error, as JSON or as text.

The lines of libraries take the same form, from warnings upwards: what they tell below that is
said better by our own lines, or must not be said at all.
"""

import logging
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

from digest.logs.choice import Form, chosen, level
from digest.logs.clean import cleaned, fault
from digest.logs.log import LIFE, Told

_OURS = ("digest", "tasks")
# aiosmtpd tells every command, and with it every token; what Celery's tells of a failed task
# quotes the exception, which may quote a mail: tasks tell it themselves.
_HUSHED = {"mail.log": logging.ERROR, "celery.app.trace": logging.CRITICAL}


def set_up(
    process: str, *, environ: Mapping[str, str] = os.environ, out: TextIO | None = None
) -> None:
    """Have this process log; `process` is its name in every line.

    Raises:
        UsageError: DIGEST_LOG or DIGEST_LOG_LEVEL is wrong.
    """
    stream = out or sys.stderr
    form, least = chosen(environ, stream), level(environ)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_formatter(process, form, colours=_coloured(environ, stream)))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    levels = dict.fromkeys(_OURS, least) | _HUSHED | {LIFE: min(least, logging.INFO)}
    for name, wanted in levels.items():
        logging.getLogger(name).setLevel(wanted)
    logging.captureWarnings(capture=True)


def _coloured(environ: Mapping[str, str], stream: TextIO) -> bool:
    plain = environ.get("NO_COLOR") or environ.get("TERM") == "dumb"
    return stream.isatty() and not plain


def _formatter(process: str, form: Form, *, colours: bool) -> logging.Formatter:
    def head(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
        record: logging.LogRecord = event["_record"]
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"timestamp": at.replace("+00:00", "Z"), "level": record.levelname.lower()}
        return {**told, **({"process": process} if form is Form.JSON else {}), **event}

    # Which task did it is for programs: a person sees what was done.
    bound = [structlog.contextvars.merge_contextvars] if form is Form.JSON else []
    written = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form is Form.JSON
        else structlog.dev.ConsoleRenderer(
            colors=colours, pad_event_to=0, pad_level=False, sort_keys=False
        )
    )
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            head,
            _facts,
            *bound,
            _fault,
            _clean,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            written,
        ]
    )


def _facts(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Take our own lines apart; those of libraries name the library."""
    record: logging.LogRecord = event["_record"]
    if isinstance(record.msg, Told):
        return {**event, "event": record.msg.event, **record.msg.facts}
    return {**event, "logger": record.name}


def _fault(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Tell an exception by its kind and place, never in its words, which may quote a mail."""
    told = event.pop("exc_info", None)
    return {**event, **fault(told[1])} if told and told[1] else event


def _clean(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    return {k: cleaned(v) if isinstance(v, str) else v for k, v in event.items()}
