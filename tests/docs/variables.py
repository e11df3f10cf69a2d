"""Which environment variables the code reads, found in its syntax."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_ASKED_OF = ("environ", "env", "variables")


@cache
def read_by(*paths: Path) -> frozenset[str]:
    """Return the variables modules read: `environ["X"]`, `env.get("X")`, a table of them."""
    trees = [ast.parse(path.read_text()) for path in paths]
    everywhere = {name: value for tree in trees for name, value in _constants(tree)}
    return frozenset(name for tree in trees for name in _read(tree, everywhere))


def _read(tree: ast.Module, everywhere: dict[str, ast.expr]) -> set[str]:
    constants = {**everywhere, **dict(_constants(tree))}
    loops = {
        ast.unparse(loop.target): loop.iter
        for loop in ast.walk(tree)
        if isinstance(loop, ast.comprehension)
    }
    return {name for asked in _asked(tree) for name in _names(asked, constants, loops)}


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value


def _asked(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and _of_environment(node.value):
            yield node.slice
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            asks = (
                node.args
                and node.func.attr in ("get", "secret", "shared")
                and _of_environment(node.func.value)
            )
            yield from node.args[:1] if asks else ()


def _of_environment(node: ast.expr) -> bool:
    return ast.unparse(node).rpartition(".")[2] in _ASKED_OF


def _names(
    asked: ast.expr, constants: dict[str, ast.expr], loops: dict[str, ast.expr]
) -> set[str]:
    """Return what an argument may be: itself, a constant, or what a loop goes over."""
    for known in (loops, constants):
        if isinstance(asked, ast.Name) and asked.id in known:
            asked = known[asked.id]
    nodes = [] if isinstance(asked, ast.JoinedStr) else list(ast.walk(asked))
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
