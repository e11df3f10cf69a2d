"""digest.workflow.assign: a name is exactly one person or team, or asked back."""

from dataclasses import replace

import pytest

from digest.errors import Refusal
from digest.model.command import SetOwner
from digest.model.directory import Directory, Team
from digest.model.document import Document, Kind
from digest.workflow.assign import assigned
from tests.workflow.company import Company, installation, person

PEOPLE = {
    "jw": replace(person("jw", "Jonas Weber"), aliases=("@jonas-w", "Joni")),
    "je": replace(person("je", "Jonas Ek"), aliases=()),
    "ida": replace(person("ida", "Ida Roth"), left=True, successor="jw"),
}
GATES = Team("gates", "Gates", ("jw",), aliases=("@gates",))
SECRET = Document("a.md", b"", Kind.NOTES, "A", audience=("Jonas Ek",))
PLAIN = replace(SECRET, audience=())


def asked(at_work: Company, name: str, document: Document = PLAIN) -> SetOwner:
    directory = Directory(PEOPLE, {"gates": GATES})
    world = replace(at_work.world, installation=installation(directory=directory))
    answering = PEOPLE["je"]
    return assigned(world, SetOwner(name), answering, document=document, source="docs")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("jonas weber", "Jonas Weber"),
        ("@jw", "@jw"),
        ("joni", "Joni"),
        ("jw@northbeam.example", "Jonas Weber"),
        ("gates", "Gates"),
        ("me", "Jonas Ek"),
    ],
)
def test_a_name_is_written_in_its_own_spelling(at_work, typed, first):
    assert asked(at_work, typed).name == first


def test_every_other_spelling_is_known(at_work):
    assert asked(at_work, "Joni").spellings == ("Jonas Weber", "@jonas-w", "jw", "@Joni", "@jw")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Jonas", "it is not plain who 'Jonas' is: answer with one of @je, @jw"),
        ("bo", "nobody is known as 'bo': answer with a name"),
        ("Ida Roth", "Ida Roth has left: answer with somebody else"),
    ],
)
def test_what_is_not_one_person_is_asked_back(at_work, typed, why):
    with pytest.raises(Refusal, match=why):
        asked(at_work, typed)


def test_nobody_gets_what_they_cannot_read(at_work):
    with pytest.raises(Refusal, match="Jonas Weber cannot read this document"):
        asked(at_work, "@jw", SECRET)
