from __future__ import annotations

from time import perf_counter

from exchange.gateways import passwords


def test_a_password_matches_its_own_hash_only() -> None:
    kept = passwords.hash_password("une tasse de café noir")
    assert kept.startswith("$argon2id$")
    assert passwords.matches(kept, "une tasse de café noir")
    assert passwords.matches(kept, "une tasse de cafe\u0301 noir")  # the same letters, typed otherwise
    assert not passwords.matches(kept, "une tasse de cafe noir")
    assert not passwords.matches(kept, "")


def test_two_hashes_of_one_password_differ() -> None:
    assert passwords.hash_password("une tasse de café") != passwords.hash_password("une tasse de café")


def test_nobodys_password_is_refused_after_the_same_work() -> None:
    kept = passwords.hash_password("une tasse de café noir")
    passwords.matches(None, "warm")

    def seconds(against: str | None) -> float:
        began = perf_counter()
        for _ in range(5):
            assert not passwords.matches(against, "a wrong password")
        return perf_counter() - began

    known, unknown = min(seconds(kept) for _ in range(3)), min(seconds(None) for _ in range(3))
    assert 0.4 < unknown / known < 2.5


def test_nobody_signs_in_with_the_password_that_nobody_has() -> None:
    assert not passwords.matches(None, "a password that nobody has")


def test_a_broken_or_outdated_hash_is_told() -> None:
    assert not passwords.matches("not a hash", "x")
    assert not passwords.is_outdated(passwords.hash_password("une tasse de café noir"))
    assert passwords.is_outdated("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$Z2FyYmFnZQ")


def test_any_text_can_be_a_password() -> None:
    kept = passwords.hash_password("\ud800 alone, \x00 nothing, 🙂")
    assert passwords.matches(kept, "\ud800 alone, \x00 nothing, 🙂")
