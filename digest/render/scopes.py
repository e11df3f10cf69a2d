"""What a digest says of the scopes it is of, in words: below each, person by person."""

from collections.abc import Iterator
from dataclasses import replace

from digest.model.edition import Group, Scoped
from digest.render import literal, words
from digest.render.phrases import NAME
from digest.render.rows import row
from digest.render.view import Block, Reader, Row

_NAMES = 80  # characters of the people an entry of a scope stands below


def scope_name(scoped: Scoped, reader: Reader) -> str:
    """Return what a reader calls a scope."""
    name = literal.line(scoped.name, min(NAME, reader.limits.title))
    _ = reader.language.gettext
    match scoped.scope.kind:
        case "all":
            return _("everything")
        case "source":
            return _("source {name}", name=name)
        case "tag":
            return _("what is tagged {name}", name=name)
        case "priority":
            return words.priority(scoped.name, reader.language)
    return name


def scope_block(scoped: Scoped, reader: Reader) -> Block:
    """Return a scope: how it stands, and what newly slips in it."""
    rows = tuple(_rows(scoped, reader))[: reader.limits.entries]
    heading = words.capital(scope_name(scoped, reader))
    return Block(
        heading=f"{heading} ({scoped.total})" if scoped.total else heading,
        tone="blue",
        hint=_standing(scoped, reader),
        rows=rows,
        more=scoped.total - len(rows),
    )


def _rows(scoped: Scoped, reader: Reader) -> Iterator[Row]:
    """Yield the rows; the first of each person says whose they are, and no other does."""
    for group in scoped.groups:
        told = [row(one.key, replace(one.entry, owners=()), reader) for one in group.lines]
        yield replace(told[0], group=_whose(group, reader))
        yield from told[1:]


def _whose(group: Group, reader: Reader) -> str:
    names = [reader.who(name) for name in group.names]
    known = words.names(names, reader.language)
    return words.capital(literal.line(known, _NAMES)) or reader.language.gettext("Nobody")


def _standing(scoped: Scoped, reader: Reader) -> str:
    """Return how many items a scope has, and where nothing is listed, why."""
    _, number = reader.language.gettext, reader.language.number
    told = _(
        "Open: {open}, overdue: {overdue}, done since your last digest: {done}.",
        open=number(scoped.open),
        overdue=number(scoped.overdue),
        done=number(scoped.done),
    )
    quiet = _("Nothing has newly become late, blocked or likely to slip.")
    return told if scoped.total else f"{told} {quiet}"
