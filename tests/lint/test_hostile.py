"""Files made to keep the rules busy: each is done within its time."""

import pytest

from tests.lint.cases import findings

MANY = 20_000
TOP = "# Sign-in outage, 2026-11-18\n\n## Summary\n\n## Timeline\n\n"


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "<!-- digest: ignore " * MANY,
        "```\n" + "\n" * MANY * 5,
        "```\n# [" * MANY,
        "# A\n\n" + "- [ ] " + "(" * MANY + "a" * MANY + "\n",
        TOP + "09:00 " * MANY,
        TOP + "human " * MANY + "\n" + "forgot " * MANY,
        "## Action items\n\n" + "- [ ] Improve it\n" * 2_000,
        "# [" * MANY,
        TOP + "| Action | Owner |\n|---|---|\n" + "| x | eta due by |\n" * 2_000,
    ],
    ids=lambda text: text[:12].strip() or "blank",
)
def test_a_hostile_file_is_done_in_time(text: str):
    assert len(findings({"2026-11-18.md": text[:900_000]})) < MANY


@pytest.mark.timeout(20)
def test_many_documents_are_compared_in_time():
    items = "".join(f"- [{'x' if n % 2 else ' '}] Move the queue {n}\n" for n in range(50))
    text = "# Minutes, 20 November 2026\n\n## Action items\n\n" + items

    found = findings({f"{n}.md": text for n in range(40)})

    assert {f.code for f in found} <= {"DG101", "DG102", "DG105"}
