"""What the demonstration tells of, read from its tables: one file for each territory."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

PLACES = ("strasbourg", "mulhouse", "nancy", "metz", "luxembourg")
"""The territories of the demonstration, in the order in which exchanges began there."""

_DATA = files("exchange.demonstration") / "data"


@cache
def told(what: str, place: str) -> dict[str, Any]:
    """Return what is told of a territory: its "cast", its "past", or what stands there "today"."""
    return tomllib.loads((_DATA / what / f"{place}.toml").read_text(encoding="utf-8"))


def everywhere(what: str, kind: str) -> list[dict[str, Any]]:
    """Return the entries of a kind (`organisation`, `person`, `ware`, `listing`) of all territories."""
    return [entry for place in PLACES for entry in told(what, place).get(kind, ())]


@cache
def motifs() -> dict[str, str]:
    """Return what each drawing shows, in words, by the name of its motif."""
    return tomllib.loads((_DATA / "motifs.toml").read_text(encoding="utf-8"))
