import re
import sys
from pathlib import Path

import pytest

from digest.logs import life
from digest.logs.choice import Form
from digest.supervise.broker import Broker, choose_broker
from digest.supervise.child import Child
from digest.supervise.children import Plan, service_children
from tests.logs.capture import logged

ELSEWHERE = Broker("redis://h/0")
WEB, SMTP = ("0.0.0.0", 8025), ("127.0.0.1", 8026)  # noqa: S104


def planned(state: Path, broker: Broker = ELSEWHERE, **told) -> dict[str, Child]:
    told = {"web": WEB, "inbound": (SMTP,), "database_url": "sqlite:///d", **told}
    return {c.name: c for c in service_children(Plan(state=state, broker=broker, **told))}


def test_all_wait_for_a_broker_of_our_own(tmp_path: Path):
    children = planned(tmp_path, choose_broker(None, tmp_path))

    assert list(children) == ["broker", "worker", "web", "beat", "inbound", "watch"]
    assert {c.after for c in children.values()} == {(), ("broker",)}


def test_where_no_folder_is_watched_nothing_watches(tmp_path: Path):
    assert "watch" not in planned(tmp_path, watch=False)


def test_somebody_else_s_broker_is_not_started(tmp_path: Path):
    children = planned(tmp_path)

    assert "broker" not in children
    assert {c.after for c in children.values()} == {()}


def test_without_replies_there_is_no_receiver(tmp_path: Path):
    assert "inbound" not in planned(tmp_path, inbound=())


def test_every_child_learns_where_everything_is(tmp_path: Path):
    env = {"DIGEST_SECRET": "x"}
    children = planned(tmp_path, config=tmp_path / "digest.toml", env=env)

    assert children["worker"].env == {
        "DATABASE_URL": "sqlite:///d",
        "REDIS_URL": "redis://h/0",
        "DIGEST_CONFIG": str(tmp_path / "digest.toml"),
        "DIGEST_SECRET": "x",
        "DIGEST_LOG": "text",
        "PYTHONUNBUFFERED": "1",
    }
    assert all(c.env == children["worker"].env for c in children.values())


@pytest.mark.parametrize("form", list(Form))
def test_readiness_is_seen_in_both_forms_of_logs(tmp_path: Path, form: Form):
    children = planned(tmp_path)
    with logged(form, level="error") as log:
        for name in ("worker", "beat", "watch"):
            life.info(f"{name} ready")
    for name, line in zip(("worker", "beat", "watch"), log.text.splitlines(), strict=True):
        ready = children[name].ready

        assert isinstance(ready, re.Pattern)
        assert ready.search(line)


def test_every_child_runs_in_this_python(tmp_path: Path):
    children = planned(tmp_path)

    assert {c.argv[0] for c in children.values()} == {sys.executable}
    assert children["web"].argv[-1] == "web"
