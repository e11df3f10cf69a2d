"""Hashes of addresses, and their generations."""

from dataclasses import replace

from digest.store import SqlStore
from tests.store.samples import token


def test_a_token_comes_back_as_it_was_remembered(store: SqlStore):
    store.remember([token("a"), token("b", subject="bo/all")])
    assert store.find("a") == token("a")
    assert store.find("none") is None


def test_a_token_that_is_known_stays_as_it_is(store: SqlStore):
    store.remember([token("a")])
    store.remember([token("a", subject="bo/all"), token("b")])
    assert store.find("a") == token("a")
    assert store.find("b") == token("b")


def test_rotating_raises_the_generation_of_one_subject(store: SqlStore):
    assert store.generation("feed", "ada/all") == 0
    assert (store.rotate("feed", "ada/all"), store.rotate("feed", "ada/all")) == (1, 2)
    assert store.generation("feed", "ada/all") == 2
    assert store.generation("page", "ada/all") == store.generation("feed", "bo/all") == 0


def test_rotating_revokes_older_tokens_and_not_the_new_one(store: SqlStore):
    store.remember([token("old"), token("other", subject="bo/all")])
    store.rotate("feed", "ada/all")
    store.remember([token("new", generation=1), token("late")])
    assert store.find("old") == replace(token("old"), revoked=True)
    assert store.find("late") == replace(token("late"), revoked=True)
    assert store.find("new") == token("new", generation=1)
    assert store.find("other") == token("other", subject="bo/all")


def test_remembering_nothing_is_nothing(store: SqlStore):
    store.remember([])
    assert store.find("") is None
