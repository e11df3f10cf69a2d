"""Our golden messages before a judge that shares no code with us.

Set DIGEST_SHARED to the folder that holds checks/mail/lint.py; without it these are skipped.
"""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from digest.mail.compose import compose
from digest.model.edition import Edition, Section, SectionKey
from digest.model.message import Rendered
from digest.render.language import Language
from digest.render.renderer import HTML_SIZE, Renderer
from tests.render import samples
from tests.render.messages import RENDERED, RENDERER, outgoing, samples_in

SHARED = os.environ.get("DIGEST_SHARED")
TEMPLATES = Path(__file__).parents[2] / "templates"
CASES = Path(__file__).parents[1] / "cases" / "mail" / "outgoing"
# A message that takes no replies has no Reply-To, which the judge asks of these two kinds.
KINDS = {
    **dict.fromkeys(("delay", "delays"), "delay"),
    **dict.fromkeys(("silent", "bare", "question-silent", "link", "sign-in"), "any"),
}
HOSTILE = (
    "word " * 100,
    "W" * 500,
    "\u202etxt.exe\u202c \u05d0\u05d1\u05d2 \u0645\u0631\u062d\u0628\u0627 " * 9,
    "\U0001f525\U0001f469\u200d\U0001f692" * 60,
    "<script>alert(1)</script><img src=x onerror=y></td></table>",
    "{{ 7 * 7 }} {% raw %} ${x} #{y} %s",
    "one\ntwo\r\nBcc: x@y.example\r\n\r\n.\u2028",
)
_AWAY = "warn H18 should list OOF and AutoReply"
ANSWERS = ("receipt", "confirm")

pytestmark = pytest.mark.skipif(not SHARED, reason="DIGEST_SHARED is not set")


def findings(file: Path, kind: str) -> list[str]:
    """Return errors and warnings, one line each."""
    lint = Path(SHARED or "") / "checks" / "mail" / "lint.py"
    done = subprocess.run(  # noqa: S603 - our own interpreter and a path from the environment
        [sys.executable, str(lint), str(file), "--kind", kind],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    told = [line for line in done.stdout.splitlines() if not line.startswith("info ")]
    # Where replies are taken we want to hear who is away, and until when: no OOF is suppressed.
    answered = b"\nReply-To: " in file.read_bytes()
    return [line for line in told if not (answered and line == _AWAY)]


@pytest.mark.parametrize(
    "name", sorted(path.stem for path in CASES.glob("*.eml") if path.stem not in ANSWERS)
)
def test_a_message_has_neither_error_nor_warning(name: str):
    assert findings(CASES / f"{name}.eml", KINDS.get(name, "digest")) == []


class _German(Renderer):
    def language(self, tag: str) -> Language:  # noqa: ARG002 - whoever reads it
        return super().language("de")


def many(title: str) -> Edition:
    """Return a digest of two thousand lines, all of which say something hostile."""
    found = []
    for key in SectionKey:
        known = next((s for s in samples.TYPICAL.sections if s.key is key), samples.DUE)
        told = replace(known.entries[0], title=title, detail=title, origin=title)
        found.append(Section(key, (replace(told, lines=(title,) * 9),) * 112, 2_000))
    return replace(samples.TYPICAL, sections=tuple(found))


@pytest.mark.parametrize("name", sorted(set(RENDERED) - set(ANSWERS)))
def test_a_german_message_has_neither_error_nor_warning(name: str, tmp_path: Path):
    words = samples_in(_German(TEMPLATES))[name]()

    assert findings(kept(name, words, tmp_path), KINDS.get(name, "digest")) == []


@pytest.mark.parametrize("renderer", [RENDERER, _German(TEMPLATES)], ids=["english", "german"])
@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_two_thousand_hostile_lines_have_neither(
    number: int, renderer: Renderer, tmp_path: Path
):
    words = renderer.digest(many(HOSTILE[number]), samples.TITLE, samples.LINKS)

    assert findings(kept("typical", words, tmp_path), "digest") == []
    assert len(words.html.encode()) <= HTML_SIZE


def kept(name: str, words: Rendered, folder: Path) -> Path:
    """Return the file of a message."""
    file = folder / f"{name}.eml"
    file.write_bytes(compose(outgoing(name, words)))
    return file


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_only_told_that_it_is_one(name: str):
    # RFC 3834 §5: auto-replied is right for an answer; the judge knows auto-generated alone.
    assert findings(CASES / f"{name}.eml", "any") == [
        "error H17 Auto-Submitted is auto-replied (RFC 3834 5)"
    ]
