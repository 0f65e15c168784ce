"""Claims: asked for on a lot, listed for the two sides, read whole by them and by nobody else."""

from __future__ import annotations

from typing import Annotated

from flask import Response

from exchange.api.answers import effect, next_url, shown
from exchange.api.authentication import actor, guard, now
from exchange.api.blueprints import feature
from exchange.api.claim_answers import Claim, ClaimPage, claim_item, claim_shown
from exchange.api.search import choice
from exchange.api.values import InstantIn, MassIn, PageQuery, Shape, Text, Words
from exchange.claims import policy
from exchange.claims.actions import requesting
from exchange.claims.commands import RequestClaim
from exchange.claims.models import STATES
from exchange.claims.queries import lists
from exchange.kernel.paging import sliced

blueprint = feature("claims", __name__, tag="Claims")


class ClaimIn(Shape):
    """A request for part or all of a lot; `site` is where it goes (your first one if left out)."""

    mass_kg: MassIn
    purpose: Text = ""
    pickup_from: InstantIn | None = None
    pickup_until: InstantIn | None = None
    site: Text | None = None


class ClaimsQuery(PageQuery):
    """Which of one's own claims: in one state, or all."""

    state: Annotated[Words, choice(STATES)] | None = None


@blueprint.post("/lots/<public_id:lot>/claims")
@guard(policy.REQUEST)
@blueprint.input(ClaimIn, arg_name="sent")
@blueprint.output(Claim, status_code=201, description="The claim, with its ETag.")
@blueprint.doc(summary="Claim a lot, or part of it", operation_id="createClaim")
def create(lot: str, sent: ClaimIn) -> Response:
    """Ask for mass of a lot.

    Where the first to come is served, the mass is held at once: `accepted`, or 409
    `claim-mass-exceeds-remainder`. Where the giver chooses: `requested`, and nothing is held yet.
    """
    command = RequestClaim(
        lot=lot,
        mass_g=sent.mass_kg,
        purpose=sent.purpose,
        pickup_from=sent.pickup_from,
        pickup_until=sent.pickup_until,
        site=sent.site,
    )
    done = effect(lambda: requesting.request(actor(), command, now=now()), status=201)
    return claim_shown(done.resource, status=done.status)


@blueprint.get("/lots/<public_id:lot>/claims")
@guard(policy.READ)
@blueprint.input(PageQuery, location="query", arg_name="asked")
@blueprint.output(ClaimPage)
@blueprint.doc(summary="Compare the claims on a lot", operation_id="listLotClaims")
def of_lot(lot: str, asked: PageQuery) -> Response:
    """Return the claims on a lot to its giver: those to answer first, then by age."""
    page = sliced(lists.of_lot(actor(), lot), limit=asked.limit, cursor=asked.cursor)
    return shown(
        ClaimPage(items=[claim_item(row) for row in page.items], total=page.total, next=next_url(page))
    )


@blueprint.get("/claims")
@guard(policy.READ)
@blueprint.input(ClaimsQuery, location="query", arg_name="asked")
@blueprint.output(ClaimPage)
@blueprint.doc(summary="List one's own claims", operation_id="listClaims")
def index(asked: ClaimsQuery) -> Response:
    """Return the claims in which the organisation acted for gives or receives, the newest first."""
    page = lists.own(actor(), state=asked.state, limit=asked.limit, cursor=asked.cursor)
    return shown(
        ClaimPage(items=[claim_item(row) for row in page.items], total=page.total, next=next_url(page))
    )


@blueprint.get("/claims/<public_id:claim>")
@guard(policy.READ)
@blueprint.output(Claim, description="The claim, with its ETag.")
@blueprint.doc(summary="Read a claim", operation_id="readClaim")
def show(claim: str) -> Response:
    """Return a claim to one of its two sides, with the steps open to it in `links`."""
    return claim_shown(claim)
