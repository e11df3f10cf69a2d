"""What replies ask besides done and due, and where an item is found when the text has moved."""

import pytest

from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from tests.workflow.company import Company, words

HEAD = "# Gate meeting, 20 November 2026\n\n**Authors**: Priya Nair\n\n## Action Items\n\n"
OIL = "- [ ] Oil the gate - @priya"
PAINT = "- [ ] Paint the gate - @identity"


@pytest.fixture
def told(at_work: Company) -> Company:
    at_work.write("a.md", f"{HEAD}{OIL}\n{PAINT}\n")
    gather(at_work.world, "docs")
    publish(at_work.world)
    deliver(at_work.world)
    return at_work


def answered(told: Company, typed: str) -> str:
    """Send a reply to the digest, have it received, and return the items of the document."""
    told.reply(told.post.to("priya")[0], typed)
    receive(told.world)
    return told.text("a.md").removeprefix(HEAD)


def receipt(told: Company) -> str:
    deliver(told.world)
    (found,) = [d for d in told.post.offered if d.kind == "receipt"]
    return words(found)


def test_an_owner_is_named_as_the_document_names_people(told):
    text = answered(told, "#1 assign to Jonas Weber")

    assert text == f"- [ ] Oil the gate - @jonas\n{PAINT}\n"
    assert "Owner is now @jonas" in receipt(told)


def test_an_owner_who_is_not_known_is_asked_back(told):
    text = answered(told, "#1 assign bo")

    assert text == f"{OIL}\n{PAINT}\n"
    assert "Nobody is known as 'bo'" in " ".join(receipt(told).split())


def test_me_is_who_answers(told):
    assert answered(told, "#2 assign me").endswith("- [ ] Paint the gate - @priya\n")


def test_a_priority_and_a_note_in_one_mail(told):
    text = answered(told, "#1 P1\n#1 note: two cans, @bob has them")

    assert text == (
        f"- [ ] [P1] Oil the gate - @priya\n  - Note: two cans, \\@bob has them\n{PAINT}\n"
    )
    assert "Note is now two cans, @bob has them" in " ".join(receipt(told).split())


def test_a_note_given_twice_is_noted_once(told):
    once = answered(told, "#1 note: two cans")

    assert answered(told, "Hello,\n#1 note: two cans") == once


def test_an_item_that_moved_is_found_by_its_words(told):
    told.write("a.md", f"{HEAD}{PAINT}\n- [ ] Lock the gate - @mei\n{OIL}\n")

    assert answered(told, "#1 done").endswith("- [x] Oil the gate - @priya\n")


def test_the_receipt_of_a_refusal_shows_what_stands_there(told):
    (told.root / "a.md").write_bytes(f"{HEAD}{OIL}\n\nSeen by José.\n".encode("latin-1"))
    answered(told, "#1 note: für später")

    said = " ".join(receipt(told).split())
    assert "his file is not UTF-8" in said
    assert "- [ ] Oil the gate - @priya" in said
