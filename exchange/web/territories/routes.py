"""Finding a territory, and reading what was diverted there."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, request, url_for
from werkzeug.wrappers import Response

from exchange.statistics import policy
from exchange.statistics.errors import MonthInvalid, PeriodInvalid
from exchange.statistics.figures import TerritoryPage
from exchange.statistics.queries.page import territory_page
from exchange.territories.queries import (
    TerritoryView,
    levels_of,
    territories,
    territories_by_id,
)
from exchange.territories.rules import LEVELS
from exchange.web import organisation_words
from exchange.web.guards import actor, guard, now
from exchange.web.language import reader_language
from exchange.web.naming import in_order
from exchange.web.problems import page, worded
from exchange.web.territories import showing
from exchange.web.territories.forms import LEVEL_TITLES, FindForm, PeriodForm

blueprint = Blueprint("territories", __name__)

SHOWN = 30
WIDE = ("country", "region", "departement", "epci", "area")
"""Levels listed whole on the first page; communes are many and are searched for."""
_SHOWN_OF_LEVEL = 12


@blueprint.get("/territories")
@guard(policy.READ)
def index() -> Response:
    """List territories: the reader's own first, then the widest, or those looked for."""
    form = FindForm(request.args, meta={"csrf": False})
    query, level = (form.q.data or "")[:200], form.level.data or None
    cursor = request.args.get("cursor") or None
    asked: dict[str, Any] = {"q": query or None, "level": level}
    found = next_url = first_url = None
    if query or level or cursor:
        found = territories(level=level, query=query or None, limit=SHOWN, cursor=cursor)
        if found.next_cursor:
            next_url = url_for("territories.index", **asked, cursor=found.next_cursor)
        first_url = url_for("territories.index", **asked) if cursor else None
    return page(
        "territories/index.html",
        None,
        find=form,
        found=found,
        own=_own(),
        wide=[]
        if found
        else [(name, in_order(territories(level=name, limit=_SHOWN_OF_LEVEL))) for name in WIDE],
        words=organisation_words.LEVELS,
        titles=LEVEL_TITLES,
        next_url=next_url,
        first_url=first_url,
    )


@blueprint.get("/territories/<key>")
@guard(policy.READ)
def show(key: str) -> Response:
    """Show the figures of a territory over the months asked for, by default the last twelve."""
    form = PeriodForm(request.args, meta={"csrf": False})
    figures = _figures(key, form)
    place = figures.territory
    form.fill(figures.first, figures.last)
    return page(
        "territories/show.html",
        form,
        figures=figures,
        shown=showing.shown(figures, now()),
        stretch=showing.stretch(figures),
        quality=showing.quality(figures.totals.shares),
        offered=showing.periods_offered(figures, now()),
        above=[view for view in levels_of(place.id) if view.id != place.id]
        if place.level == "commune"
        else [],
        words=organisation_words.LEVELS,
        grades=showing.GRADES,
        settings=current_app.extensions["settings"],
    )


def _figures(key: str, form: PeriodForm) -> TerritoryPage:
    """Return the figures asked for; if the months make no stretch, say so and return the usual ones."""
    reader, language = actor(), reader_language()
    if form.validate():
        try:
            return territory_page(reader, key, form.first.data, form.last.data, now=now(), language=language)
        except (MonthInvalid, PeriodInvalid) as refusal:
            form.refuse(refusal, worded(refusal))
    return territory_page(reader, key, now=now(), language=language)


def _own() -> list[TerritoryView]:
    """Return the territories attached to the organisation acted for, the widest first."""
    own = territories_by_id(actor().territories).values() if actor().is_territorial else ()
    return sorted(own, key=lambda view: (-LEVELS.index(view.level), view.name))
