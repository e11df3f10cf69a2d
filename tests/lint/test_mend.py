"""Mending is proven: only its own finding goes."""

from digest.lint.finding import Finding, Place, Severity
from digest.lint.mend import mend
from digest.lint.run import Run
from digest.markdown.splice import Splice
from tests.lint.cases import options

TABLE = """\
# Meeting, 20 November 2026

| Action | Owner | Due | Status |
|---|---|---|---|
| Rotate the signing keys | @mei | 2026-12-04 | In progres |
| Write the runbook | @mei | 2026-12-04 | Dnoe |
| Move the queue | @mei | 2026-12-04 | **Complted** |
"""


def mended(text: str) -> str:
    raw = mend(text.encode(), lambda b: Run(options()).document(b, "a.md"), path="a.md")
    return raw.decode()


def test_a_misspelt_status_is_spelt_right():
    assert mended(TABLE) == TABLE.replace("In progres ", "In progress ")


def test_what_is_right_keeps_every_byte():
    right = TABLE.replace("progres ", "progress ").replace("Dnoe", "Done")

    assert mended(right) == right


def test_a_box_beside_a_day_of_completion_is_ticked():
    text = "# 2026-11-20\n\n## Actions\n\n- [ ] @mei: Rotate the keys ✅ 2026-11-21\n"

    assert mended(text) == text.replace("[ ]", "[x]")


def test_a_fix_that_brings_another_finding_is_not_made():
    def look(raw: bytes) -> list[Finding]:
        return [worse] if raw == b"b" else [better]

    splice = Splice(0, b"a", b"b")
    better, worse = (
        Finding(code, Severity.ERROR, Place("a.md"), "it is", fix=(splice,))
        for code in ("DG001", "DG002")
    )

    assert mend(b"a", look, path="a.md") == b"a"
