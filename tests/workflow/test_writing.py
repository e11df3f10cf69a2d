"""What a reply becomes in a repository: one commit, or a proposal that is made once."""

from pathlib import Path
from typing import Any

import pytest

from digest.model.installation import SourcePolicy
from digest.model.item import Status
from digest.model.place import ForgePlace, Proposals
from digest.store import SqlStore
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from digest.workflow.waiting import why_unwritten
from tests.sources.conftest import sealed
from tests.sources.forge import TOKEN, forge
from tests.sources.test_git_replace import hook
from tests.sources.upstream import Upstream
from tests.workflow.company import Company, company, words
from tests.workflow.test_gather import ROW, table

OTHER = "| P2 | Write the runbook | @priya | 2026-11-25 | In progress |"
BRANCH, ROLLING = Proposals(always=True), Proposals(always=True, rolling=True)


@pytest.fixture
def told(store: SqlStore, tmp_path: Path):
    """A service whose repository is written as it is said, its digest sent to priya."""

    def start(**place: Any) -> tuple[Company, Upstream]:
        upstream = Upstream.create(tmp_path / "upstream.git")
        upstream.commit({"a.md": table(ROW).encode(), "b.md": table(OTHER).encode()})
        source = sealed(upstream, tmp_path / "clone", **place)
        work = company(store, tmp_path / "docs", source)
        gather(work.world, "docs")
        publish(work.world)
        deliver(work.world)
        return work, upstream

    return start


def answer(work: Company, typed: str) -> str:
    """Send a reply to the first digest, have it received, and return the newest receipt."""
    work.reply(work.post.to("priya")[0], typed)
    receive(work.world)
    deliver(work.world)
    receipts = [d for d in work.post.offered if d.kind == "receipt"]
    return " ".join(words(receipts[-1]).split())


def status(work: Company, text: str) -> Status:
    found = {t.item.text: t.item.status.value for t in work.world.store.tracked("docs")}
    return found[text]


def test_one_reply_about_two_documents_is_one_commit(told):
    work, upstream = told()
    answer(work, "#1 done\n#2 done")

    log = upstream.git("log", "--format=%s", "main").splitlines()
    assert log == ["Update 2 action items by reply", "x"]
    assert upstream.git("log", "-1", "--format=%(trailers:key=Digest-Item)").count("Item") == 2


def test_two_replies_about_one_item_are_two_commits_and_the_later_one_stands(told):
    work, upstream = told()
    answer(work, "#1 done")
    receipt = answer(work, "#1 in progress")

    assert "was Done" in receipt
    assert status(work, "Rotate the keys") is Status.IN_PROGRESS
    assert upstream.git("rev-list", "--count", "main") == "3"


def test_an_item_that_is_gone_is_refused_with_what_became_of_it(told):
    work, upstream = told()
    upstream.commit({"a.md": table(OTHER.replace("runbook", "handbook")).encode()})

    assert "It is not in a.md any more" in answer(work, "#1 done")
    assert upstream.git("rev-list", "--count", "main") == "2"


def test_a_commit_names_the_mail_and_nothing_a_forge_would_act_on(told):
    work, upstream = told()
    answer(work, "#1 blocked: fixes #12 of @bob")

    message = upstream.git("log", "-1", "--format=%B", "main")
    assert "Message-ID: <" in message
    assert "#12" not in message
    assert "@bob" not in message


def test_a_proposal_waits_beside_what_stands(told):
    work, upstream = told(proposals=BRANCH)
    receipt = answer(work, "#1 done")

    (branch,) = set(upstream.heads()) - {"main"}
    assert "Proposed (1)" in receipt
    assert branch in receipt
    assert status(work, "Rotate the keys") is Status.OPEN
    assert "| Done |" in upstream.read("a.md", on=branch).decode()


@pytest.mark.parametrize("typed", ["undo", "#1 undo"])
def test_what_is_only_proposed_is_taken_back_where_it_waits(told, typed):
    work, upstream = told(proposals=BRANCH)
    answer(work, "#1 done")
    before = upstream.heads()
    (branch,) = set(before) - {"main"}

    assert f"only proposed: close the branch {branch} to take it back" in answer(work, typed)
    assert upstream.heads() == before


@pytest.mark.parametrize("proposals", [BRANCH, ROLLING])
def test_nothing_is_proposed_twice(told, proposals):
    work, upstream = told(proposals=proposals)
    answer(work, "#1 done")
    before = upstream.heads()
    receipt = answer(work, "Again:\n#1 done")

    assert "Proposed (1)" in receipt
    assert upstream.heads() == before


@pytest.mark.parametrize("proposals", [BRANCH, ROLLING])
def test_what_was_declined_may_be_proposed_again(told, proposals):
    work, upstream = told(proposals=proposals)
    answer(work, "#1 done")
    (branch,) = set(upstream.heads()) - {"main"}
    upstream.git("update-ref", "-d", f"refs/heads/{branch}")

    assert "Proposed (1)" in answer(work, "Again:\n#1 done")
    assert len(upstream.heads()) == 2


def test_what_is_merged_has_changed(told):
    work, upstream = told(proposals=BRANCH)
    answer(work, "#1 done")
    (branch,) = set(upstream.heads()) - {"main"}
    upstream.merge(branch, at=1_800_000_000)
    gather(work.world, "docs")

    assert status(work, "Rotate the keys") is Status.DONE
    (change,) = work.world.store.changes()
    assert change.touch.person == "priya"
    assert "It was so already" in answer(work, "Again:\n#1 done")


def test_the_receipt_of_a_proposal_leads_to_its_request(told):
    with forge("gitlab") as hosted:
        place = ForgePlace("gitlab", hosted.url, "docs/book", TOKEN)
        work, _ = told(proposals=Proposals(always=True, forge=place))
        receipt = answer(work, "#1 done")

    assert f"{hosted.url}/-/merge_requests/1" in receipt
    (one,) = hosted.requests
    assert one["said"]["title"] == "Rotate the keys: status is now Done"
    assert "status was Not started, is Done (a.md)" in one["said"]["description"]


def test_a_forge_that_does_not_answer_is_asked_again_and_nothing_is_doubled(told):
    with forge("gitea") as hosted:
        place = ForgePlace("gitea", hosted.url, "docs/book", TOKEN)
        work, upstream = told(proposals=Proposals(always=True, forge=place))
        hosted.refuses["POST"] = 503
        kept = answer(work, "#1 done")
        hosted.refuses.clear()
        work.clock.forward(minutes=2)
        receive(work.world)

    assert "Kept, and tried again (1)" in kept
    assert len(hosted.requests) == 1
    assert len(upstream.heads()) == 2


def test_a_protected_branch_is_told_to_the_person_and_the_operator(told):
    work, upstream = told()
    hook(upstream, "update", "echo main is protected; exit 1")
    receipt = answer(work, "#1 done")

    assert "Not done (1)" in receipt
    assert "refused" in receipt
    assert "refused" in why_unwritten(work.world, "docs")


def test_a_protected_branch_is_gone_round_where_a_forge_is_named(told):
    with forge("github") as hosted:
        place = ForgePlace("github", hosted.url, "docs/book", TOKEN)
        work, upstream = told(proposals=Proposals(forge=place))
        hook(upstream, "update", 'test "$1" != refs/heads/main')
        receipt = answer(work, "#1 done")

    assert "Proposed (1)" in receipt
    assert len(hosted.requests) == 1
    assert why_unwritten(work.world, "docs") == ""


def test_a_repository_that_cannot_be_reached_keeps_the_reply(told, tmp_path):
    work, upstream = told()
    upstream.path.rename(tmp_path / "away")
    work.reply(work.post.to("priya")[0], "#1 done")
    receive(work.world)
    deliver(work.world)
    assert "Kept" in words(work.post.offered[-1])
    (tmp_path / "away").rename(upstream.path)
    work.clock.forward(minutes=2)
    receive(work.world)

    assert b"Done" in upstream.read("a.md")


@pytest.mark.parametrize("public", [True, False])
def test_mail_says_where_answers_are_public(store, tmp_path, public):
    policy = SourcePolicy("docs", write_back=True, public=public)
    work = company(store, tmp_path / "docs", sources={"docs": policy})
    work.write("a.md", table(ROW))
    gather(work.world, "docs")
    publish(work.world)
    deliver(work.world)

    assert ("These documents are public" in words(work.post.to("priya")[0])) is public
