"""Listings: finding them, reading one, writing one's own, and their photographs."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, current_app, flash, jsonify, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from exchange.claims.actions import closing
from exchange.kernel.errors import Missing, Refusals
from exchange.kernel.paging import Page
from exchange.kernel.text import clean
from exchange.kernel.wording import N_
from exchange.listings import policy
from exchange.listings.actions import steps, writing
from exchange.listings.commands import ShowPhotograph, WriteListing
from exchange.listings.errors import NotYours, StepClosed
from exchange.listings.models import STATUSES
from exchange.listings.queries.cards import Card, cards_among, own_cards, own_counts
from exchange.listings.queries.detail import ListingView, detail
from exchange.listings.queries.photographs import visible_photograph
from exchange.listings.queries.search import search
from exchange.materials.queries.materials import materials as all_materials
from exchange.materials.queries.materials import tree
from exchange.materials.queries.search import find
from exchange.media.rules import CONTENT_TYPE
from exchange.web.fields import ActionForm
from exchange.web.guards import actor, guard, now
from exchange.web.language import reader_language
from exchange.web.listings.forms import ListingForm, filled
from exchange.web.listings.looking import Looking, as_points, attach, chips, look, ways_out
from exchange.web.listings.writing import judge_all, media_store, offer, photographs, publish
from exchange.web.problems import page, perform, see_other

blueprint = Blueprint("listings", __name__)

_PAGE = 12
_ON_THE_MAP = 500
_OFFERED = 12
_ASKED_LENGTH = 100
_YEAR_SECONDS = 365 * 24 * 3600


@blueprint.get("/listings")
@guard(policy.READ)
def index() -> Response:
    """Show what is open near a place, as a list and on a map."""
    materials = tree(reader_language())
    looking = look(request.args, materials)
    found = _found(looking, _PAGE, request.args.get("cursor") or None)
    is_empty = looking.is_sound and found.total == 0
    response = page(
        "listings/index.html",
        looking=looking,
        search=looking.form,
        found=found,
        chips=chips(looking, materials) if looking.is_sound else [],
        ways_out=ways_out(looking) if is_empty else [],
        next_url=looking.url(cursor=found.next_cursor) if found.next_cursor else None,
        first_url=looking.url() if request.args.get("cursor") else None,
        settings=current_app.extensions["settings"],
    )
    if not looking.is_sound:
        response.status_code = 422
    return response


@blueprint.get("/listings.geojson")
@guard(policy.READ)
def geojson() -> Response:
    """Return the same search as points for the map, the nearest (or newest) few hundred."""
    looking = look(request.args, tree(reader_language()))
    found = _found(looking, _ON_THE_MAP, None)
    response = jsonify(as_points(found))
    response.mimetype = "application/geo+json"
    if not looking.is_sound:
        response.status_code = 422
    return response


@blueprint.get("/listings/<listing>/card")
@guard(policy.READ)
def card(listing: str) -> Response:
    """Return one card alone, for the map's popups."""
    key = detail(actor(), listing, reader_language()).id
    return page("listings/_card.html", card=cards_among([key], language=reader_language())[key])


@blueprint.get("/listings/materials")
@guard(policy.READ)
def materials() -> Response:
    """Return the materials that words of any language mean, or the whole tree, as options of a field."""
    asked = clean(request.args.get("q", ""))[:_ASKED_LENGTH]
    known = {view.slug: view for view in all_materials(reader_language())}
    found = find(asked, reader_language(), _OFFERED) if asked else tuple(known.values())
    return page("listings/_materials.html", found=found, known=known, is_whole=not asked)


@blueprint.get("/listings/mine")
@guard(policy.LIST_OWN)
def mine() -> Response:
    """Show the organisation's own listings, in every state or in one."""
    status = request.args.get("status", "")
    wanted = (status,) if status in STATUSES else None
    found = own_cards(
        actor(),
        statuses=wanted,
        limit=_PAGE,
        cursor=request.args.get("cursor") or None,
        language=reader_language(),
    )
    counts = own_counts(actor())
    return page(
        "listings/mine.html",
        found=found,
        status=status if wanted else "",
        counts=counts,
        total=sum(counts.values()),
        next_url=url_for("listings.mine", status=status or None, cursor=found.next_cursor)
        if found.next_cursor
        else None,
        first_url=url_for("listings.mine", status=status or None) if request.args.get("cursor") else None,
    )


@blueprint.get("/listings/new")
@guard(policy.BEGIN)
def new() -> BaseResponse:
    """Show the form of a new listing, or where to begin without an organisation."""
    if not actor().is_member:
        flash(
            _("Pour publier, créez d’abord votre organisation, ou demandez à être invité dans la sienne."),
            "info",
        )
        return see_other("organisations.new")
    form = ListingForm(material=request.args.get("material", ""), available_from=now().date())
    return _form_page(form, [], None)


@blueprint.post("/listings/new")
@guard(policy.WRITE)
def create() -> BaseResponse:
    """Keep a draft, or publish at once; with faults, show the form again with all that was typed."""
    is_going_public = request.form.get("do") == "publish"

    def write(command: WriteListing) -> str:
        listing = writing.create(actor(), command, now=now())
        if is_going_public:
            publish(actor(), listing, now=now())
        return listing

    return _written(None, write, is_going_public=is_going_public)


@blueprint.get("/listings/<listing>/edit")
@guard(policy.WRITE)
def edit(listing: str) -> BaseResponse:
    """Show the form filled with what a listing says."""
    view = _editable(listing)
    return _form_page(filled(view.written, view.version), list(view.written.photographs), view)


@blueprint.post("/listings/<listing>/edit")
@guard(policy.WRITE)
def change(listing: str) -> BaseResponse:
    """Change what a listing says; a draft may be published with the same press."""
    view = _editable(listing)
    publishes = request.form.get("do") == "publish" and view.status == "draft"
    form_version = ActionForm().version_read()

    def write(command: WriteListing) -> str:
        writing.edit(actor(), listing, command, now=now(), version=form_version)
        if publishes:
            publish(actor(), listing, now=now())
        return listing

    return _written(view, write, is_going_public=publishes or view.status != "draft")


@blueprint.get("/listings/<listing>")
@guard(policy.READ)
def show(listing: str) -> Response:
    """Show one listing."""
    return _listing_page(detail(actor(), listing, reader_language()), ActionForm())


@blueprint.post("/listings/<listing>/<any(publish, pause, resume, close, delete):step>")
@guard(policy.WRITE)
def take(listing: str, step: str) -> BaseResponse:
    """Take a step of the listing's life, or delete a draft."""
    view = detail(actor(), listing, reader_language())
    form = ActionForm()
    verb, told = _STEPS[step]
    version = form.version_read()
    if form.validate_on_submit() and perform(
        form, lambda: verb(actor(), listing, now=now(), version=version)
    ):
        flash(_(told), "success")
        return see_other("listings.mine") if step == "delete" else see_other("listings.show", listing=listing)
    return _listing_page(view, form)


@blueprint.get("/media/<photograph>/<any(large, card):variant>")
@guard(policy.SEE_PHOTOGRAPH)
def photograph(photograph: str, variant: str) -> Response:
    """Return a photograph's file: it never changes under its address."""
    seen = visible_photograph(actor(), photograph)
    path = media_store().path(seen.photograph.file_name(variant))
    if path is None:
        raise Missing
    response = send_file(path, mimetype=CONTENT_TYPE, conditional=True)
    kept = f"public, max-age={_YEAR_SECONDS}, immutable" if seen.is_public else "private, no-store"
    response.headers["Cache-Control"] = kept
    return response


_STEPS: dict[str, tuple[Callable[..., str], str]] = {
    "publish": (publish, N_("L’annonce est publiée.")),
    "pause": (steps.pause, N_("L’annonce est en pause : elle n’apparaît plus dans les recherches.")),
    "resume": (steps.resume, N_("L’annonce est de nouveau publiée.")),
    "close": (closing.close_listing, N_("L’annonce est close.")),
    "delete": (writing.delete_draft, N_("Le brouillon est supprimé.")),
}


def _found(looking: Looking, limit: int, cursor: str | None) -> Page[Card]:
    """Return what is found; what cannot be understood is told beside its field, and finds nothing."""
    try:
        found = search(looking.criteria, limit=limit, cursor=cursor, language=reader_language())
    except Refusals as refusals:
        attach(looking, refusals)
        return Page((), 0)
    return found if looking.is_sound else Page((), 0)


def _editable(listing: str) -> ListingView:
    view = detail(actor(), listing, reader_language())
    if not view.is_giver:
        raise NotYours
    if not view.is_editable:
        raise StepClosed
    return view


def _written(
    view: ListingView | None, write: Callable[[WriteListing], str], *, is_going_public: bool
) -> BaseResponse:
    form = ListingForm()
    shown_photographs = photographs(form)
    faults = tuple(form.photographs.errors)
    if request.form.get("do") == "material":
        return _form_page(form, shown_photographs, view)
    command = form.command(shown_photographs)
    if form.validate() and not faults:
        listing = perform(form, lambda: write(command))
        if listing is not None:
            flash(
                _("L’annonce est publiée.") if is_going_public else _("Le brouillon est enregistré."),
                "success",
            )
            return see_other("listings.show", listing=listing)
    else:
        form.photographs.errors = (*form.photographs.errors, *faults)
        judge_all(form, command, going_public=is_going_public)
    return _form_page(form, shown_photographs, view)


def _form_page(form: ListingForm, kept: list[ShowPhotograph], view: ListingView | None) -> Response:
    return page(
        "listings/form.html",
        form,
        kept=kept,
        view=view,
        suggested=offer(form),
    )


def _listing_page(view: ListingView, form: ActionForm) -> Response:
    return page("listings/show.html", form, listing=view, settings=current_app.extensions["settings"])
