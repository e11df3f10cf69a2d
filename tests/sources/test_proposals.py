"""digest.sources.proposals: replies on branches, none forced, none twice."""

from datetime import UTC, datetime

import pytest

from digest.errors import Closed, Unsettled
from digest.model.directory import Person
from digest.model.place import ForgePlace, Proposals
from digest.ports import Draft, Landed, Note, Rewritten
from digest.sources.git import GitSource
from tests.sources.conftest import Opener
from tests.sources.forge import TOKEN, forge
from tests.sources.test_git_replace import hook
from tests.sources.upstream import AT, Upstream

EACH, ROLLING = Proposals(always=True), Proposals(always=True, rolling=True)
PRIYA = Person("priya", "Priya Nair", "priya@northbeam.example")
LINES = b"".join(b"- [ ] item %d\n\n\n\n" % n for n in range(4))
DONE = LINES.replace(b"[ ] item 0", b"[x] item 0")


def note(body: str = "- item: status was open, is done (a.md)") -> Note:
    return Note("close one", PRIYA, datetime.fromtimestamp(AT + 60, UTC), body)


def land(draft: Draft, number: int, body: str = "- item") -> Landed:
    seen = draft.read("a.md")
    new = seen.replace(b"[ ] item %d" % number, b"[x] item %d" % number)
    return draft.land([Rewritten("a.md", seen, new)] if new != seen else [], note(body))


@pytest.fixture
def each(upstream: Upstream, opened: Opener) -> GitSource:
    upstream.commit({"a.md": LINES})
    return opened(proposals=EACH)


@pytest.fixture
def rolling(upstream: Upstream, opened: Opener) -> GitSource:
    upstream.commit({"a.md": LINES})
    return opened(proposals=ROLLING)


def test_each_reply_has_a_branch_beside_what_stands(upstream: Upstream, each: GitSource):
    first, second = land(each.draft("r1"), 0), land(each.draft("r2"), 1)

    assert first.branch != second.branch
    assert upstream.read("a.md") == LINES
    assert upstream.read("a.md", on=first.branch) == DONE
    assert upstream.git("rev-list", "--count", f"main..{second.branch}") == "1"


def test_a_reply_that_comes_again_finds_its_branch(upstream: Upstream, each: GitSource):
    first = land(each.draft("r1"), 0)
    again = each.draft("r1")

    assert again.read("a.md") == DONE
    assert land(again, 0) == first
    assert len(upstream.heads()) == 2


def test_a_branch_waits_until_it_is_merged(upstream: Upstream, each: GitSource):
    made = land(each.draft("r1"), 0)
    before = each.draft("r2").waits(made.branch)
    upstream.merge(made.branch, at=AT + 120)

    assert (before, each.draft("r3").waits(made.branch)) == (True, False)


def test_a_branch_that_was_squashed_does_not_wait(upstream: Upstream, each: GitSource):
    made = land(each.draft("r1"), 0)
    upstream.commit({"a.md": DONE})

    assert not each.draft("r2").waits(made.branch)


def test_a_rolling_branch_takes_one_reply_after_the_other(
    upstream: Upstream, rolling: GitSource
):
    land(rolling.draft("r1"), 0)
    made = land(rolling.draft("r2"), 1)

    assert made.branch == "digest/replies"
    assert upstream.read("a.md", on=made.branch).count(b"[x]") == 2
    assert upstream.git("rev-list", "--count", "main..digest/replies") == "2"


def test_a_rolling_branch_follows_what_it_goes_into(upstream: Upstream, rolling: GitSource):
    land(rolling.draft("r1"), 0)
    upstream.commit({"a.md": LINES.replace(b"item 3", b"item three")})
    draft = rolling.draft("r2")

    assert draft.read("a.md") == DONE.replace(b"item 3", b"item three")
    made = land(draft, 1)
    assert upstream.read("a.md", on=made.branch).count(b"[x]") == 2


def test_a_rolling_branch_that_contradicts_is_left_and_another_begun(
    upstream: Upstream, rolling: GitSource
):
    land(rolling.draft("r1"), 0)
    upstream.commit({"a.md": LINES.replace(b"item 0", b"item zero")})

    assert land(rolling.draft("r2"), 1).branch == "digest/replies-2"
    assert upstream.read("a.md", on="digest/replies") == DONE


def test_a_rolling_branch_begins_again_when_it_was_merged(
    upstream: Upstream, rolling: GitSource
):
    land(rolling.draft("r1"), 0)
    merged = upstream.merge("digest/replies", at=AT + 120)
    made = land(rolling.draft("r2"), 1)

    assert made.branch == "digest/replies"
    assert upstream.git("rev-parse", "digest/replies^") == merged


def test_a_rolling_branch_begins_again_when_it_was_squashed(
    upstream: Upstream, rolling: GitSource
):
    before = land(rolling.draft("r1"), 0).revision
    squashed = upstream.commit({"a.md": DONE})
    land(rolling.draft("r2"), 1)

    assert upstream.git("diff", "--name-only", f"{squashed}...digest/replies") == "a.md"
    assert upstream.git("merge-base", before, "digest/replies") == before  # never forced


def test_a_branch_somebody_wrote_on_meanwhile_is_looked_at_again(
    upstream: Upstream, rolling: GitSource
):
    land(rolling.draft("r1"), 0)
    draft = rolling.draft("r2")
    upstream.commit({"a.md": LINES}, on="digest/replies")

    with pytest.raises(Unsettled, match="moved on"):
        land(draft, 1)


def test_requests_are_opened_and_brought_up_to_date(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": LINES})
    with forge("gitea") as hosted:
        place = ForgePlace("gitea", hosted.url, "docs/book", TOKEN)
        source = opened(proposals=Proposals(always=True, rolling=True, forge=place))
        first = land(source.draft("r1"), 0, "- item 0: status was open, is done (a.md)")
        second = land(source.draft("r2"), 1, "- item 1: status was open, is done (a.md)")

    (one,) = hosted.requests
    assert first.url == second.url == f"{hosted.url}/pulls/1"
    assert one["said"]["title"] == "Replies by mail: 2 changes"
    assert "item 0" in one["said"]["body"]
    assert "item 1" in one["said"]["body"]


def test_a_forge_that_refuses_does_not_take_the_branch_back(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": LINES})
    with forge("github") as hosted:
        place = ForgePlace("github", hosted.url, "docs/book", "wr0ng")
        made = land(opened(proposals=Proposals(always=True, forge=place)).draft("r1"), 0)

    assert upstream.read("a.md", on=made.branch) == DONE
    assert (made.url, "401" in made.trouble) == ("", True)


def test_a_protected_branch_may_be_gone_round_where_a_forge_is_named(
    upstream: Upstream, opened: Opener
):
    upstream.commit({"a.md": LINES})
    hook(upstream, "update", 'test "$1" != refs/heads/main || { echo protected; exit 1; }')
    place = ForgePlace("gitea", "http://127.0.0.1:1", "docs/book", TOKEN)
    source = opened(proposals=Proposals(forge=place))

    with pytest.raises(Closed) as caught:
        land(source.draft("r1"), 0)
    assert caught.value.aside
    assert source.draft("r1", aside=True).aside


def test_a_protected_branch_is_only_refused_where_none_is(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": LINES})
    hook(upstream, "update", "echo protected; exit 1")

    with pytest.raises(Closed, match=r"protected|declined") as caught:
        land(opened().draft("r1"), 0)
    assert not caught.value.aside
