"""The mails of a claim, one function for each; every active member of the other side receives them.

Templates stand in `templates/mails/claims/`. Instants travel as ISO 8601 text, masses in grams.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from exchange.accounts.queries.members import recipients
from exchange.claims.commands import Window
from exchange.claims.lifecycle import GIVER, SIDES, opposite
from exchange.claims.queries.subjects import Subject
from exchange.claims.rules import Measure, Settlement
from exchange.outbox.actions import send


def requested(subject: Subject, mass_g: int, purpose: str, wish: Window | None, *, now: datetime) -> None:
    """Tell the giver that somebody asks for part or all of a lot."""
    shown = {"mass_g": mass_g, "purpose": purpose, "window": _shown(wish)}
    _send("requested", subject, GIVER, shown, now)


def taken(subject: Subject, mass_g: int, purpose: str, wish: Window | None, *, now: datetime) -> None:
    """Tell the giver that the first to come has been served, as the listing says."""
    _send("taken", subject, GIVER, {"mass_g": mass_g, "purpose": purpose, "window": _shown(wish)}, now)


def accepted(subject: Subject, mass_g: int, requested_g: int, *, now: datetime) -> None:
    """Tell the receiver that its claim is accepted, in whole or in part."""
    _send("accepted", subject, "receiver", {"mass_g": mass_g, "requested_g": requested_g}, now)


def declined(subject: Subject, reason: str, *, now: datetime) -> None:
    """Tell the receiver that its claim is declined, and why."""
    _send("declined", subject, "receiver", {"reason": reason}, now)


def withdrawn(subject: Subject, *, now: datetime) -> None:
    """Tell the giver that a request is withdrawn."""
    _send("withdrawn", subject, GIVER, {}, now)


def cancelled(subject: Subject, by: str, reason: str, *, now: datetime) -> None:
    """Tell the other side that an accepted claim is off, and why."""
    _send("cancelled", subject, opposite(by), {"reason": reason}, now)


def proposed(subject: Subject, by: str, slots: Iterable[Window], *, now: datetime) -> None:
    """Tell the other side which pick-up times are offered."""
    _send("proposed", subject, opposite(by), {"windows": [_shown(slot) for slot in slots]}, now)


def scheduled(subject: Subject, by: str, window: Window, *, moved: bool, now: datetime) -> None:
    """Tell the other side when the pick-up is, or to when it has moved."""
    _send("scheduled", subject, opposite(by), {"window": _shown(window), "moved": moved}, now)


def handed_over(subject: Subject, measure: Measure, at: datetime, *, now: datetime) -> None:
    """Ask the other side to confirm the weight of a load that changed hands."""
    shown = {**_figures(measure), "at": at.isoformat()}
    _send("handed_over", subject, opposite(measure.side), shown, now)


def confirmed(subject: Subject, settlement: Settlement, *, now: datetime) -> None:
    """Tell both sides what was agreed and counts from now on."""
    shown = {
        "net_g": settlement.net_g,
        "refused_g": settlement.refused_g,
        "diverted_g": settlement.diverted_g,
    }
    for side in SIDES:
        _send("confirmed", subject, side, shown, now)


def disputed(subject: Subject, by: str, reason: str, *, now: datetime) -> None:
    """Tell the other side that its figure is contested, and why."""
    _send("disputed", subject, opposite(by), {"reason": reason}, now)


def revised(subject: Subject, measure: Measure, earlier_g: int, *, now: datetime) -> None:
    """Ask the other side to accept another figure than its own, or to weigh again."""
    shown = {**_figures(measure), "earlier_g": earlier_g}
    _send("revised", subject, opposite(measure.side), shown, now)


def _send(template: str, subject: Subject, to: str, shown: dict[str, Any], now: datetime) -> None:
    reader, other = (
        (subject.giver_id, subject.receiver) if to == GIVER else (subject.receiver_id, subject.giver)
    )
    about = {
        "claim": subject.public_id,
        "listing": subject.listing,
        "listing_title": subject.title,
        "other": other,
        "time_zone": subject.time_zone,
        **shown,
    }
    for person in recipients(reader):
        send(f"claims/{template}", person.email, person.language, {"name": person.name, **about}, now=now)


def _shown(window: Window | None) -> dict[str, str] | None:
    if window is None:
        return None
    return {"starts_at": window.starts_at.isoformat(), "ends_at": window.ends_at.isoformat()}


def _figures(measure: Measure) -> dict[str, Any]:
    return {
        "gross_g": measure.gross_g,
        "tare_g": measure.tare_g,
        "net_g": measure.net_g,
        "method": measure.method,
    }
