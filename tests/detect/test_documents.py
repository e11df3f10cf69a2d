"""What documents tell, and which are worth reading."""

import pytest

from digest.detect.documents import Seen, seen
from digest.detect.language import language
from digest.markdown.document import read
from digest.model.document import Kind
from digest.settings.vocabulary import load

WORDS = load()
TABLE = """\
# Meeting, 20 November 2026

## Action items

| Action | Owner | Due | Status |
|---|---|---|---|
| Rotate the keys | Kim, Lee | Next sprint | Parked |
| Order badges | | end of sprint | In progress |
| Paint the gate | Kim | 2026-11-20 | Done |
"""


def told(text: str, path: str = "notes.md") -> Seen:
    return seen(read(text.encode(), path=path, vocabulary=WORDS), WORDS)


def test_open_items_tell_owners_sprints_and_words():
    found = told(TABLE)

    assert (found.items, found.open, found.unowned) == (3, 2, 1)
    assert (found.owners, found.sprints, found.strange) == (("Kim", "Lee"), 2, ("parked",))


@pytest.mark.parametrize(
    ("path", "kind", "worth"),
    [
        ("notes.md", Kind.NOTES, True),
        ("README.md", Kind.NOTES, False),
        ("docs/CONTRIBUTING.de.md", Kind.NOTES, False),
        ("2026-11-20/README.md", Kind.POST_MORTEM, True),
        ("tests/cases/gate.md", Kind.POST_MORTEM, False),
        ("templates/blocker.md", Kind.BLOCKER, False),
        (".github/ISSUE_TEMPLATE/bug.md", Kind.NOTES, True),
    ],
)
def test_what_every_repository_has_is_not_worth_reading(path: str, kind: Kind, *, worth: bool):
    assert Seen(path, kind, items=2).telling is worth


def test_a_document_without_items_is_not_worth_reading():
    assert not Seen("guide.md", Kind.NOTES).telling


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The keys are in the drawer and that is where they are to be kept.", "en"),
        ("Die Schlüssel sind in der Schublade und das ist auch gut so, wir wissen es.", "de"),
        ("Les clés sont dans le tiroir et nous savons que ce n'est pas pour des autres.", "fr"),
        ("Las llaves están en el cajón y los demás las buscan por el suelo con una luz.", "es"),
        (
            "As chaves não foram para uma gaveta, são da equipa, e os outros estão em casa.",
            "pt",
        ),
        ("鍵は引き出しの中にあります。", "ja"),
        ("钥匙在抽屉里面放着。", "zh"),
        ("The keys are in the drawer and that is where they are, next to 鍵の引き出し.", "en"),
        ("Keys", ""),
    ],
)
def test_a_language_is_known_by_its_small_words(text: str, code: str):
    assert language(text) == code


def test_a_task_of_an_update_is_of_who_writes_it():
    found = told(
        "# Progress Update - 2026-11-20\n\n**Author**: Kim\n\n"
        "## In Progress\n\n- Passkeys - ETA: 2026-11-27\n"
    )

    assert (found.open, found.owners, found.unowned) == (1, ("kim",), 0)
