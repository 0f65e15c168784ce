"""What `exchange verify` finds: one fault, one line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken invariant: the check's name ("lot-balance"), the subject's id, and what was found."""

    check: str
    subject: str
    found: str

    def __str__(self) -> str:
        return f"{self.check} {self.subject}: {self.found}"
