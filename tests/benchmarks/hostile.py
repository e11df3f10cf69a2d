"""Hostile documents: four times the bytes may cost little more than four times the CPU."""

from functools import partial

from digest.markdown import document
from digest.model.vocabulary import Vocabulary
from digest.settings import vocabulary
from tests.benchmarks.frame import Rival, cpu, report

SMALL = 40_000  # bytes
TIMES = 4
AIM = 7.0  # the worst of them; growth with the square would be 16
REPEATED = {  # what stands before, what is repeated
    "quotes": ("", "> > > > a\n"),
    "brackets": ("", "["),
    "links": ("", "[a]("),
    "pipes": ("|a|\n|-|\n", "|"),
    "rows": ("| Action | Owner |\n|---|---|\n", "| do the thing | Kim |\n"),
    "dashes": ("", "- - - -\n"),
    "bullets": ("", "- a\n"),
    "tasks": ("", "- [ ] a by Kim due 2026-01-02\n"),
    "nested": ("", "".join(f"{'  ' * deep}- [ ] a\n" for deep in range(30))),
    "fence": ("```\n", "- [ ] x\n"),
    "headings": ("", "# a\n"),
    "updates": ("", "## Progress update\n### Completed\n- a\n"),
    "labels": ("", "**Completed:**\n- a\n"),
    "paragraphs": ("**Completed:**\n\n", "a. b\n\n"),
    "lines": ("# Blocker: x\n", "é: ü\n"),
    "lessons": ("# Lessons learned\n", "é: **Learning**: x\n"),
    "promises": ("# Action items\n- ", "Kim to (do it [x] - "),
    "blanks": ("# Action items\n- a", " "),
    "emphasis": ("", "*a _b **c** `d ``e "),
    "comments": ("", "<!-- "),
    "html": ("", "<table><tr><td>a</td>\n"),
    "setext": ("", "a\n=\n"),
    "markers": ("", "AI: Kim é fix\n"),
    "colons": ("- ", "a:"),
    "handles": ("- [ ] ", "@a "),
    "metadata": ("- [ ] ", "^a (done) "),
}


def run() -> bool:
    """Measure how the CPU of the worst kind of document grows with its size."""
    known = vocabulary.load()
    grown = {name: _growth(*told, known) for name, told in REPEATED.items()}
    worst = max(grown, key=lambda name: grown[name])
    return report(
        f"hostile documents, {TIMES}x the bytes",
        grown[worst],
        f"x the CPU ({worst})",
        Rival("the bytes", TIMES, AIM / TIMES),
    )


def _growth(before: str, repeated: str, known: Vocabulary) -> float:
    works = (
        partial(_read, (before + repeated * (size // len(repeated))).encode(), known)
        for size in (SMALL, SMALL * TIMES)
    )
    small, large = cpu(*works, rounds=2)
    return large / small


def _read(raw: bytes, known: Vocabulary) -> None:
    document.read(raw, path="notes/hostile.md", vocabulary=known)
