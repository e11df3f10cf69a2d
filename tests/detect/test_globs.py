"""Patterns: short ones, that hold what is wanted and take in what is to come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.detect.globs import globs
from digest.model.place import MARKDOWN
from digest.sources.select import Selection

GUIDE = [f"docs/guide/{n}.md" for n in range(6)]
CASES = [
    (["a.md", "b.md"], [], ()),
    (["postmortems/a.md", "postmortems/2026/b.md"], GUIDE, ("postmortems/**/*.md",)),
    (["docs/minutes/a.md", "docs/minutes/b.md"], GUIDE, ("docs/minutes/**/*.md",)),
    (["docs/a.md", "docs/b.md", "docs/c.md"], GUIDE, ("docs/*.md",)),
    (["TODO.md"], GUIDE, ("/TODO.md",)),
    (["docs/guide/tasks.md"], GUIDE, ("docs/guide/tasks.md",)),
    (["a/x.md", "a/x.markdown"], GUIDE, ("a/**/*.markdown", "a/**/*.md")),
    (["work/todo.txt"], GUIDE, ("work/**/todo.txt",)),
    (
        [f"{n}/a.md" for n in range(12)],
        [f"{n}/{m}.md" for n in range(12) for m in range(9)],
        (),
    ),
]


@pytest.mark.parametrize(("wanted", "others", "patterns"), CASES)
def test_patterns_are_short(wanted: list[str], others: list[str], patterns: tuple[str, ...]):
    assert globs(wanted, others) == patterns


NAMES = st.text(st.sampled_from("ab [!#*?\\x"), min_size=1, max_size=3).filter(
    lambda name: name.strip() == name
)
PATHS = (
    st.lists(NAMES, min_size=1, max_size=4)
    .map(lambda parts: "/".join(parts) + ".md")
    .filter(Selection(MARKDOWN).wants)
)


@given(st.sets(PATHS, min_size=1, max_size=12), st.sets(PATHS, max_size=12))
def test_what_is_wanted_is_never_left_out(wanted: set[str], others: set[str]):
    found = globs(wanted, others - wanted)
    wants = Selection(found or MARKDOWN).wants

    assert [path for path in wanted if not wants(path)] == []
