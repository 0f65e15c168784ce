"""Pure rules of organisations: which register numbers are asked and how they read, and public points."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from stdnum.eu import vat
from stdnum.exceptions import ValidationError
from stdnum.fr import siren, siret

from exchange.kernel.errors import Invalid, Refusal, Refusals
from exchange.kernel.geography import Point, distance_km, moved
from exchange.kernel.text import clean, slugify
from exchange.organisations.errors import (
    CourtRegisterInvalid,
    IdentifierMissing,
    IdentifierMissingUnlessNew,
    IdentifierNotAsked,
    IdentifiersDiffer,
    RcsInvalid,
    RnaInvalid,
    SirenInvalid,
    SiretInvalid,
    VatInvalid,
)

KINDS = (
    "company",
    "association",
    "social_enterprise",
    "public_body",
    "school",
    "territorial_body",
    "facilitator",
)
COUNTRIES = ("FR", "LU", "BE", "DE", "CH")
SCHEMES = ("siren", "siret", "eu_vat", "rna", "lu_rcs", "court_register")
TERRITORIAL_KINDS = frozenset({"territorial_body", "facilitator"})

NEAREST_KM = 0.1
FARTHEST_KM = 0.4
"""A public point lies between these distances of the exact one, so that searches cannot find the door."""

COMMUNE_REACH_KM = 60.0
"""Farther than this from its commune's point, a position is taken for a mistake."""

FIRST_LOOK = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)
MOST_LOOKS = 12
"""An address that could not be looked up is tried again over about a week, ever more seldom."""

LONGEST_DESCRIPTION = 3_000
RESERVED_SLUGS = frozenset({"new"})

_LONGEST_REGISTER = 120
_VAT_EXAMPLES = {"FR": "FR40303265045", "LU": "LU15027442", "BE": "BE0403019261", "DE": "DE136695976"}
_RNA = re.compile(r"W[0-9]{9}")
_RCS = re.compile(r"[A-Z][0-9]{1,6}")
_COURT_REGISTER = re.compile(
    r"(?!vol(?:ume|\.)?[\s\d])(?P<court>[^\W\d_][^\d,;:()]*?)[\s,;:(]+(?:vol(?:ume|\.)?\s*)?(?:n[°o]\s*)?(?P<volume>[0-9]{1,4}|[IVXLC]{1,9})"
    r"[\s,;:/-]+(?:fol(?:io|\.)?|f[°o]\.?)?\s*(?:n[°o]\s*)?(?P<folio>[0-9]{1,5})\)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Registers whose numbers are asked, whether one at least is needed, and whether "none yet" will do."""

    schemes: tuple[str, ...]
    needs_one: bool
    may_be_new: bool


def identifiers_asked(kind: str, country: str) -> Asked:
    """Return what is asked of a kind of organisation in a country.

    Associations of Alsace and Moselle stand in their court's register and have no RNA number, so that
    one is never needed. Source: local civil code of Alsace-Moselle, articles 55 and following.
    """
    if country == "FR":
        if kind == "company":
            return Asked(("siret", "siren", "eu_vat"), needs_one=True, may_be_new=False)
        if kind in {"association", "social_enterprise", "facilitator"}:
            return Asked(("siret", "siren", "rna", "court_register"), needs_one=True, may_be_new=True)
        return Asked(("siret", "siren"), needs_one=True, may_be_new=True)
    if country == "LU":
        return Asked(("lu_rcs", "eu_vat"), needs_one=True, may_be_new=kind != "company")
    if country in _VAT_EXAMPLES:
        return Asked(("eu_vat",), needs_one=False, may_be_new=False)
    return Asked((), needs_one=False, may_be_new=False)


def read_identifier(scheme: str, text: str, country: str) -> str:
    """Return a register number in the one form in which it is kept.

    Raises: the scheme's own refusal.
    """
    bare = clean(text).upper()
    compact = re.sub(r"[\s.\-_/\u00a0\u202f]", "", bare)
    match scheme:
        case "siren":
            return _checked(siren, compact, SirenInvalid())
        case "siret":
            # La Poste's own establishments follow another rule than Luhn's, which the library knows.
            return _checked(siret, compact, SiretInvalid())
        case "eu_vat":
            refusal = VatInvalid(example=_VAT_EXAMPLES.get(country, _VAT_EXAMPLES["FR"]))
            if not compact.startswith(country):
                raise refusal
            return _checked(vat, compact, refusal)
        case "rna" if _RNA.fullmatch(compact):
            return compact
        case "rna":
            raise RnaInvalid
        case "lu_rcs" if _RCS.fullmatch(compact.removeprefix("RCS")):
            return compact.removeprefix("RCS")
        case "lu_rcs":
            raise RcsInvalid
        case _:
            return _court_register(text)


def check_identifiers(kind: str, country: str, given: Mapping[str, str], *, is_new: bool) -> dict[str, str]:
    """Return the register numbers to keep, by scheme.

    `is_new` says that the organisation is not registered yet.

    Raises: Refusals, one for each number at fault.
    """
    asked = identifiers_asked(kind, country)
    kept: dict[str, str] = {}
    refusals: list[Refusal] = []
    for scheme, text in given.items():
        if not clean(text):
            continue
        if scheme not in asked.schemes:
            refusals.append(IdentifierNotAsked(at=scheme))
            continue
        try:
            kept[scheme] = read_identifier(scheme, text, country)
        except Invalid as refusal:
            refusals.append(refusal)
    if "siret" in kept and "siren" in kept and not kept["siret"].startswith(kept["siren"]):
        refusals.append(IdentifiersDiffer())
    if not kept and not refusals and asked.needs_one and not (is_new and asked.may_be_new):
        missing = IdentifierMissingUnlessNew if asked.may_be_new else IdentifierMissing
        refusals.append(missing(at=asked.schemes[0]))
    if refusals:
        raise Refusals(refusals)
    return kept


def slugs(name: str) -> Iterator[str]:
    """Yield the names under which an organisation may stand in addresses, the plainest first."""
    plain = slugify(name) or "organisation"
    if plain not in RESERVED_SLUGS:
        yield plain
    number = 2
    while True:
        yield f"{plain}-{number}"
        number += 1


def public_point(exact: Point, turn: float, reach: float) -> Point:
    """Return the point shown to everybody, 100-400 m from the exact one.

    `turn` and `reach` are two chances in [0, 1): the first draws the direction, the second the
    distance, so that every spot of the ring is as likely as any other.
    """
    nearest, farthest = NEAREST_KM**2, FARTHEST_KM**2
    return moved(exact, 360 * turn, math.sqrt(nearest + reach * (farthest - nearest)))


def next_look(tries: int) -> timedelta | None:
    """Return how long to wait before an address is looked up again after so many tries; None: no more."""
    return None if tries >= MOST_LOOKS else min(FIRST_LOOK * 3**tries, LONGEST_WAIT)


def is_near(exact: Point, commune: Point) -> bool:
    """Whether a position may lie in the commune that has this point."""
    return distance_km(exact, commune) <= COMMUNE_REACH_KM


def _checked(register: object, compact: str, refusal: Invalid) -> str:
    try:
        return str(register.validate(compact))  # type: ignore[attr-defined] # a module of the library
    except (ValidationError, ValueError) as error:
        raise refusal from error


def _court_register(text: str) -> str:
    found = (
        None if len(text) > _LONGEST_REGISTER else _COURT_REGISTER.fullmatch(" ".join(clean(text).split()))
    )
    if found is None or len(found["court"]) > 40:
        raise CourtRegisterInvalid
    court = found["court"].strip()
    return f"{court[0].upper()}{court[1:]}, volume {found['volume'].upper()}, folio {found['folio']}"
