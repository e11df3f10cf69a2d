"""`make fuzz`: feed the readers of foreign bytes with what nobody would write."""

import argparse
import itertools
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.fuzz.hunt import Found, hunt
from tests.fuzz.targets import TARGETS

CRASHES = Path(__file__).parents[1] / "crashes"
_TURN = 20.0  # seconds of one search, so that progress shows


def main() -> int:
    """Search; 1 if something broke, each input kept in tests/crashes."""
    asked = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    asked.add_argument("targets", nargs="*", help=f"of {', '.join(TARGETS)}; else all")
    asked.add_argument("--seconds", type=float, default=600)
    asked.add_argument("--seed", type=int, default=0, help="else another each time")
    told = asked.parse_args()
    if unknown := set(told.targets) - set(TARGETS):
        asked.error(f"no target {', '.join(unknown)}: there are {', '.join(TARGETS)}")
    found = search(told.targets or list(TARGETS), told.seconds, told.seed or time.time_ns())
    for each in found:
        print(f"{keep(each)}: {each.fault}")  # noqa: T201
    return 1 if found else 0


def search(targets: list[str], seconds: float, seed: int) -> list[Found]:
    """Search with every core, a target a turn; say how it goes."""
    cores = os.cpu_count() or 1
    turn = min(_TURN, seconds * cores / len(targets))
    turns = max(len(targets), round(seconds * cores / turn))
    names = itertools.islice(itertools.cycle(targets), turns)
    tried = dict.fromkeys(targets, 0)
    found: dict[str, Found] = {}
    with ProcessPoolExecutor(cores) as pool:
        hunts = [
            (name, pool.submit(hunt, name, seed + n, turn)) for n, name in enumerate(names)
        ]
        for name, coming in hunts:
            done = coming.result()
            tried[name] += done.tried
            found |= {each.fault: each for each in done.found}
            said = ", ".join(f"{name} {count:,}" for name, count in tried.items())
            print(f"\r{said} inputs, {len(found)} broke something", end="", flush=True)  # noqa: T201
    print(f" (seed {seed})")  # noqa: T201
    return list(found.values())


def keep(found: Found) -> Path:
    """Write an input to where every test run reads it."""
    kind = found.fault.partition(":")[0].lower().replace(" at ", "-").removesuffix(".py")
    path = CRASHES / f"{found.target}-{kind}-{len(found.raw)}"
    path.write_bytes(found.raw)
    return path


if __name__ == "__main__":
    sys.exit(main())
