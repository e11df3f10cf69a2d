"""digest.reconcile.assign: the best overall pairing, not the first good one."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from digest.reconcile.assign import assign

square = st.integers(1, 5).flatmap(
    lambda n: st.lists(
        st.lists(st.integers(0, 9), min_size=n, max_size=n), min_size=n, max_size=n
    )
)


def test_takes_the_best_sum_not_the_best_first_pair():
    assert assign([[0.0, 0.1], [0.1, 0.9]]) == [(0, 1), (1, 0)]


def test_pairs_every_row_of_the_shorter_side():
    assert assign([[5, 1, 9]]) == [(0, 1)]
    assert assign([[5], [1], [9]]) == [(1, 0)]


def test_nothing_pairs_with_nothing():
    assert assign([]) == []


@given(square)
def test_is_as_cheap_as_trying_everything(costs):
    cheapest = min(
        sum(costs[row][column] for row, column in enumerate(order))
        for order in permutations(range(len(costs)))
    )

    assert sum(costs[row][column] for row, column in assign(costs)) == cheapest
