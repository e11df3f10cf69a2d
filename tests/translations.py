"""Every sentence of mail and pages, found in code and templates; `make messages` runs this.

It brings templates/locale/*.po up to date, and begins those of the languages it is given.
"""

import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path
from pkgutil import iter_modules

from babel import Locale
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from digest import mail

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "templates" / "locale"
_CODE = ("digest/render", "digest/web")
_CORE = (
    "digest/markdown",
    "digest/workflow",
    "digest/sources",
)  # whose sentences are `Sentence`
_TEMPLATES = ("templates/email", "templates/report", "templates/web")
_ENGLISH = "templates/web/demo"  # the guided page is not mailed to anybody
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "msg": None,
    "ngettext": (1, 2),
    "many": (1, 2),
    "msgs": (1, 2),
    "pgettext": ((1, "c"), 2),
}
_SENTENCES = {"Sentence": None}
_WORDS = 4  # that a sentence has more of
_OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true"}


def files() -> Iterator[tuple[Path, str]]:
    """Return every file that has sentences, and how they are found in it."""
    for folder in (*_CODE, *_CORE):
        yield from ((file, "python") for file in sorted((ROOT / folder).rglob("*.py")))
    for folder in _TEMPLATES:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in (".html", ".txt", ".md") and _ENGLISH not in file.as_posix():
                yield file, "jinja2.ext:babel_extract"


def extracted() -> Catalog:
    """Return all sentences in English, untranslated."""
    catalog = Catalog(charset="utf-8")
    for file, method in files():
        place = file.relative_to(ROOT).as_posix()
        words = _SENTENCES if place.startswith(_CORE) else _KEYWORDS
        for _, message, comments, context in extract_from_file(
            method, file, keywords=words, comment_tags=("say:",), options=_OPTIONS
        ):
            catalog.add(
                message, locations=[(place, 0)], auto_comments=comments, context=context
            )
    for place, hint in hints():
        catalog.add(hint, locations=[(place, 0)])
    return catalog


def hints() -> Iterator[tuple[str, str]]:
    """Yield what answers a line that is not understood: the public constants of digest.mail."""
    for module in iter_modules(mail.__path__, "digest.mail."):
        for name, value in sorted(vars(import_module(module.name)).items()):
            public = name.isupper() and not name.startswith("_") and isinstance(value, str)
            if public and "\\" not in value and len(value.split()) > _WORDS:
                yield module.name.replace(".", "/") + ".py", value


def translated(file: Path) -> Catalog:
    """Return a catalogue as it is."""
    with file.open("rb") as opened:
        return read_po(opened, locale=file.stem, abort_invalid=True)


def merged(file: Path) -> str:
    """Return a catalogue with the sentences of today and the translations it has."""
    catalog, known = extracted(), translated(file) if file.exists() else Catalog()
    for message in catalog:
        old = known.get(message.id, message.context)
        if old and message.id:
            message.string, message.flags = old.string, old.flags
    plural = get_plural(Locale.parse(file.stem, sep="-")).plural_forms
    return _written(catalog, plural)


def _written(catalog: Catalog, plural: str) -> str:
    """Return the text of a catalogue, whose header has nothing that changes by itself."""
    out = BytesIO()
    write_po(out, catalog, width=96, omit_header=True, sort_by_file=True, include_lineno=False)
    head = ("Content-Type: text/plain; charset=utf-8\\n", f"Plural-Forms: {plural}\\n")
    lines = "\n".join(f'"{line}"' for line in head)
    return f'msgid ""\nmsgstr ""\n{lines}\n\n{out.getvalue().decode()}'


def lacking(catalog: Catalog) -> list[Message]:
    """Return the sentences without a translation."""
    return [m for m in catalog if m.id and (m.fuzzy or not all(_forms(m.string)))]


def _forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def main(new: Iterable[str]) -> None:
    """Bring every catalogue up to date."""
    begun = (LOCALE / f"{tag}.po" for tag in new)
    for file in (*sorted(LOCALE.glob("*.po")), *begun):
        file.write_text(merged(file), encoding="utf-8")
        left = len(lacking(translated(file)))
        sys.stdout.write(f"{file.relative_to(ROOT)}: {left} sentences to translate\n")


if __name__ == "__main__":
    main(sys.argv[1:])
