"""Reading documents: CPU against the bare parser and against another one, on the same bytes."""

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pyromark
from markdown_it import MarkdownIt

from digest.markdown import document, scan
from digest.model.vocabulary import Vocabulary
from digest.settings import vocabulary
from tests.benchmarks.frame import Rival, cpu, report

ROOT = Path(__file__).parents[2]
OWN = (ROOT / "digest/demo/sample", ROOT / "tests/cases/markdown", ROOT / "docs")
MILLI = 1000

Documents = Sequence[tuple[str, bytes]]  # path, UTF-8


def run() -> bool:
    """Measure our own documents and, where DIGEST_SHARED names it, the shared corpus."""
    met = _measure("reading our own documents", _documents(OWN))
    if shared := os.environ.get("DIGEST_SHARED"):
        corpus = Path(shared) / "corpus" / "markdown"
        real = _documents((corpus / "real", corpus / "labelled"))
        met = _measure("reading the shared corpus", real) and met
    return met


def _documents(folders: Sequence[Path]) -> Documents:
    files = sorted(path for folder in folders for path in folder.rglob("*.md"))
    found = [(str(path), path.read_bytes()) for path in files]
    return [(path, raw) for path, raw in found if _is_text(raw)]


def _is_text(raw: bytes) -> bool:
    try:
        return bool(raw.decode())
    except UnicodeDecodeError:
        return False


def _measure(name: str, documents: Documents) -> bool:
    ours = partial(_ours, known=vocabulary.load())
    works = (partial(work, documents) for work in (ours, _events, _tokens))
    each = [seconds / len(documents) * MILLI for seconds in cpu(*works)]
    return report(
        name,
        each[0],
        "ms/document",
        Rival("pyromark events", each[1], 2.5),
        Rival("markdown-it-py", each[2], 1 / 5),
    )


def _ours(documents: Documents, known: Vocabulary) -> None:
    for path, raw in documents:
        document.read(raw, path=path, vocabulary=known)


def _events(documents: Documents) -> None:
    for _, raw in documents:
        list(pyromark.events_with_range(raw.decode(), options=scan.OPTIONS))


def _tokens(documents: Documents) -> None:
    parser = MarkdownIt("commonmark").enable("table")
    for _, raw in documents:
        parser.parse(raw.decode())
