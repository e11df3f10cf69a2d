"""What `digest check` says of how replies are written."""

import pytest

from digest.cli.probes import _proposed
from digest.errors import Permanent
from digest.model.place import Commits, ForgePlace, GitPlace, Proposals
from tests.sources.forge import TOKEN, forge


def place(url: str, **more: object) -> GitPlace:
    proposals = Proposals(always=True, forge=ForgePlace("gitea", url, "docs/book", TOKEN))
    return GitPlace("docs", "/srv/book.git", proposals=proposals, **more)  # type: ignore[arg-type]


def test_a_forge_that_lets_us_in_is_named():
    with forge("gitea") as hosted:
        assert _proposed(place(hosted.url)) == f"replies are proposed at {hosted.url}"


def test_a_public_repository_has_to_be_called_so():
    with forge("gitea") as hosted:
        hosted.public = True

        with pytest.raises(Permanent, match="everybody may read docs/book"):
            _proposed(place(hosted.url))
        assert _proposed(place(hosted.url, commits=Commits(public=True)))
