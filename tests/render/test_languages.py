"""Mail in another language: every sentence translated, nothing left in English."""

import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import lru_cache
from html import unescape
from string import Formatter

import pytest

from digest.errors import UsageError
from digest.model.edition import SectionKey
from digest.model.followups import By, FollowUp, FollowUps, Group
from digest.model.item import Due, Status
from digest.model.schedule import Schedule
from digest.model.trend import Trend, Week
from digest.render import Renderer, catalogue, days, words
from digest.render.language import ENGLISH, Key, Language
from digest.render.rows import URGENT
from digest.sentence import Sentence
from tests import translations
from tests.render import samples
from tests.render.samples import LINKS, TODAY

FILES = sorted(translations.LOCALE.glob("*.po"))
NAMES = [file.stem for file in FILES]
GERMAN = catalogue.language("de", translations.LOCALE)
OPEN, CLOSE = "\u27e6", "\u27e7"
_KEPT = (
    "zone",
    "key",
    "language",
    "field",
    "url",
    "priority",
    "item_id",
    "hint",
)  # of a sample
_LETTERS = re.compile(r"[^\W\d_]+")
_NO_WORDS = re.compile(r"(?:https?|mailto|webcal):\S+")  # addresses


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_a_catalogue_has_the_sentences_of_today(file):
    assert file.read_text() == translations.merged(file)  # make messages


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_every_sentence_is_translated(file):
    assert [m.id for m in translations.lacking(translations.translated(file))] == []


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_a_translation_has_the_placeholders_of_its_sentence(file):
    for message in translations.translated(file):
        wanted = set().union(*map(placeholders, translations._forms(message.id)))
        for form in translations._forms(message.string):
            assert placeholders(form) == wanted, message.id


class _Bracketed(dict[Key, tuple[str, ...]]):
    """A language in which every sentence stands in brackets, and days have no words."""

    def __init__(self, plural: dict[str, str]) -> None:
        self._plural = plural

    def get(self, key, default=None):
        context, text = key
        if context == "date":
            return ("d.M.",)
        if key not in KNOWN:
            return default
        return tuple(f"{OPEN}{t}{CLOSE}" for t in (text, self._plural.get(text, text)))


KNOWN = {
    (m.context or "", m.id[0] if isinstance(m.id, tuple) else m.id)
    for m in translations.extracted()
}
TREND = Trend((Week(samples.AS_OF, 3, 1, 2), Week(samples.AS_OF, 4, 2, 2)), 9, 2, 3)
NOBODY = FollowUp(
    "1", "", (), None, 3, TODAY, 2, Status.BLOCKED, "1", None, "1", TODAY, "1", "1", 1, None
)
MEETING = Group(Sentence("Nobody"), (NOBODY, replace(NOBODY, due=Due("1"), owners=("1",))), 1)
FOUND = FollowUps(TODAY, By.PERSON, (MEETING,), 1)
LATE_AND_SOON = tuple(s for s in samples.TYPICAL.sections if s.key in URGENT)
PLURALS = {m.id[0]: m.id[1] for m in translations.extracted() if isinstance(m.id, tuple)}
PSEUDO = Language("en", _Bracketed(PLURALS))


def wordless(value):
    """Return a sample in which what people wrote has no letters."""
    if isinstance(value, Sentence):
        return Sentence(value.message, **{k: wordless(v) for k, v in value.values.items()})
    if isinstance(value, str) and not isinstance(value, Enum):
        return _LETTERS.sub("1", value)
    if isinstance(value, tuple):
        return tuple(map(wordless, value))
    if not is_dataclass(value) or isinstance(value, type | Schedule):
        return value
    told = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in _KEPT}
    return replace(value, **{name: wordless(found) for name, found in told.items()})


class _Speaker(Renderer):
    def language(self, tag: str) -> Language:  # noqa: ARG002 - whatever is asked for
        return PSEUDO

    def document(self, kind, known):  # noqa: ARG002 - a document has a language of its own
        return "1\n"


UNANSWERED = samples.edition(
    samples.section(SectionKey.DUE, replace(samples.DUE.entries[0], asks=True))
)


def rendered():
    speak = _Speaker(translations.ROOT / "templates")
    yield speak.digest(wordless(samples.TYPICAL), "1", LINKS)
    yield speak.digest(wordless(samples.TYPICAL), "1", replace(LINKS, rehearsal_for="1"))
    yield speak.digest(wordless(samples.ONE), "1", replace(LINKS, unsubscribe=None))
    soon = replace(samples.TYPICAL, sections=LATE_AND_SOON, stale=())
    yield speak.reminder(wordless(soon), "1", LINKS)
    yield speak.digest(replace(wordless(samples.ONE), trend=TREND), "1", LINKS)
    yield speak.delay(wordless(samples.NOTICES), "1", LINKS, today=TODAY)
    yield speak.delay(wordless(samples.NOTICE), "1", LINKS, today=TODAY)
    yield speak.delay(wordless(samples.CORRECTION), "1", LINKS, today=TODAY)
    yield speak.delay(wordless(samples.DECISION), "1", LINKS, today=TODAY)
    yield speak.receipt(wordless(samples.RECEIPT), "1", LINKS)
    yield speak.confirm(["1"], "1", LINKS, page="https://x.example", recipient=samples.PRIYA)
    yield speak.link(samples.PRIYA, "1", LINKS, page="https://x.example")
    yield speak.digest(wordless(samples.CLEAR), "1", LINKS)
    yield speak.digest(wordless(samples.LEAD), "1", LINKS)
    yield speak.delay(wordless(samples.QUESTION), "1", LINKS, today=TODAY)
    yield speak.digest(wordless(UNANSWERED), "1", LINKS)
    yield speak.digest(wordless(UNANSWERED), "1", replace(LINKS, reply_to=None))


def outside(text: str) -> list[str]:
    """Return the words of a text that stand in no brackets."""
    bare = _NO_WORDS.sub("", text)
    inner = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*(?:{CLOSE}|…)")  # … where a preheader is cut
    while inner.search(bare):
        bare = inner.sub(" ", bare)
    return _LETTERS.findall(bare)


_UNSEEN = re.compile(
    r"<(style)>.*?</\1>|<!--.*?-->|&\w+;"
    r"|<(\w+)[^>]*font-family:Consolas[^>]*>.*?</\2>",  # commands, documents
    re.DOTALL,
)


def seen(html: str) -> str:
    """Return what of a page is read, or read aloud."""
    shown = _UNSEEN.sub(" ", html)
    aloud = re.findall(r'(?:aria-label|alt|title)="([^"]*)"', shown)
    return unescape(" ".join((re.sub(r"<[^>]*>", " ", shown), *aloud)))


@lru_cache
def messages():
    return tuple(rendered())


@pytest.mark.parametrize("number", range(17))
def test_no_word_of_a_message_is_outside_the_catalogue(number):
    message = messages()[number]

    assert outside(message.text) == []
    assert outside(message.subject.removeprefix("Re: ")) == []
    assert outside(seen(message.html)) == []


@pytest.mark.parametrize("form", ["md", "html"])
def test_no_word_of_a_report_is_outside_the_catalogue(form):
    told = _Speaker(translations.ROOT / "templates").report(FOUND, form, PSEUDO)

    assert outside(seen(told)) == []


TEMPLATES = [
    file
    for folder in ("email", "web")
    for file in sorted((translations.ROOT / "templates" / folder).rglob("*.*"))
    if file.suffix in (".html", ".txt") and file.name != "style.html"
]
_MARKUP = re.compile(
    r"\{% set \w+ %\}(?!<).*?\{% endset %\}"  # attributes
    r"|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<!--.*?-->|<style>.*?</style>|<code>.*?</code>|<[^>]*>"
    r"|&\w+;",
    re.DOTALL,
)
NAMES_OF_THINGS = {
    "Apple",
    "Calendar",
    "Google",
    "Outlook",
    "Outlook.com",
    "Thunderbird",
    "Re",
    "com",
}


@pytest.mark.parametrize(
    "file", [f for f in TEMPLATES if "demo" not in f.parts], ids=lambda file: file.name
)
def test_no_word_of_a_template_is_outside_the_catalogue(file):
    text = file.read_text()
    while (bare := _MARKUP.sub("", text, count=1)) != text:
        text = bare

    assert set(_LETTERS.findall(text)) - NAMES_OF_THINGS == set()


def test_german_has_its_own_days_and_plurals():
    assert days.day(TODAY, TODAY, GERMAN) == "Mo 23. Nov"
    assert words.lateness(1, GERMAN) == "1 Tag überfällig"
    assert words.lateness(1204, GERMAN) == "1.204 Tage überfällig"


def test_a_region_has_the_sentences_of_its_language():
    swiss = catalogue.language("de-CH", translations.LOCALE)

    assert words.lateness(1204, swiss) == "1’204 Tage überfällig"  # noqa: RUF001


@pytest.mark.parametrize("tag", ["", "xx", "fr", "de_DE", "../de", "de-DE-x"])
def test_a_language_that_is_none_is_english(tag):
    assert catalogue.language(tag, translations.LOCALE) == ENGLISH


def test_a_file_that_is_no_catalogue_is_told(tmp_path):
    (tmp_path / "de.po").write_text('msgid "Done\n')

    with pytest.raises(UsageError, match=r"de\.po: is not a catalogue"):
        catalogue.language("de", tmp_path)
