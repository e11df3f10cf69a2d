"""What a digest told of scopes and lessons is shown again to whoever may still see it."""

from dataclasses import replace

import pytest

from digest.model.installation import SourcePolicy
from digest.workflow.archive import shown_again
from tests.workflow.company import DIRECTORY
from tests.workflow.test_scopes import lead  # noqa: F401 - a fixture


@pytest.fixture
def again(lead):  # noqa: F811
    """Show mei's digest again, her sources as they are given."""

    def show(**more: object) -> str:
        world = replace(lead.world, installation=replace(lead.world.installation, **more))
        (delivery,) = lead.post.to("mei")
        page = "https://digest.northbeam.example/p/token"
        return shown_again(world, delivery, DIRECTORY.people["mei"], page) or ""

    return show


def test_a_scope_is_shown_again_and_leads_on(again):
    told = again()

    assert "Identity (1)" in told
    assert 'href="https://digest.northbeam.example/p/token/' in told


def test_what_may_not_be_seen_any_more_is_left_out_of_a_scope(again):
    told = again(sources={"docs": SourcePolicy("docs", readers=("jonas",))})

    assert "Rotate the keys" not in told
    assert "Priya Nair" not in told
