import pytest

from digest.markdown.document import read
from digest.settings.vocabulary import load


@pytest.mark.parametrize("path", ["CHANGELOG.md", "docs/history.md", "RELEASE_NOTES-2.0.md"])
def test_what_was_released_is_nothing_to_do(path: str):
    text = b"# Changes\n\n## 1.0.3 (2026-03-09)\n\n- Fix the old lamp\n- Add the new gate\n"

    assert not read(text, path=path, vocabulary=load()).items


def test_a_form_of_a_forge_is_nothing_to_do():
    text = b"- [ ] I looked for the same question\n"
    path = ".github/ISSUE_TEMPLATE/bug.md"

    assert not read(text, path=path, vocabulary=load()).items
