"""docker-compose.yml names commands, options, variables and settings that exist."""

from pathlib import Path

import click
import pytest

from digest.cli import digest
from digest.settings.load import load
from digest.supervise.broker import Broker
from digest.supervise.children import Plan, service_children
from tests.deploy.compose import ROOT, ours, services, whole
from tests.docs.variables import read_by

EXAMPLE = ROOT / "config" / "compose.toml"
NAMES = ["worker", "beat", "watch", "fetch", "web", "inbound"]


def parsed(words: list[str]) -> click.Context:
    assert words[0] == "digest"
    found = digest.get_command(click.Context(digest), words[1])
    assert found
    return found.make_context(words[1], words[2:])


def test_each_process_of_digest_up_is_a_service(tmp_path: Path):
    plan = Plan(
        tmp_path, Broker("redis://h/0"), "sqlite:///d", ("h", 1), (("h", 2),), fetch=True
    )

    assert {child.name for child in service_children(plan)} == set(ours())


@pytest.mark.parametrize("name", NAMES)
def test_its_health_check_is_a_command_about_itself(name: str):
    context = parsed(ours()[name].check)

    assert context.params["process"] == name


@pytest.mark.parametrize("name", ["watch", "fetch", "web", "inbound"])
def test_its_command_parses(name: str):
    assert parsed(ours()[name].command).info_name == name


def test_the_worker_and_beat_are_those_of_tasks():
    started = [ours()[name].command[:5] for name in ("worker", "beat")]

    celery = ["celery", "--quiet", "-A", "tasks"]
    assert started == [[*celery, "worker"], [*celery, "beat"]]


@pytest.mark.parametrize("name", NAMES)
def test_every_variable_is_one_that_is_read(name: str):
    read = read_by(*(ROOT / "digest").rglob("*.py"))
    read |= {"DIGEST_MAILBOX_REPLIES_PASSWORD"}  # made of the name of a mailbox

    assert {v for v in ours()[name].environment if v.removesuffix("_FILE") not in read} == set()


@pytest.mark.parametrize("name", list(services()))
def test_every_service_is_confined_and_comes_back(name: str):
    told = services()[name].told

    assert told["restart"] == "unless-stopped"
    assert (told["read_only"], told["cap_drop"]) == (True, ["ALL"])
    assert "no-new-privileges:true" in told["security_opt"]
    assert "healthcheck" in told


def test_no_image_of_ours_runs_as_root():
    assert (ROOT / "Dockerfile").read_text().rpartition("\nUSER ")[2].startswith("10001\n")


def test_its_secrets_volumes_and_networks_are_declared():
    told = whole()
    for kind in ("secrets", "volumes", "networks"):
        used = {
            str(one).partition(":")[0]
            for service in services().values()
            for one in service.told.get(kind, ())
            if str(one)[0] != "."
        }

        assert used == set(told[kind])


def test_secrets_are_files_and_given_to_whoever_reads_them():
    for service in ours().values():
        read = {v for k, v in service.environment.items() if k.endswith("_FILE")}

        assert read == {f"/run/secrets/{name}" for name in service.told.get("secrets", ())}


def test_its_settings_load():
    settings = load(EXAMPLE, {"REDIS_URL": "redis://valkey:6379/0"})
    folder = settings.sources["postmortems"].place

    assert str(settings.state) in ours()["worker"].mounts
    assert str(getattr(folder, "path", "")) in ours()["worker"].mounts & ours()["watch"].mounts


def test_its_ports_are_those_that_are_listened_on():
    settings = load(EXAMPLE, {})
    inbound = [place.port for place in (settings.inbound.lmtp, settings.inbound.smtp) if place]
    published = {n: s.told["ports"] for n, s in ours().items() if "ports" in s.told}
    web = parsed(ours()["web"].command).params["port"]

    assert published["web"] == [f"127.0.0.1:{web}:{web}"]
    assert published["inbound"] == [f"127.0.0.1:{port}:{port}" for port in inbound]
    assert parsed(ours()["web"].check).params["port"] == web


def test_the_mail_catcher_is_where_the_settings_say():
    assert services()["catcher"].told["profiles"] == ["demo"]
    assert "smtp+plain://catcher:1025" in EXAMPLE.read_text()
