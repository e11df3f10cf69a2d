"""digest.mail.own: our own mail commands nothing when it comes back without marks."""

from pathlib import Path

import pytest

from digest.mail import commands
from digest.mail.lines import LineKind
from digest.mail.meaning import Answered
from digest.mail.own import SENTENCES
from digest.mail.phrases import fold
from digest.mail.trim import typed
from digest.model.command import Parsed
from digest.render import catalogue
from tests import translations
from tests.mail.replying import MONDAY, WORDS, read_due

SENT = Path(__file__).parents[1] / "cases" / "mail" / "outgoing"
SHOWN = Answered(shown=tuple(range(1, 30)), own=(1, 2, 3))


def asked(text: str | None, html: str | None = None) -> Parsed:
    return commands.parse(
        typed(text, html), base=MONDAY, vocabulary=WORDS, read_due=read_due, answered=SHOWN
    )


@pytest.mark.parametrize("sent", sorted(SENT.glob("*.txt")), ids=lambda path: path.stem)
def test_below_an_answer_our_mail_says_nothing(sent: Path):
    found = asked(f"#3 done\n\n{sent.read_text('utf-8')}")

    assert [command.line for command in found.commands] == ["#3 done"]
    assert found.wishes == ()


@pytest.mark.parametrize("sent", sorted(SENT.glob("*.html")), ids=lambda path: path.stem)
def test_alone_our_mail_as_a_page_says_nothing(sent: Path):
    found = asked(None, sent.read_text("utf-8"))

    assert (found.commands, found.wishes) == ((), ())


@pytest.mark.parametrize("name", [file.stem for file in translations.LOCALE.glob("*.po")])
def test_our_sentences_are_known_in_every_language(name: str):
    english = ("Update items by replying", "What you can write", "Did you write this?")
    language = catalogue.language(name, translations.LOCALE)

    assert {fold(language.gettext(sentence)) for sentence in english} <= SENTENCES


def test_what_stands_below_our_mail_is_told_and_not_done():
    found = asked("Northbeam · Digest\n\nShow this mail as a page:\n  x\n\n#3 done\n")

    assert (found.commands, [one.line for one in found.unclear]) == ((), ["#3 done"])


def test_an_answer_with_a_dot_in_it_is_typed():
    lines = typed("#3 done \u00b7 thanks\n\nWhat you can write\n", None)

    assert [line.kind for line in lines if not line.blank] == [
        LineKind.TYPED,
        LineKind.QUOTED,
    ]
