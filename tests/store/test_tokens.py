"""Hashes of addresses, and their generations."""

from dataclasses import replace
from datetime import timedelta

from digest.model.ledger import Purpose
from digest.store import SqlStore
from tests.store.samples import NOW, token


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


def test_links_and_sessions_are_forgotten_once_they_are_over(store: SqlStore):
    over, going = NOW - timedelta(seconds=1), NOW + timedelta(seconds=1)
    for purpose in (Purpose.SIGN_IN, Purpose.SESSION, Purpose.FEED):
        for subject, until in (("ada/1", over), ("ada/2", going)):
            one = token(f"{purpose}{subject}", subject=subject)
            store.remember([replace(one, purpose=purpose, expires_at=until)])
            store.rotate(purpose, subject)

    assert (store.erase_tokens(NOW), store.erase_tokens(NOW)) == (2, 0)
    assert store.find("sessionada/1") is store.find("sign-inada/1") is None
    known = [store.generation(p, s) for p in ("sign-in", "feed") for s in ("ada/1", "ada/2")]
    assert known == [0, 1, 1, 1]


def test_remembering_nothing_is_nothing(store: SqlStore):
    store.remember([])
    assert store.find("") is None
