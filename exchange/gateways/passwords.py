"""Passwords: argon2id, and the same work whether or not there is a hash to compare with."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""argon2id with 19 MiB and two passes. Source: OWASP Password Storage Cheat Sheet."""


def hash_password(password: str) -> str:
    """Return the argon2id hash to keep; the same letters typed on any keyboard make the same password."""
    return _HASHER.hash(_same_letters(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether a password is the one whose hash was kept.

    Without a hash it does the same work and says no, so that time tells nothing of who exists.
    """
    try:
        return _HASHER.verify(kept or _nobodys(), _same_letters(password)) and kept is not None
    except (Argon2Error, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


@cache
def common() -> frozenset[str]:
    """Return the passwords of twelve characters and more that are tried first, in lower case."""
    listed = files("exchange.gateways").joinpath("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in listed.splitlines() if line.strip())


@cache
def _nobodys() -> str:
    return _HASHER.hash("a password that nobody has")


def _same_letters(password: str) -> bytes:
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
