"""An operator's own templates: used in place of ours, and looked at first."""

import pytest

from digest.render import Renderer
from digest.render.overrides import problems
from tests.render import samples
from tests.render.samples import LINKS, TITLE
from tests.translations import ROOT

OURS = ROOT / "templates"


@pytest.fixture
def written(tmp_path):
    def write(name: str, text: str):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return tmp_path

    return write


def told(own) -> list[str]:
    return [str(problem).removeprefix(f"{own}/") for problem in problems(own, OURS)]


def test_a_template_of_theirs_is_used_in_place_of_ours(written):
    own = written("email/digest/subject.txt", "{{ page.facts }}!")

    assert Renderer(OURS, own).digest(samples.ONE, TITLE, LINKS).subject == "1 due this week!"


def test_a_template_of_theirs_may_extend_ours(written):
    own = written(
        "email/digest/body.html",
        '{% extends "packaged/email/digest/body.html" %}{% block title %}Ours{% endblock %}',
    )

    assert told(own) == []
    assert "<title>Ours</title>" in Renderer(OURS, own).digest(samples.ONE, TITLE, LINKS).html


def test_copies_of_all_of_ours_are_right(tmp_path):
    for folder in ("email", "web", "report", "documents"):
        for file in (OURS / folder).rglob("*.*"):
            name = file.relative_to(OURS)
            if file.suffix in (".html", ".txt", ".md") and "demo" not in name.parts:
                (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / name).write_bytes(file.read_bytes())

    assert told(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        (
            "email/digest/subject.txt",
            "\n{{ page.facts",
            "email/digest/subject.txt:2: unexpected end of template, "
            "expected 'end of print statement'",
        ),
        (
            "email/digest/subject.txt",
            "\n{{ facts }}",
            "email/digest/subject.txt:2: 'facts' is not given (there are: page)",
        ),
        (
            "email/delay/subject.txt",
            "{{ page.topic }}",
            "email/delay/subject.txt:1: there is no 'topic' (it has: blocks, frame, subject)",
        ),
        (
            "email/digest/body.txt",
            '{% extends "email/_base/body.txt" %}\n{% block mian %}{% endblock %}',
            "email/digest/body.txt:2: no block is 'mian' (its base has: main)",
        ),
        (
            "email/_base/body.txt",
            "{{ page.frame.headline }}",
            "email/_base/body.txt: the block 'main' is missing (other templates fill it)",
        ),
        (
            "email/diggest/body.txt",
            "x",
            "email/diggest/body.txt: is used by no mail and no page "
            "(did you mean email/digest/body.txt?)",
        ),
        (
            "web/gone.html",
            '{% include "web/gnoe.html" %}',
            "web/gone.html:1: there is no template 'web/gnoe.html' "
            "(did you mean web/gone.html?)",
        ),
        (
            "email/digest/body.txt",
            "{{ page.facts | shout }}",
            "email/digest/body.txt:1: No filter named 'shout'",
        ),
    ],
)
def test_a_mistake_is_told_with_file_and_line(written, name, text, problem):
    assert problem in told(written(name, text))


def test_a_file_that_is_no_text_is_told(tmp_path):
    (tmp_path / "email").mkdir()
    (tmp_path / "email" / "x.html").write_bytes(b"\xff")

    assert told(tmp_path) == ["email/x.html: is not text in UTF-8 (save it so)"]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    assert "is not a folder" in str(problems(tmp_path / "none", OURS)[0])


def test_a_template_of_theirs_may_import_another(written):
    written("email/_ours/logo.html", "<p>Northbeam</p>")
    own = written("email/receipt/body.html", '{% include "email/_ours/logo.html" %}')

    assert told(own) == []


def test_a_template_of_theirs_reaches_nothing_behind_what_it_is_given(written):
    own = written("email/digest/subject.txt", "{{ page.__class__.__mro__ }}")

    assert "there is no '__class__'" in told(own)[0]
