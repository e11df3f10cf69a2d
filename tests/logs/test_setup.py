"""digest.logs: one line an event, for programs or for people, and nothing private in it."""

import io
import logging

import pytest
from structlog.contextvars import bound_contextvars

from digest.errors import UsageError
from digest.logs import Log, life
from digest.logs.choice import Form, chosen
from digest.logs.clean import cleaned
from digest.logs.setup import set_up
from tests.logs.capture import logged

log = Log("digest.workflow.gather")
PROOF = "abcdefghijklmnopqrstuvwxyz234567"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_line_for_programs_has_the_facts_by_name():
    with logged() as written:
        log.info("gather", source="docs", read=3)
    (event,) = written.events

    assert event.pop("timestamp").endswith("Z")
    told = {"level": "info", "process": "test", "event": "gather", "source": "docs", "read": 3}
    assert event == told


def test_a_line_for_people_reads_like_a_sentence():
    with logged("text") as written:
        log.warning("gather failed", source="docs", reason="no folder")

    assert written.text.endswith("Z [warning] gather failed source=docs reason='no folder'\n")


def test_the_task_is_named_to_programs_alone():
    told = {}
    for form in ("json", "text"):
        with logged(form) as written, bound_contextvars(task_id="t1"):
            log.info("gather")
        told[form] = "t1" in written.text

    assert told == {"json": True, "text": False}


def test_lines_of_libraries_take_the_same_form_from_warnings_upwards():
    with logged() as written:
        logging.getLogger("celery.worker").info("received a task")
        logging.getLogger("celery.worker").warning("connection lost")
    (event,) = written.events

    assert (event["event"], event["logger"]) == ("connection lost", "celery.worker")


def test_an_exception_is_told_by_kind_and_place_never_in_its_words():
    with logged() as written:
        try:
            int("Dear Priya, thank you")
        except ValueError:
            logging.getLogger("somebody.else").exception("broken")
    (event,) = written.events

    assert (event["error"], "test_setup.py" in event["at"]) == ("ValueError", True)
    assert "Dear" not in written.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("550 5.1.1 <priya@northbeam.example>: unknown", "550 5.1.1 <[address]>: unknown"),
        (f"GET /c/{PROOF}.ics", "GET /c/[token].ics"),
        (f"to reply+{PROOF}@in.northbeam.example", "to [address]"),
        ("redis://digest:secret@broker:6379/0", "redis://digest:[address]:6379/0"),
        ("two\r\nlines\x1b[0m", "two lines [0m"),
    ],
)
def test_what_must_not_be_told_is_taken_out(text: str, told: str):
    assert cleaned(text) == told


def test_the_level_is_asked_for_and_readiness_told_at_every_one():
    with logged(level="error") as written:
        log.warning("gather failed")
        life.info("worker ready")

    assert [event["event"] for event in written.events] == ["worker ready"]


def test_a_terminal_gets_text_and_everything_else_json():
    assert chosen({}, Terminal()) is Form.TEXT
    assert chosen({}, io.StringIO()) is Form.JSON
    assert chosen({}, io.StringIO(), auto=Form.TEXT) is Form.TEXT
    assert chosen({"DIGEST_LOG": "json"}, Terminal()) is Form.JSON


@pytest.mark.parametrize("wrong", [{"DIGEST_LOG": "xml"}, {"DIGEST_LOG_LEVEL": "loud"}])
def test_a_wrong_wish_is_named_with_what_may_be_written(wrong: dict[str, str]):
    with pytest.raises(UsageError, match=r"DIGEST_LOG\w*: '(xml|loud)' is no .*write"):
        set_up("web", environ=wrong)
