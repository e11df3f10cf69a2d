"""What docs/extend.md says templates are given is what they are given, and what they use."""

import re
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module

import pytest
from jinja2 import meta, nodes

from digest.render import Renderer
from digest.render.language import ENGLISH
from digest.settings.resources import resource
from tests.docs.pages import page, quoted

_SECTION = page("extend.md").partition("## What templates are given")[2].partition("\n## ")[0]
_ROWS = [
    [cell.strip() for cell in line.split("|")[1:-1]]
    for line in re.findall(r"^\|.*", _SECTION, re.MULTILINE)
]
OBJECTS = [row for row in _ROWS if len(row) == 3 and " in " in row[2]]
NAMES = [row for row in _ROWS if len(row) == 2 and "/" in row[0]]
ENVIRONMENT = Renderer(resource("templates"))._templates(ENGLISH)
OURS = ("hang", "line", "paragraph", "underline", "literal")
STYLE = ("style", "loop", "ink", "wash", "items", "language")  # not of what is given
PYTHON = ("ljust", "rjust")
PARTS = ("web/change.html", "web/facts.html", "web/home.html")  # given nothing of their own


def tree(name: str) -> nodes.Template:
    assert ENVIRONMENT.loader
    return ENVIRONMENT.parse(ENVIRONMENT.loader.get_source(ENVIRONMENT, name)[0])


@pytest.mark.parametrize(("_", "has", "source"), OBJECTS)
def test_an_object_has_what_the_page_says(_: str, has: str, source: str):
    named, file = quoted(source)
    module = import_module("digest." + file.removesuffix(".py").replace("/", "."))
    kind = getattr(module, named)
    more = {name for name, value in vars(kind).items() if isinstance(value, property)}

    assert set(quoted(has)) == {field.name for field in fields(kind)} | more


def given() -> dict[str, set[str]]:
    return {name: set(quoted(row[1])) for row in NAMES for name in quoted(row[0])}


def test_every_page_and_document_is_told_of():
    known = [n for n in ENVIRONMENT.list_templates() if n.startswith(("web/", "documents/"))]

    assert {n for n in known if n.endswith((".html", ".md"))} - set(PARTS) == set(given())


@pytest.mark.parametrize("name", list(given()))
def test_a_page_or_document_uses_what_the_page_says(name: str):
    assert meta.find_undeclared_variables(tree(name)) == given()[name]


def used() -> Iterator[str]:
    for name in ENVIRONMENT.list_templates():
        if name.startswith(("email/", "report/")):
            yield from (
                n.attr
                for n in tree(name).find_all(nodes.Getattr)
                if not {root(n), n.attr} & {*STYLE, *PYTHON}
            )


def root(node: nodes.Node) -> str:
    """Return the name that a chain such as `style.ink.amber` begins with."""
    while isinstance(node, nodes.Getattr):
        node = node.node
    return node.name if isinstance(node, nodes.Name) else ""


def test_mails_use_nothing_that_is_not_told_of():
    told = {name for row in OBJECTS for name in quoted(row[1])}

    assert set(used()) - told == set()


def test_every_filter_is_told_of():
    last = _SECTION.rpartition("Filters beside")[2]

    assert set(quoted(last)) == set(OURS) <= set(ENVIRONMENT.filters)
