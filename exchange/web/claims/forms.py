"""Forms of claims: what is typed becomes a command; the domain judges it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from exchange.claims.commands import HandOver, RequestClaim, Weigh, Window
from exchange.claims.rules import MOST_SLOTS, TEXT_LIMIT
from exchange.kernel.text import clean
from exchange.web.fields import Form, InstantField, MassKgField

METHODS = (
    ("scale", _l("Pesée sur une balance")),
    ("units", _l("Comptée : nombre × poids d’une unité")),
    ("volume", _l("Estimée par le volume")),
    ("declared", _l("Déclarée, sans mesure")),
)
_NEEDED = _l("Ce champ est obligatoire.")


def _cleaned(text: str | None) -> str:
    """Return what was typed without unsound characters."""
    return clean(text or "")


class MayBeEmpty(Optional):
    """Lets a field be empty without calling it optional: gross and tare, or the net, must be told."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags = {}


class RequestForm(Form):
    """A request for part or all of a lot."""

    mass_kg = MassKgField(_l("Masse demandée"), [InputRequired(_NEEDED)])
    purpose = TextAreaField(_l("Qu’en ferez-vous ?"), [Length(max=TEXT_LIMIT)], filters=[_cleaned])
    pickup_from = InstantField(_l("Vous pourriez venir à partir de"), [Optional()])
    pickup_until = InstantField(_l("Et jusqu’à"), [Optional()])
    site = SelectField(_l("Où ira la matière ?"), [Optional()])

    def __init__(self, sites: list[tuple[str, str]], time_zone: str, **names: Any) -> None:
        super().__init__(**names)
        self.site.choices = sites
        self.pickup_from.time_zone = self.pickup_until.time_zone = time_zone

    def command(self, lot: str) -> RequestClaim:
        """Return the request as the domain takes it."""
        return RequestClaim(
            lot=lot,
            mass_g=self.mass_kg.data,
            purpose=self.purpose.data or "",
            pickup_from=self.pickup_from.data,
            pickup_until=self.pickup_until.data,
            site=self.site.data or None,
        )


class AcceptForm(Form):
    """How much of a request is granted."""

    mass_kg = MassKgField(_l("Masse accordée"), [InputRequired(_NEEDED)])


class ReasonForm(Form):
    """Why one side says no."""

    reason = TextAreaField(_l("Raison"), [Length(max=TEXT_LIMIT)], filters=[_cleaned])


class WindowForm(Form):
    """An appointment."""

    pickup_from = InstantField(_l("À partir de"), [InputRequired(_NEEDED)])
    pickup_until = InstantField(_l("Jusqu’à"), [InputRequired(_NEEDED)])

    def __init__(self, time_zone: str, **names: Any) -> None:
        super().__init__(**names)
        self.pickup_from.time_zone = self.pickup_until.time_zone = time_zone

    def window(self) -> Window:
        """Return the appointment as the domain takes it."""
        return Window(self.pickup_from.data, self.pickup_until.data)


class WeighingForm(Form):
    """What one side measured: gross and tare, or the net alone."""

    gross_kg = MassKgField(_l("Poids brut"), [MayBeEmpty()])
    tare_kg = MassKgField(_l("Tare (véhicule ou contenant vide)"), [MayBeEmpty()])
    net_kg = MassKgField(_l("Ou le poids net, s’il est connu directement"), [MayBeEmpty()])
    method = RadioField(_l("Comment l’avez-vous su ?"), [MayBeEmpty()], choices=METHODS, default="scale")

    def weighing(self) -> Weigh:
        """Return the figures as the domain takes them."""
        return Weigh(
            gross_g=self.gross_kg.data,
            tare_g=self.tare_kg.data,
            net_g=self.net_kg.data,
            method=self.method.data or None,
        )


class HandOverForm(WeighingForm):
    """A load that changed hands."""

    at = InstantField(_l("Quand ? (maintenant, si vous laissez vide)"), [Optional()])

    def __init__(self, time_zone: str, **names: Any) -> None:
        super().__init__(**names)
        self.at.time_zone = time_zone

    def command(self) -> HandOver:
        """Return the handover as the domain takes it."""
        return HandOver(self.weighing(), self.at.data)


class GiverAnswerForm(WeighingForm):
    """The giver's own figures: it refuses nothing, but may know of a loss."""

    lost_kg = MassKgField(_l("Part du lot qui n’est plus là pour personne"), [Optional()])

    def weighing(self) -> Weigh:
        """Return the figures as the domain takes them."""
        return Weigh(
            gross_g=self.gross_kg.data,
            tare_g=self.tare_kg.data,
            net_g=self.net_kg.data,
            method=self.method.data or None,
            lost_g=self.lost_kg.data or 0,
        )


class ReceiverAnswerForm(GiverAnswerForm):
    """The receiver's own figures, with what it refused."""

    refused_kg = MassKgField(_l("Part refusée (souillée, inutilisable…)"), [Optional()])

    def weighing(self) -> Weigh:
        """Return the figures as the domain takes them."""
        return Weigh(
            gross_g=self.gross_kg.data,
            tare_g=self.tare_kg.data,
            net_g=self.net_kg.data,
            method=self.method.data or None,
            refused_g=self.refused_kg.data or 0,
            lost_g=self.lost_kg.data or 0,
        )


def _slots(cls: type[Form]) -> type[Form]:
    """Give a form the five pairs of fields that a proposal may fill."""
    for number in range(1, MOST_SLOTS + 1):
        setattr(cls, f"slot_{number}_from", InstantField(_l("Créneau, début"), [Optional()]))
        setattr(cls, f"slot_{number}_until", InstantField(_l("Créneau, fin"), [Optional()]))
    return cls


@_slots
class ProposalForm(Form):
    """One to five times for the pick-up; pairs left empty do not count."""

    def __init__(self, time_zone: str, **names: Any) -> None:
        super().__init__(**names)
        for first, last in self.pairs():
            first.time_zone = last.time_zone = time_zone

    def pairs(self) -> list[tuple[InstantField, InstantField]]:
        """Return the fields in pairs, beginning and end."""
        return [
            (self[f"slot_{number}_from"], self[f"slot_{number}_until"]) for number in range(1, MOST_SLOTS + 1)
        ]

    def windows(self) -> list[Window] | None:
        """Return the slots typed, or None if one of them lacks its other half."""
        found = []
        for first, last in self.pairs():
            if first.data is not None and last.data is not None:
                found.append(Window(first.data, last.data))
            elif first.data is not None or last.data is not None:
                empty = first if first.data is None else last
                empty.errors = (*empty.errors, _l("Indiquez le début et la fin du créneau."))
                return None
        return found
