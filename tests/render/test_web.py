from pathlib import Path

import pytest
from jinja2 import UndefinedError

from digest.render import Renderer


def page(folder: Path, source: str) -> Renderer:
    (folder / "web").mkdir()
    (folder / "web" / "page.html").write_text(source)
    return Renderer(folder)


def test_values_of_a_page_are_escaped(tmp_path):
    renderer = page(tmp_path, "<p>{{ title }}</p>")

    assert renderer.web("page.html", title="<b>&") == "<p>&lt;b&gt;&amp;</p>"


def test_a_missing_value_is_an_error_and_not_a_gap(tmp_path):
    renderer = page(tmp_path, "<p>{{ title }}</p>")

    with pytest.raises(UndefinedError):
        renderer.web("page.html")
