"""An operator's own templates, looked at before they are used."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from digest.errors import Problem, reason
from digest.render.given import given_to, unknown_fields
from digest.render.language import ENGLISH
from digest.render.templates import FOLDERS, PACKAGED, environment

_NAMING = (nodes.Extends, nodes.Import, nodes.FromImport, nodes.Include)


def problems(own: Path, packaged: Path) -> tuple[Problem, ...]:
    """Return everything that is wrong with a folder of templates, file by file."""
    if not own.is_dir():
        return (Problem(str(own), 0, "is not a folder", "put templates below it"),)
    found = Overrides(own, environment((own, packaged), ENGLISH))
    return tuple(problem for name in found.names for problem in found.problems(name))


@dataclass(frozen=True)
class Overrides:
    """The templates of an operator, and ours beneath them."""

    own: Path
    templates: Environment

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every file of theirs, as a template is called: `email/digest/body.html`."""
        files = (file for file in sorted(self.own.rglob("*")) if file.is_file())
        names = (file.relative_to(self.own).as_posix() for file in files)
        return tuple(name for name in names if not any(p[0] == "." for p in name.split("/")))

    @cached_property
    def ours(self) -> frozenset[str]:
        """Every template of ours."""
        names = (name for name in self.templates.list_templates() if name.startswith(PACKAGED))
        return frozenset(
            name.removeprefix(PACKAGED)
            for name in names
            if name.removeprefix(PACKAGED).startswith(FOLDERS)
        )

    def problems(self, name: str) -> Iterator[Problem]:
        """Yield what is wrong with one file."""
        try:
            source = (self.own / name).read_text(encoding="utf-8")
            tree = self.templates.parse(source)
            self.templates.compile(source, name)
        except OSError as error:
            yield self._problem(name, 0, f"cannot be read: {reason(error)}")
        except UnicodeDecodeError:
            yield self._problem(name, 0, "is not text in UTF-8", "save it so")
        except TemplateSyntaxError as error:
            yield self._problem(name, error.lineno, (error.message or "").rstrip("."))
        else:
            yield from self._unused(name)
            yield from self._unknown_names(name, tree)
            yield from self._unknown_fields(name, tree)
            yield from self._missing_templates(name, tree)
            yield from self._blocks(name, tree)

    def _problem(self, name: str, line: int, message: str, hint: str = "") -> Problem:
        return Problem(str(self.own / name), line, message, hint)

    def _tree(self, name: str) -> nodes.Template:
        assert self.templates.loader is not None  # noqa: S101 - it is ours
        return self.templates.parse(self.templates.loader.get_source(self.templates, name)[0])

    @cached_property
    def _named(self) -> frozenset[str]:
        """What their templates extend, import and include."""
        return frozenset(
            name
            for own in self.names
            if _parses(self.templates, self.own / own)
            for name, _ in _references(self._tree(own))
        )

    def _unused(self, name: str) -> Iterator[Problem]:
        if name not in self.ours | self._named:
            near = get_close_matches(name, self.ours, 1, 0.5)
            hint = f"did you mean {near[0]}?" if near else "see docs/extend.md for their names"
            yield self._problem(name, 0, "is used by no mail and no page", hint)

    def _unknown_names(self, name: str, tree: nodes.Template) -> Iterator[Problem]:
        ours = [self._tree(f"{PACKAGED}{name}")] if name in self.ours else []
        given = given_to(name, [*ours, self._tree(f"{PACKAGED}web/base.html")])
        named = list(tree.find_all(nodes.Name))
        made = {name for each in (tree, *self._bases(tree)) if each for name in _made(each)}
        for unknown in sorted(meta.find_undeclared_variables(tree) - given - made):
            line = min((n.lineno for n in named if n.name == unknown), default=0)
            hint = f"there are: {', '.join(sorted(given))}"
            yield self._problem(name, line, f"{unknown!r} is not given", hint)

    def _unknown_fields(self, name: str, tree: nodes.Template) -> Iterator[Problem]:
        for line, field, has in unknown_fields(name, tree):
            yield self._problem(name, line, f"there is no {field!r}", f"it has: {has}")

    def _missing_templates(self, name: str, tree: nodes.Template) -> Iterator[Problem]:
        for wanted, line in _references(tree):
            if wanted not in self._all:
                near = get_close_matches(wanted, self._all, 1)
                hint = f"did you mean {near[0]}?" if near else ""
                yield self._problem(name, line, f"there is no template {wanted!r}", hint)

    def _blocks(self, name: str, tree: nodes.Template) -> Iterator[Problem]:
        """A block that no base has shows nothing; a base without one loses what fills it."""
        defined = {block.name: block.lineno for block in tree.find_all(nodes.Block)}
        bases = list(self._bases(tree))
        if bases:
            known = {b.name for base in bases if base for b in base.find_all(nodes.Block)}
            for block in () if None in bases else sorted({*defined} - known):
                hint = f"its base has: {', '.join(sorted(known))}"
                yield self._problem(name, defined[block], f"no block is {block!r}", hint)
        elif name in self.ours:
            ours = {block.name for block in self._tree(PACKAGED + name).find_all(nodes.Block)}
            for block in sorted(ours - {*defined}):
                hint = "other templates fill it"
                yield self._problem(name, 0, f"the block {block!r} is missing", hint)

    def _bases(self, tree: nodes.Template) -> Iterator[nodes.Template | None]:
        """Yield what a template extends, and what that does; None where it is not there."""
        for _ in range(10):  # a ring ends
            parent = next(tree.find_all(nodes.Extends), None)
            if parent is None:
                return
            named = parent.template
            if not isinstance(named, nodes.Const) or named.value not in self._all:
                yield None
                return
            tree = self._tree(named.value)
            yield tree

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset(self.templates.list_templates())


def _parses(templates: Environment, file: Path) -> bool:
    try:
        templates.parse(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, TemplateSyntaxError):
        return False
    return True


def _made(tree: nodes.Template) -> set[str]:
    """Return the names that a template makes itself, wherever it does."""
    made = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    made |= {node.target for node in tree.find_all(nodes.Import)}
    for node in tree.find_all(nodes.FromImport):
        made |= {name if isinstance(name, str) else name[1] for name in node.names}
    return made


def _references(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    for node in tree.find_all(_NAMING):
        named = node.template  # type: ignore[attr-defined]  # each of them has one
        if isinstance(named, nodes.Const):
            yield str(named.value), node.lineno
