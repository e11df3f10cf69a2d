"""Translations as files: `templates/locale/de.po` becomes a `Language`."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from gettext import c2py
from pathlib import Path

from babel import UnknownLocaleError
from babel.messages.pofile import PoFileError, read_po

from digest.errors import UsageError
from digest.render.language import ENGLISH, Key, Language, locale

SOURCE = "en"  # the language of the code itself: it needs no file


def languages(folder: Path) -> tuple[str, ...]:
    """Return the languages that mail can be written in, English first."""
    return (SOURCE, *sorted(file.stem for file in folder.glob("*.po")))


def known(tag: str, folder: Path) -> bool:
    """Return whether mail can be written in a language: `de-AT` is where `de` is."""
    try:
        return locale(tag).language in languages(folder)
    except (ValueError, UnknownLocaleError):
        return False


@lru_cache(maxsize=64)
def language(tag: str, folder: Path) -> Language:
    """Return a language by its tag, English where there is none.

    Raises:
        UsageError: its file cannot be read.
    """
    if not known(tag, folder):
        return ENGLISH
    base = locale(tag).language
    found = ENGLISH if base == SOURCE else _read(folder / f"{base}.po")
    return replace(found, tag=tag)


@lru_cache(maxsize=32)
def _read(file: Path) -> Language:
    """Return a catalogue; what is not translated, or marked as unsure, stays English.

    Raises:
        UsageError: it is not a catalogue.
    """
    try:
        with file.open("rb") as opened:
            catalog = read_po(opened, locale=file.stem, abort_invalid=True)
    except (OSError, ValueError, PoFileError) as error:
        raise UsageError(f"{file}: is not a catalogue of messages: {error}") from error
    messages: dict[Key, tuple[str, ...]] = {}
    for message in catalog:
        english = _forms(message.id)
        said = _forms(message.string)
        if english[0] and all(said) and not message.fuzzy:
            messages[message.context or "", english[0]] = said
    return Language(file.stem, messages, c2py(catalog.plural_expr))


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ("",))
