"""Taking out what was typed: CPU for a message, and for 64 kB made to be slow."""

from functools import partial
from pathlib import Path

from digest.mail import inbound, trim
from tests.benchmarks.frame import Rival, cpu, report

CASES = Path(__file__).parents[1] / "cases" / "replies"
BYTES = 64 * 1024
MILLI = 1000
MESSAGE = 2.0  # ms, the aim
HOSTILE = 50.0  # ms, the aim for the worst
TEXTS = {
    "wrote": "On x wrote ",
    "lines": "On 1 a\n",
    "headers": "From: x\n",
    "one-line headers": "From: a@b <x> 10:30 2026-11-11 to:\n",
    "marks": ">",
    "rules": "_",
    "separators": "--- x ---\n",
    "angles": "<@ 1 schrieb x\n",
    "colons": "a:\n",
    "scripts": "日本語\u200e\uff1a1" * 5 + "\n",
    "composed": "I\u0307" * 100 + "\n",
    "brackets": "<([" * 1000 + "\n",
    "legal": "confidential in error " * 20 + "\n",
    "one line": "a b ",
}
PAGES = {
    "nested": "<div>",
    "open": "<a ",
    "less": "<",
    "ends": "</i><b>",
    "closed": "<b></i>",
    "entities": "&#",
    "breaks": "<br>x",
    "quotes": "<blockquote>On 1 a<br>",
    "names": "<p name=quote class=a id=b>",
    "cells": "<td>",
    "comments": "<!--",
}


def run() -> bool:
    """Measure our own cases, and the worst of what is made to be slow."""
    mails = [inbound.read(path.read_bytes()) for path in sorted(CASES.glob("*.eml"))]
    times = cpu(*(partial(trim.typed, mail.text, mail.html) for mail in mails))
    each = MILLI * sum(times) / len(times)
    met = report("a reply, what was typed", each, "ms", Rival("the aim", MESSAGE, 1))
    works = {name: partial(trim.typed, _repeated(text), None) for name, text in TEXTS.items()}
    works |= {name: partial(trim.typed, None, _repeated(page)) for name, page in PAGES.items()}
    spent = dict(zip(works, cpu(*works.values()), strict=True))
    worst = max(spent, key=lambda name: spent[name])
    told = f"ms ({worst})"
    aim = Rival("the aim", HOSTILE, 1)
    return report("hostile replies of 64 kB", MILLI * spent[worst], told, aim) and met


def _repeated(text: str) -> str:
    return (text * (BYTES // len(text) + 1))[:BYTES]
