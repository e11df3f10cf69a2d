"""The best overall pairing of two lists: the assignment problem, solved exactly."""

from collections.abc import Sequence

_FAR = float("inf")


def assign(costs: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return pairs (row, column) of least total cost; every row of the shorter side is paired.

    Shortest augmenting paths with potentials (Jonker and Volgenant 1987), O(n² m).
    """
    if not costs or not costs[0]:
        return []
    if len(costs) > len(costs[0]):
        turned = [list(column) for column in zip(*costs, strict=True)]
        return sorted((row, column) for column, row in assign(turned))
    rows, columns = len(costs), len(costs[0])
    row_potential = [0.0] * (rows + 1)
    column_potential = [0.0] * (columns + 1)
    owner = [0] * (columns + 1)  # row that holds a column, 1-based; 0 is nobody
    for row in range(1, rows + 1):
        owner[0] = row
        _augment(costs, owner, row_potential, column_potential)
    return sorted((owner[c] - 1, c - 1) for c in range(1, columns + 1) if owner[c])


def _augment(
    costs: Sequence[Sequence[float]],
    owner: list[int],
    row_potential: list[float],
    column_potential: list[float],
) -> None:
    """Find the cheapest way to seat the row in `owner[0]`, moving others as needed."""
    least = [0.0] + [_FAR] * (len(owner) - 1)  # cost of the cheapest way to a column
    came_from = [0] * len(owner)
    seen: list[int] = []
    waiting = list(range(1, len(owner)))
    at = 0
    while owner[at]:
        seen.append(at)
        row, so_far = costs[owner[at] - 1], least[at] - row_potential[owner[at]]
        for c in waiting:
            cost = so_far + row[c - 1] - column_potential[c]
            if cost < least[c]:
                least[c], came_from[c] = cost, at
        at = min(waiting, key=least.__getitem__)
        waiting.remove(at)
    for c in seen:
        row_potential[owner[c]] += least[at] - least[c]
        column_potential[c] -= least[at] - least[c]
    while at:
        owner[at] = owner[came_from[at]]
        at = came_from[at]
