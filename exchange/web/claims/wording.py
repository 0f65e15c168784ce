"""How a claim is put into words: its states, its steps, whose turn it is."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from exchange.claims.queries.detail import ClaimDetail
from exchange.claims.queries.rows import ClaimRow

STATES = {
    "requested": _l("Demandée"),
    "accepted": _l("Acceptée"),
    "scheduled": _l("Rendez-vous pris"),
    "handed_over": _l("Enlevée, à confirmer"),
    "confirmed": _l("Confirmée"),
    "disputed": _l("Pesée contestée"),
    "declined": _l("Déclinée"),
    "withdrawn": _l("Retirée"),
    "cancelled": _l("Annulée"),
}
STEPS = {
    "accept": _l("Accepter"),
    "decline": _l("Décliner"),
    "withdraw": _l("Retirer ma demande"),
    "schedule": _l("Fixer le rendez-vous"),
    "propose": _l("Proposer des créneaux"),
    "reschedule": _l("Déplacer le rendez-vous"),
    "hand_over": _l("Déclarer l’enlèvement"),
    "cancel": _l("Annuler"),
    "confirm": _l("Confirmer la pesée"),
    "dispute": _l("Contester sans peser"),
    "resolve": _l("Répondre à la pesée"),
}
PAST = {
    "request": _l("a demandé une part du lot"),
    "serve": _l("a obtenu la réservation : premier arrivé, premier servi"),
    "accept": _l("a accepté la demande"),
    "decline": _l("a décliné la demande"),
    "withdraw": _l("a retiré sa demande"),
    "schedule": _l("a fixé le rendez-vous"),
    "propose": _l("a proposé des créneaux"),
    "reschedule": _l("a déplacé le rendez-vous"),
    "hand_over": _l("a déclaré l’enlèvement"),
    "cancel": _l("a annulé"),
    "confirm": _l("a donné sa pesée"),
    "dispute": _l("a contesté la pesée"),
    "resolve": _l("a répondu à la pesée"),
}
DONE = {
    "accept": _l("La demande est acceptée : la masse est réservée."),
    "decline": _l("La demande est déclinée."),
    "withdraw": _l("Votre demande est retirée."),
    "schedule": _l("Le rendez-vous est pris."),
    "propose": _l("Vos créneaux sont proposés."),
    "reschedule": _l("Le rendez-vous est déplacé."),
    "hand_over": _l("L’enlèvement est déclaré : à l’autre partie de confirmer."),
    "cancel": _l("L’échange est annulé : la masse retourne au lot."),
    "confirm": _l("Votre pesée est enregistrée."),
    "dispute": _l("La pesée est contestée."),
    "resolve": _l("Votre réponse est enregistrée."),
}
GRADES = {
    "A": _l("pesé sur balance par les deux parties"),
    "B": _l("pesé sur balance par une partie"),
    "C": _l("compté à l’unité"),
    "D": _l("estimé par le volume"),
    "E": _l("déclaré"),
}
METHODS = {
    "scale": _l("sur une balance"),
    "units": _l("à l’unité"),
    "volume": _l("au volume"),
    "declared": _l("sans mesure"),
}
_PATH = ("requested", "accepted", "scheduled", "handed_over", "confirmed")
_STOPPED = {"declined": 1, "withdrawn": 1, "cancelled": 2}

PRIMARY = ("accept", "confirm", "resolve", "schedule", "hand_over", "propose")
"""Which step is the one to put forward, of those open: the first of these."""


def primary(row: ClaimRow) -> str | None:
    """Return the name of the one step to put forward, or None where nothing presses."""
    open_names = [step.name for step in row.steps]
    if row.state == "scheduled" and "hand_over" in open_names:
        return "hand_over"
    return next((name for name in PRIMARY if name in open_names), None)


def sentence(row: ClaimRow) -> str:
    """Return who must act next, in one sentence, from the reader's side."""
    waits, mine = row.waits_for, row.side
    other = row.other.name
    if row.state == "requested":
        return (
            _("À vous d’accepter ou de décliner.")
            if waits == mine
            else _("À %(other)s d’accepter ou de décliner.", other=other)
        )
    if row.state == "accepted":
        return _("Convenez du rendez-vous avec %(other)s.", other=other)
    if row.state == "scheduled":
        return _("À l’enlèvement, pesez et déclarez le poids : vous ou %(other)s.", other=other)
    if row.state == "handed_over":
        return (
            _("À vous de confirmer le poids.")
            if waits == mine
            else _("À %(other)s de confirmer le poids.", other=other)
        )
    if row.state == "disputed":
        return (
            _(
                "Les pesées diffèrent : à vous d’accepter celle de %(other)s ou d’en donner une autre.",
                other=other,
            )
            if waits == mine
            else _(
                "Les pesées diffèrent : à %(other)s d’accepter la vôtre ou d’en donner une autre.",
                other=other,
            )
        )
    return str(STATES[row.state])


def deadline(row: ClaimRow) -> datetime | None:
    """Return until when the next act is due, where a time was agreed."""
    return row.pickup_until if row.state == "scheduled" else None


def stepper(view: ClaimDetail) -> list[tuple[str, str, datetime | None]]:
    """Return the path of a claim for the stepper: label, state (done, now, todo, stopped), when reached."""
    row = view.row
    reached: dict[str, datetime] = {}
    for step in view.history:
        reached[step.target] = step.at
    if row.state in _STOPPED:
        kept = [state for state in _PATH if state in reached]
        return [
            *((str(STATES[state]), "done", reached[state]) for state in kept),
            (str(STATES[row.state]), "stopped", reached.get(row.state)),
        ]
    at = _PATH.index("handed_over" if row.state == "disputed" else row.state)
    path = []
    for place, state in enumerate(_PATH):
        is_now = place == at and row.state != "confirmed"
        label = str(STATES["disputed"] if row.state == "disputed" and is_now else STATES[state])
        done = "now" if is_now else "done" if place <= at else "todo"
        if state == "scheduled" and state not in reached and place < at:
            continue  # handed over without an appointment: the step was never taken
        path.append((label, done, reached.get(state) if place <= at else None))
    return path
