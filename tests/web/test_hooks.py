"""digest.web.hooks: who may have a source gathered, and when that is done."""

import asyncio
import hashlib
import hmac
import json
import logging
from pathlib import Path

import httpx
import pytest

from digest.store import SqlStore
from digest.web.hooks import MAX_BYTES, QUIET, Hook
from tests.web.site import PUBLIC, Site
from tests.workflow.company import company

SECRET = "0123456789abcdef0123"  # noqa: S105 - pretend
PUSH = json.dumps({"ref": "refs/heads/main", "repository": {"default_branch": "main"}}).encode()


@pytest.fixture
def site(store: SqlStore, tmp_path: Path) -> Site:
    """A service with one source that a webhook may have gathered, and one more."""
    hooks = {"docs": Hook(SECRET), "release": Hook(SECRET, "release")}
    return Site(company(store, tmp_path / "docs"), hooks)


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-Hub-Signature-256": f"sha256={digest}", "X-GitHub-Event": "push"}


def call(
    site: Site, *, source: str = "docs", body: bytes = PUSH, times: int = 1, **headers: str
) -> list[httpx.Response]:
    """POST a signed body, all at once; wait until whoever is woken is awake."""
    told = {**signed(body), **{k.replace("_", "-"): v for k, v in headers.items()}}

    async def asked() -> list[httpx.Response]:
        transport = httpx.ASGITransport(site.app)
        async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as client:
            calls = [
                client.post(f"/hooks/{source}", headers=told, content=body)
                for _ in range(times)
            ]
            answers = await asyncio.gather(*calls)
            await asyncio.sleep(QUIET * 2)
            return answers

    return asyncio.run(asked())


def test_a_push_wakes_a_gather(site):
    assert [a.status_code for a in call(site)] == [202]
    assert site.work.woken.tasks == ["gather"]


def test_a_burst_wakes_one_gather(site):
    assert [a.status_code for a in call(site, times=20)] == [202] * 20
    assert site.work.woken.tasks == ["gather"]


def test_a_push_sent_again_only_looks_again(site):
    call(site)
    call(site)

    assert site.work.woken.tasks == ["gather", "gather"]


@pytest.mark.parametrize(
    ("source", "ref", "status"),
    [
        ("docs", "refs/heads/main", 202),
        ("docs", "refs/heads/draft", 204),
        ("docs", "refs/tags/main", 204),
        ("release", "refs/heads/release", 202),
        ("release", "refs/heads/main", 204),
    ],
)
def test_only_its_own_branch_wakes_a_source(site, source, ref, status):
    body = json.dumps({"ref": ref, "project": {"default_branch": "main"}}).encode()

    assert [a.status_code for a in call(site, source=source, body=body)] == [status]
    assert len(site.work.woken.tasks) == (status == 202)


def test_a_ping_is_answered(site):
    (answer,) = call(site, body=b'{"zen": "keep it simple"}', X_GitHub_Event="ping")

    assert (answer.status_code, answer.text) == (200, "pong\n")


def test_what_is_no_push_changes_nothing(site):
    (answer,) = call(site, X_GitHub_Event="issues")

    assert (answer.status_code, site.work.woken.tasks) == (204, [])


def test_a_form_is_read_too(site):
    form = httpx.QueryParams({"payload": PUSH.decode()})
    (answer,) = call(
        site, body=str(form).encode(), Content_Type="application/x-www-form-urlencoded"
    )

    assert answer.status_code == 202


def test_an_unknown_source_and_a_wrong_secret_are_answered_alike(site):
    (wrong,) = call(site, X_Hub_Signature_256="sha256=00")
    (unknown,) = call(site, source="gone")

    assert (wrong.status_code, wrong.content) == (unknown.status_code, unknown.content)
    assert wrong.status_code == 403
    assert wrong.headers == unknown.headers


def test_a_source_without_a_secret_takes_no_webhook(store, tmp_path):
    site = Site(company(store, tmp_path / "docs"))

    assert [a.status_code for a in call(site)] == [403]


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 200_000, b"\xff", b"payload"])
def test_what_is_not_json_is_said(site, body):
    assert [a.status_code for a in call(site, body=body)] == [400]


@pytest.mark.parametrize("body", [b"[]", b"null", b'{"ref": 1}', b'{"repository": []}'])
def test_a_push_that_does_not_say_where_is_looked_at(site, body):
    assert [a.status_code for a in call(site, body=body)] == [202]


def test_a_body_that_is_too_large_is_not_kept(site):
    assert [a.status_code for a in call(site, body=b"x" * (MAX_BYTES + 1))] == [413]


@pytest.mark.parametrize("source", ["docs", "gone"])
def test_too_many_unproven_requests_are_put_off(site, source):
    told = call(site, source=source, times=40, X_Hub_Signature_256="sha256=00")

    assert [a.status_code for a in told].count(429) >= 8


def test_nobody_can_keep_the_real_host_out(site):
    call(site, times=100, X_Hub_Signature_256="sha256=00")

    assert [a.status_code for a in call(site)] == [202]


def test_a_body_that_says_it_is_too_large_is_not_awaited(site):
    (answer,) = call(site, body=b"x", Content_Length=str(MAX_BYTES + 1))

    assert answer.status_code == 413


def test_slow_bodies_hold_up_nobody(site):
    told = signed(PUSH)

    async def slow():
        await asyncio.sleep(2)
        yield b"x"

    async def asked() -> int:
        transport = httpx.ASGITransport(site.app)
        async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as client:
            held = [
                asyncio.create_task(client.post("/hooks/docs", content=slow()))
                for _ in "x" * 40
            ]
            await asyncio.sleep(0.1)
            async with asyncio.timeout(1):
                answer = await client.post("/hooks/docs", headers=told, content=PUSH)
            for one in held:
                one.cancel()
            return answer.status_code

    assert asyncio.run(asked()) == 202


def test_get_says_nothing(site):
    assert site.ask("/hooks/docs").status_code == site.ask("/hooks/gone").status_code == 405


def test_nothing_secret_is_logged(site, caplog):
    with caplog.at_level(logging.DEBUG):
        call(site, X_Gitlab_Token=SECRET)
        call(site, source="gone", X_Gitlab_Token=SECRET[1:])

    assert SECRET[1:] not in caplog.text
