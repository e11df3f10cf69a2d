"""digest.sources.forges: requests are opened once, brought up to date, and no token strays."""

import sys
from collections.abc import Iterator

import pytest

from digest.errors import Permanent, Transient
from digest.model.place import ForgePlace
from digest.sources.forges import open_forge
from tests.sources.forge import TOKEN, Hosted, forge


@pytest.fixture(params=["github", "gitlab", "gitea"])
def hosted(request: pytest.FixtureRequest) -> Iterator[Hosted]:
    with forge(request.param) as found:
        yield found


def propose(hosted: Hosted, title: str = "Close one", token: str = TOKEN) -> str:
    place = ForgePlace(hosted.kind, hosted.url, "docs/book", token)
    return open_forge(place).propose("digest/replies", "main", title=title, body="- a")


def test_a_request_is_opened_with_a_title_and_a_body(hosted: Hosted):
    address = propose(hosted)

    (one,) = hosted.requests
    assert address.startswith(hosted.url)
    assert address.endswith("/1")
    assert one["ends"] == ("digest/replies", "main")
    assert one["said"]["title"] == "Close one"
    assert "- a" in (one["said"].get("body"), one["said"].get("description"))


def test_an_open_request_is_brought_up_to_date(hosted: Hosted):
    first = propose(hosted)
    second = propose(hosted, "Close two")

    (one,) = hosted.requests
    assert (first, one["said"]["title"]) == (second, "Close two")


def test_after_a_merge_another_is_opened(hosted: Hosted):
    propose(hosted)
    hosted.requests[0]["open"] = False
    propose(hosted)

    assert len(hosted.requests) == 2


def test_a_wrong_token_is_told_without_the_token(hosted: Hosted):
    with pytest.raises(Permanent, match="401 Bad credentials") as caught:
        propose(hosted, "x", "wr0ng")
    assert "wr0ng" not in str(caught.value)


@pytest.mark.parametrize("status", [429, 502])
def test_a_forge_that_cannot_now_is_asked_again_later(hosted: Hosted, status: int):
    hosted.refuses["POST"] = status

    with pytest.raises(Transient, match=f"{status} not now"):
        propose(hosted)


def test_a_forge_that_refuses_is_not_asked_again(hosted: Hosted):
    hosted.refuses["POST"] = 403

    with pytest.raises(Permanent, match="403 not now"):
        propose(hosted)


def test_a_token_is_not_carried_to_where_an_answer_points(hosted: Hosted):
    hosted.refuses["GET"] = 302

    with pytest.raises(Permanent, match="302"):
        propose(hosted)


@pytest.mark.parametrize("public", [True, False])
def test_a_forge_tells_whether_everybody_may_read(hosted: Hosted, public: bool):  # noqa: FBT001
    hosted.public = public

    assert (
        open_forge(ForgePlace(hosted.kind, hosted.url, "docs/book", TOKEN)).public() is public
    )


def test_a_forge_that_is_not_there_is_asked_again_later():
    place = ForgePlace("gitea", "http://127.0.0.1:1", "docs/book", TOKEN)

    with pytest.raises(Transient, match="refused"):
        open_forge(place).propose("digest/replies", "main", title="x", body="y")


def test_a_command_prints_the_token():
    with forge("gitea") as hosted:
        command = (sys.executable, "-c", f"print('{TOKEN}')")
        place = ForgePlace("gitea", hosted.url, "docs/book", token_command=command)
        open_forge(place).propose("digest/replies", "main", title="x", body="y")

        assert len(hosted.requests) == 1


@pytest.mark.parametrize("words", ["raise SystemExit(3)", "print('a b')", ""])
def test_a_command_that_prints_none_is_asked_again_later(words: str):
    command = (sys.executable, "-c", words)
    place = ForgePlace("gitea", "http://127.0.0.1:1", "docs/book", token_command=command)

    with pytest.raises(Transient, match="token command python"):
        open_forge(place)
