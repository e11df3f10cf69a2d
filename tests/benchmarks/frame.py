"""How a benchmark measures and tells.

A benchmark is a module here with `run()`; it measures itself and what it is compared with in
the same run, and passes both to `report`.  Add the module to `__main__`.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 7


@dataclass(frozen=True)
class Rival:
    """What we are compared with: its figure, and what our figure may be at most of it.

    `at_most` is a ratio, ours to theirs; below 1 it means "so many times faster".
    """

    name: str
    figure: float
    at_most: float | None = None


def cpu(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the CPU seconds of each piece of work, the best of some rounds taken in turn."""
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for index, work in enumerate(works):
            start = time.process_time()
            work()
            best[index] = min(best[index], time.process_time() - start)
    return best


def report(name: str, ours: float, unit: str, *rivals: Rival) -> bool:
    """Print one line on a benchmark; say whether every aim was met."""
    told = [_told(ours, rival) for rival in rivals]
    print(f"{name:34} {ours:8.3f} {unit}", *(text for text, _ in told), sep="  ", flush=True)  # noqa: T201
    return all(met for _, met in told)


def _told(ours: float, rival: Rival) -> tuple[str, bool]:
    ratio = ours / rival.figure
    faster = rival.at_most is not None and rival.at_most < 1
    said = f"{1 / ratio:.1f}x faster than" if faster else f"{ratio:.2f}x"
    if rival.at_most is None:
        return f"{said} {rival.name}", True
    aim = f">= {1 / rival.at_most:g}x" if faster else f"<= {rival.at_most:g}x"
    met = ratio <= rival.at_most
    return f"{said} {rival.name} (aim {aim}{'' if met else ', missed'})", met
