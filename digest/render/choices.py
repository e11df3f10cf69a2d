"""The ways out of a blocker in words: what there is to choose from, or what was chosen."""

from collections.abc import Iterator

from digest.model.entry import Entry
from digest.model.update import Option
from digest.render import literal
from digest.render.phrases import NAME
from digest.render.view import Reader


def choice(entry: Entry, reader: Reader) -> Iterator[str]:
    """Yield the options of the blocker that an entry belongs to; once decided, the decision."""
    limits, language = reader.limits, reader.language
    if entry.decision:
        said = literal.line(entry.decision, limits.detail)
        yield language.gettext("Decision: {text}", text=said)
        return
    for option in entry.options[: limits.lines]:
        yield option_line(option, reader)
    if more := len(entry.options[limits.lines :]):
        yield language.ngettext("and {n} more option", "and {n} more options", more)


def option_line(option: Option, reader: Reader) -> str:
    """Return one option with its name."""
    name = literal.line(option.name, NAME)
    text = literal.line(option.text, reader.limits.detail)
    return reader.language.gettext("Option {name}: {text}", name=name, text=text)
