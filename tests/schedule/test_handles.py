"""digest.schedule.handles: a number means one item, for one person, for ever."""

from digest.schedule.handles import allot


def test_numbers_rise_in_the_order_shown():
    assert allot({}, ["x", "y"]) == {"x": 1, "y": 2}


def test_an_item_keeps_its_number():
    assert allot({"y": 4}, ["x", "y"]) == {"x": 5, "y": 4}


def test_a_number_given_once_is_not_given_again():
    assert allot({"gone": 9}, ["x"]) == {"x": 10}


def test_an_item_shown_twice_has_one_number():
    assert allot({}, ["x", "x"]) == {"x": 1}
