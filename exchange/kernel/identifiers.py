"""Public identifiers: random, opaque, safe in URLs, read aloud without confusion."""

from __future__ import annotations

import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 16
_BITS = 5
_LETTER = 2**_BITS - 1


def new_public_id() -> str:
    """Return a fresh identifier of 80 random bits, 16 characters of Crockford's base 32."""
    bits = secrets.randbits(_BITS * _LENGTH)
    return "".join(_ALPHABET[bits >> _BITS * place & _LETTER] for place in range(_LENGTH))


def is_public_id(text: str) -> bool:
    """Whether the text has the form of a public identifier."""
    return len(text) == _LENGTH and all(character in _ALPHABET for character in text)
