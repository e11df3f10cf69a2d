import os
import re
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.supervise.conftest import BROKEN, DEAF, DYING, FERTILE, MUTE, POOL, STEADY

pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="reads /proc"),
]


def test_children_start_when_what_they_need_is_ready(start):
    run = start({"b": {"code": STEADY, "after": ["a"]}, "a": {"code": STEADY}})
    run.until("all ready")

    assert "b      * waiting for a" in run.seen
    assert run.seen.index("a      * ready after") < run.seen.index("b      * starting")


def test_log_lines_carry_their_child_s_name(start):
    run = start({"web": {"code": f"print('hello\\x1b[31m'); {STEADY}"}})

    assert run.until("hello") == "web    | hello�[31m\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_and_exits_with_0(start, number):
    run = start({"a": {"code": STEADY}, "b": {"code": FERTILE}})
    run.until("all ready")
    run.process.send_signal(number)

    assert run.ended(5) == 0
    assert run.survivors() == []


def test_a_deaf_child_is_killed_within_five_seconds(start):
    run = start({"a": {"code": STEADY}, "b": {"code": DEAF, "after": ["a"]}})
    run.until("all ready")
    run.process.send_signal(signal.SIGINT)

    assert run.ended(5) == 0
    assert "b      * does not stop: killing it" in run.seen


def test_a_second_signal_kills_at_once(start):
    run = start({"a": {"code": DEAF}, "b": {"code": DEAF, "after": ["a"]}})
    run.until("all ready")
    run.process.send_signal(signal.SIGINT)
    run.until("stopping")
    run.process.send_signal(signal.SIGINT)

    assert run.ended(3) == 0
    assert run.survivors() == []


def test_what_others_need_is_stopped_last(start):
    told = "import signal; signal.signal(15, lambda *_: (print('bye'), exit(0)))"
    code = f"{told}; {STEADY}"
    run = start({"a": {"code": code}, "b": {"code": code, "after": ["a"]}})
    run.until("all ready")
    run.process.send_signal(signal.SIGTERM)
    run.ended(5)

    assert re.findall(r"^(\w+) +\| bye", run.seen, re.MULTILINE) == ["b", "a"]


def test_a_killed_supervisor_leaves_no_process(start):
    run = start({"a": {"code": DEAF}, "b": {"code": FERTILE}, "broker": {}})
    run.until("all ready")
    run.process.kill()

    assert run.survivors(within=4) == []


def test_a_killed_guard_takes_its_child_along_and_both_come_back(start):
    run = start({"a": {"code": POOL}})
    run.until("all ready")
    before = set(run.survivors()) - {run.process.pid}
    stat = Path(f"/proc/{run.pid('a')}/stat").read_text()
    os.kill(int(stat.rpartition(")")[2].split()[1]), signal.SIGKILL)
    run.until("was lost with its guard: starting it again")

    assert before & set(run.survivors()) == set()
    run.until("ready after")


def test_a_child_that_dies_is_restarted_later_and_later(start):
    run = start({"a": {"code": DYING}}, first=0.1)
    pauses = [run.until("exited with code 3: starting it again") for _ in range(3)]

    assert [line.split(" in ")[1].strip() for line in pauses] == ["0.1 s", "0.2 s", "0.4 s"]


def test_a_child_that_settled_is_forgiven(start):
    run = start({"a": {"code": DYING}}, first=0.1, settled=0.1)
    pauses = [run.until("starting it again") for _ in range(2)]

    assert [line.split(" in ")[1].strip() for line in pauses] == ["0.1 s", "0.1 s"]


def test_a_killed_child_is_told_with_its_signal(start):
    run = start({"a": {"code": FERTILE}}, first=0.1)
    run.until("all ready")
    before = run.pid("a")
    os.kill(before, signal.SIGKILL)

    assert "was killed by SIGKILL: starting it again in 0.1 s" in run.until("killed by")
    run.until("ready after")
    assert run.pid("a") != before


def test_a_child_that_never_runs_ends_everything_with_1(start):
    run = start({"a": {"code": STEADY}, "b": {"code": BROKEN}}, first=0.05)

    assert run.ended(15) == 1
    assert "b      * exited with code 4, 3 times in a row: giving up" in run.seen
    assert run.survivors() == []


def test_a_child_that_cannot_be_kept_up_ends_everything_with_1(start):
    run = start({"a": {"code": DYING}}, first=0.05, deaths=4)

    assert run.ended(20) == 1
    assert "4 times in a row: giving up" in run.seen


def test_a_child_that_never_gets_ready_is_named_and_killed(start):
    run = start({"a": {"code": MUTE, "ready_seconds": 0.3}}, first=0.05)
    run.until("a      \\* is not ready after 0.3 s: killing it")

    assert run.until("was killed by SIGKILL")


def test_a_missing_program_is_named(start):
    run = start({"a": {"argv": ["/no/such/program"]}}, first=0.05)

    assert "cannot start /no/such/program: No such file" in run.until(r"a +\|")


def test_output_without_a_reader_stops_nobody(start):
    noisy = "import os\nprint('ready')\nwhile True: os.write(1, b'x' * 70 + b'\\n')"
    run = start({"a": {"code": noisy}, "b": {"code": STEADY}})
    time.sleep(1)  # nobody reads: the pipe fills up
    run.process.send_signal(signal.SIGTERM)
    began = time.monotonic()

    assert run.process.wait(5) == 0
    assert time.monotonic() - began < 5


def test_a_second_supervisor_of_the_same_state_is_refused(start):
    first = start({"a": {"code": STEADY}})
    first.until("all ready")
    second = start({"a": {"code": STEADY}})

    assert second.ended(10) == 2
    assert f"already in use by process {first.process.pid}" in second.seen


def test_a_killed_supervisor_can_be_started_again_at_once(start):
    first = start({"a": {"code": FERTILE}, "broker": {}})
    first.until("all ready")
    first.process.kill()
    first.process.wait()

    assert start({"a": {"code": STEADY}, "broker": {}}).until("all ready")


def test_a_killed_supervisor_leaves_nothing_of_a_celery_pool(start, tmp_path: Path):
    worker = [sys.executable, "-m", "celery", "-q", "-A", "tests.supervise.pool", "worker"]
    env = {"REDIS_URL": f"redis+socket://{tmp_path}/state/broker/broker.sock"}
    argv = [*worker, "--concurrency", "2", "--loglevel", "INFO"]
    run = start({"broker": {}, "worker": {"argv": argv, "env": env, "after": ["broker"]}})
    run.until("all ready")
    pool = len(run.survivors())
    run.process.kill()

    assert pool == 7  # the supervisor, two guards, the broker, Celery and its pool of two
    assert run.survivors(within=4) == []
