"""Judging what a giver wrote: every fault is told at once, and what stands is resolved to rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, select

from exchange.kernel.actor import Actor
from exchange.kernel.errors import Refusal, Refusals
from exchange.kernel.text import clean
from exchange.kernel.time import day_in
from exchange.kernel.units import COUNTED_UNITS, MASS_LIMIT_G, UNITS
from exchange.listings import errors
from exchange.listings.commands import WriteListing
from exchange.listings.models import ALLOCATIONS, KINDS, LEGAL_STATUSES, PRICE_BASES, PRICE_MODES
from exchange.listings.rules import (
    AHEAD,
    LIMITS,
    MAX_PHOTOGRAPHS,
    PRICE_LIMIT_CENTS,
    mass_of,
    thousandths_of,
    weight_of,
)
from exchange.materials.queries.materials import MaterialView, material
from exchange.materials.queries.waste_codes import WasteCodeView, waste_code
from exchange.media.queries import kept_by
from exchange.organisations.models import Organisation, Site
from exchange.storage.database import session


@dataclass(frozen=True, slots=True)
class Judged:
    """What stands of a listing: column values, its mass in grams, and its photographs in order."""

    values: dict[str, Any]
    mass_g: int
    photographs: tuple[tuple[int, str], ...]


class _Judge:
    """Collects refusals while each question is answered."""

    def __init__(self, actor: Actor, command: WriteListing, now: datetime, *, going_public: bool) -> None:
        self.actor, self.command, self.now, self.going_public = actor, command, now, going_public
        self.refusals: list[Refusal] = []
        self.values: dict[str, Any] = {}

    def refuse(self, refusal: Refusal) -> None:
        self.refusals.append(refusal)

    def texts(self) -> None:
        command = self.command
        texts = {
            "title": " ".join(clean(command.title).split()),
            "description": clean(command.description),
            "handling": clean(command.handling),
        }
        for name, text in texts.items():
            if len(text) > LIMITS[name]:
                self.refuse(errors.TooLong(at=name, limit=LIMITS[name]))
            self.values[name] = text
        if not texts["title"]:
            self.refuse(errors.Blank(at="title"))

    def choices(self) -> None:
        command = self.command
        offered: dict[str, tuple[str | None, ...]] = {
            "kind": KINDS,
            "allocation": ALLOCATIONS,
            "price_mode": PRICE_MODES,
            "price_per": PRICE_BASES,
            "legal_status": (None, *LEGAL_STATUSES),
        }
        for name, choices in offered.items():
            value = getattr(command, name)
            if value not in choices:
                self.refuse(errors.UnknownChoice(at=name))
            self.values[name] = value
        if command.kind == "stream":
            self.refuse(errors.StreamNotOffered())
        self.values["open_to_all"] = command.open_to_all

    def matter(self) -> MaterialView | None:
        found: MaterialView | None = None
        if not self.command.material:
            self.refuse(errors.Blank(at="material"))
        else:
            try:
                found = material(self.command.material)
            except Refusal as refusal:
                self.refuse(refusal)
            else:
                self.values["material_id"] = found.id
        code = self._code()
        self.values["waste_code_id"] = None if code is None else code.id
        return found

    def _code(self) -> WasteCodeView | None:
        if not self.command.waste_code.strip():
            return None
        try:
            found = waste_code(self.command.waste_code)
        except Refusal as refusal:
            self.refuse(refusal)
            return None
        if found.hazardous and self.going_public:
            self.refuse(errors.HazardousCode())
        return found

    def quantity(self, matter: MaterialView | None) -> int:
        command = self.command
        if command.unit not in UNITS:
            self.refuse(errors.UnknownChoice(at="unit"))
        if command.quantity is None:
            self.refuse(errors.Blank(at="quantity"))
            return 0
        thousandths = thousandths_of(command.quantity)
        if thousandths is None:
            self.refuse(errors.QuantityInvalid())
        if thousandths is None or command.unit not in UNITS:
            return 0
        stated = command.grams_per_unit
        if stated is None and matter is not None and command.unit in COUNTED_UNITS:
            stated = next((unit.grams_per_unit for unit in matter.units if unit.unit == command.unit), None)
        weight = weight_of(command.unit, stated)
        if weight is None or not 0 < weight <= MASS_LIMIT_G:
            self.refuse(errors.WeightNeeded())
            return 0
        self.values.update(quantity_thousandths=thousandths, unit=command.unit, grams_per_unit=weight)
        try:
            mass_g = mass_of(thousandths, command.unit, weight)
        except ValueError:
            mass_g = 0
        if mass_g <= 0:
            self.refuse(errors.TooHeavy())
        return mass_g

    def place(self) -> str:
        """Judge the site and return its time zone (the house's own if there is none to go by)."""
        own = Site.organisation_id == self.actor.organisation_id
        found = session().execute(
            select(Site.id, Site.time_zone).where(
                own, Site.is_closed.is_(False), Site.public_id == self.command.site
            )
        )
        row = found.one_or_none()
        if row is not None:
            self.values["site_id"] = row.id
            return str(row.time_zone)
        has_one = session().scalar(select(exists().where(own, Site.is_closed.is_(False))))
        if not has_one:
            self.refuse(errors.SiteNeeded())
        elif not self.command.site:
            self.refuse(errors.Blank(at="site"))
        else:
            self.refuse(errors.SiteUnknown())
        return "Europe/Paris"

    def days(self, time_zone: str) -> None:
        first, last = self.command.available_from, self.command.available_until
        today = day_in(self.now, time_zone)
        if first is None:
            self.refuse(errors.Blank(at="available_from"))
        for name, day in (("available_from", first), ("available_until", last)):
            if day is not None and not date(2000, 1, 1) <= day <= today + AHEAD:
                self.refuse(errors.DayOutOfRange(at=name))
        if first is not None and last is not None and last < first:
            self.refuse(errors.DaysDisordered())
        elif last is not None and last < today and self.going_public:
            self.refuse(errors.AvailabilityPast())
        self.values.update(available_from=first, available_until=last)

    def price(self) -> None:
        cents = self.command.price_cents
        if self.command.price_mode == "free":
            if cents:
                self.refuse(errors.FreeHasNoPrice())
        elif cents is None or not 0 < cents <= PRICE_LIMIT_CENTS:
            self.refuse(errors.PriceInvalid())
        self.values["price_cents"] = cents or 0

    def pictures(self) -> tuple[tuple[int, str], ...]:
        asked = {shown.photograph: clean(shown.alternative) for shown in self.command.photographs}
        if len(asked) > MAX_PHOTOGRAPHS:
            self.refuse(errors.TooManyPhotographs())
        if any(len(words) > LIMITS["alternative"] for words in asked.values()):
            self.refuse(errors.TooLong(at="photographs", limit=LIMITS["alternative"]))
        assert self.actor.organisation_id is not None
        kept = kept_by(self.actor.organisation_id, list(asked)) if asked else {}
        if len(kept) < len(asked):
            self.refuse(errors.PhotographUnknown())
        return tuple((kept[name].id, words) for name, words in asked.items() if name in kept)


def judge(actor: Actor, command: WriteListing, now: datetime, *, going_public: bool) -> Judged:
    """Return what stands of a listing written by a member of its organisation.

    Raises: Refusals, one for each faulty field.
    """
    judging = _Judge(actor, command, now, going_public=going_public)
    judging.texts()
    judging.choices()
    mass_g = judging.quantity(judging.matter())
    judging.days(judging.place())
    judging.price()
    photographs = judging.pictures()
    if judging.refusals:
        raise Refusals(judging.refusals)
    return Judged(judging.values, mass_g, photographs)


def is_checked(organisation_id: int) -> bool:
    """Whether an administrator has checked the organisation."""
    checked = select(Organisation.checked_at).where(Organisation.id == organisation_id)
    return session().execute(checked).scalar_one() is not None
