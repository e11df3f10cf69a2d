"""`make chaos`: work goes on while processes die; then everything is counted."""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from digest.demo import walk
from digest.demo.running import Missed, Running
from tests.chaos.count import count
from tests.chaos.storm import Storm


def main() -> int:
    """Run a storm on a fresh sample; 1 if something was lost, doubled or stuck."""
    asked = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    asked.add_argument("--seconds", type=float, default=300)
    asked.add_argument("--seed", type=int, default=0, help="else another each time")
    told = asked.parse_args()
    seed = told.seed or time.time_ns() % 1_000_000
    with tempfile.TemporaryDirectory() as place:
        demo = Running(Path(place) / "demo", None)
        try:
            faults = _run(demo, seed, told.seconds)
        except Missed as missed:
            faults = [str(missed)]
        finally:
            demo.kill()
        for fault in faults:
            print(f"FAIL {fault}")  # noqa: T201
        if faults:
            print(f"seed {seed}; the log ends:\n{demo.last_lines()}")  # noqa: T201
    return 1 if faults else 0


def _run(demo: Running, seed: int, seconds: float) -> list[str]:
    for step in (walk.start, walk.gathered, walk.digest_delivered):
        step(demo)
    storm = Storm(demo, Random(seed))  # noqa: S311 - what happens when, no secret
    storm.blow(seconds)
    print(f"{storm.told()} (seed {seed})")  # noqa: T201
    faults, seen = count(demo, storm)
    print(seen)  # noqa: T201
    return faults


if __name__ == "__main__":
    sys.exit(main())
