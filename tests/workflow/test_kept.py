"""What a digest told of scopes and lessons is shown again to whoever may still see it."""

from dataclasses import replace

import pytest

from digest.model.installation import SourcePolicy
from digest.workflow.archive import shown_again
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from tests.workflow.company import DIRECTORY
from tests.workflow.test_scopes import lead  # noqa: F401 - a fixture

LEARNED = """# Post-Mortem: Sign-in outage
**Date**: 2026-11-20
**Authors**: Mei Tanaka

## What We Learned

### Detection
**Learning**: Watch failures.

### Prevention
**Learning**: Keep a second cache.
"""


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


def test_what_was_learned_is_shown_again_below_its_category(at_work):
    at_work.write("pm.md", LEARNED)
    gather(at_work.world, "docs")
    publish(at_work.world)
    deliver(at_work.world)
    (delivery,) = at_work.post.to("jonas")
    jonas, page = DIRECTORY.people["jonas"], "https://digest.northbeam.example/p/token"

    told = shown_again(at_work.world, delivery, jonas, page) or ""

    assert told.index("What was learned (2)") < told.index("Detection") < told.index("Watch")
    assert told.index("Prevention") < told.index("Keep a second cache.")


def test_what_may_not_be_seen_any_more_is_left_out_of_a_scope(again):
    told = again(sources={"docs": SourcePolicy("docs", readers=("jonas",))})

    assert "Rotate the keys" not in told
    assert "Priya Nair" not in told
