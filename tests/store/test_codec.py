"""Values go into JSON and come back the same, but for bytes and positions."""

import json
from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from digest.model.document import Document
from digest.model.item import ActionItem, Form
from digest.store import codec
from tests.store import strategies
from tests.store.samples import stored

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def through(value: object) -> object:
    return json.loads(json.dumps(codec.plain(value)))


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(strategies.documents)
def test_a_document_comes_back_as_it_was(document: Document):
    assert codec.read(Document, through(document)) == document


@settings(deadline=None, suppress_health_check=SLOW)
@given(strategies.items)
def test_an_item_comes_back_without_its_positions(item: ActionItem):
    back = codec.read(ActionItem, through(item))
    assert back == item
    assert back.spans is None


def test_the_bytes_of_a_document_stay_behind():
    document = replace(stored("a.md").document, raw=b"# A\n")
    assert codec.read(Document, through(document)).raw == b""


def test_what_another_version_wrote_is_still_read():
    told = {"text": "x", "line": 1, "end_line": 1, "form": "task", "later": {"new": 1}}
    assert codec.read(ActionItem, told) == ActionItem("x", 1, 1, Form.TASK)
