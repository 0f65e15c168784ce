"""What is asked of accounts, as the faces hand it down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskSignUp:
    """Somebody wants an account; `language` is the one they read the form in."""

    email: str
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class FinishSignUp:
    """The holder of a mail's link chooses a name and a password."""

    token: str
    name: str
    password: str


@dataclass(frozen=True, slots=True)
class UpdateProfile:
    """A person's name and the language they are written to in."""

    name: str
    language: str


@dataclass(frozen=True, slots=True)
class CreateToken:
    """A token for programs: what it is for, and what it allows ("read", "write", "admin")."""

    name: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Invite:
    """Somebody is to join the organisation acted for."""

    email: str
    role: str
