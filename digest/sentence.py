"""Sentences that the core makes for a person, which `render` says in the person's language."""

from typing import Self


class Sentence(str):
    """A sentence in English that can be said in any language a catalogue has.

    It is its English text to whoever reads it as text.  `message` is how catalogues have it,
    with a named `{placeholder}` for each of the `values`, of which one may be a sentence too.
    `make messages` finds the first argument of every call, which therefore is a literal.
    """

    __slots__ = ("message", "values")
    message: str
    values: dict[str, object]

    def __new__(cls, message: str, /, **values: object) -> Self:
        """Return the sentence with its values filled in."""
        made = super().__new__(cls, message.format(**values) if values else message)
        made.message, made.values = message, values
        return made


NOTHING = Sentence("")


def foreign(words: str) -> Sentence:
    """Return words that have no translation, such as those of a program, as they are."""
    return words if isinstance(words, Sentence) else Sentence("{words}", words=words)


def to_plain(sentence: Sentence) -> list[object]:
    """Return a sentence as JSON knows it."""
    values = {
        name: {"sentence": to_plain(value)} if isinstance(value, Sentence) else value
        for name, value in sentence.values.items()
    }
    return [sentence.message, values]


def from_plain(plain: object) -> Sentence:
    """Return the sentence again; a mere text is one without a translation."""
    match plain:
        case Sentence():
            return plain
        case [str(message), dict(values)]:
            return Sentence(message, **{name: _value(value) for name, value in values.items()})
        case _:
            return foreign(str(plain))


def _value(value: object) -> object:
    match value:
        case {"sentence": told}:
            return from_plain(told)
        case _:
            return value
