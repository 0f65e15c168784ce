"""Photographs: sent first, then named by a listing."""

from __future__ import annotations

from typing import Annotated

from flask import Response, current_app
from pydantic import WithJsonSchema
from werkzeug.datastructures import FileStorage

from exchange.api.answers import effect, named, shown
from exchange.api.authentication import actor, guard, now
from exchange.api.blueprints import feature
from exchange.api.values import Answer, IdentifierOut, Shape
from exchange.gateways.media_store import MediaStore
from exchange.listings import policy
from exchange.listings.actions import photographs
from exchange.listings.queries.photographs import visible_photograph

blueprint = feature("photographs", __name__, tag="Listings")

_FIELDS = {"photographs": "file"}


class PhotographIn(Shape):
    """One photograph: JPEG, PNG or WebP by its content, at most 15 MB and 40 megapixels."""

    file: Annotated[FileStorage, WithJsonSchema({"type": "string", "format": "binary"})]


class Photograph(Answer):
    """A photograph that is kept, without any of its metadata; width and height are the original's."""

    id: IdentifierOut
    width: int
    height: int
    large_url: str
    card_url: str


def photograph_urls(public_id: str) -> dict[str, str]:
    """Return where a photograph's variants are served."""
    return {f"{variant}_url": f"/media/{public_id}/{variant}" for variant in ("large", "card")}


@blueprint.post("/photos")
@guard(policy.WRITE)
@blueprint.input(PhotographIn, location="files", arg_name="sent")
@blueprint.output(Photograph, status_code=201)
@blueprint.doc(summary="Send a photograph", operation_id="sendPhotograph")
def create(sent: PhotographIn) -> Response:
    """Keep a photograph for the organisation acted for; one that no listing names goes after a day."""
    store = MediaStore(current_app.extensions["settings"].media_dir)
    content = sent.file.stream.read()
    with named(_FIELDS):
        # Judged before the effect's transaction begins: nobody waits for a picture to be written anew.
        pictures = photographs.judge_all([(sent.file.filename or "", content)])
        done = effect(
            lambda: photographs.keep_all(actor(), store, pictures, now=now())[0], status=201, body=content
        )
    return _shown(done.resource, done.status)


def _shown(public_id: str, status: int) -> Response:
    photograph = visible_photograph(actor(), public_id).photograph
    answer = Photograph(
        id=photograph.public_id,
        width=photograph.width,
        height=photograph.height,
        **photograph_urls(photograph.public_id),
    )
    return shown(answer, status=status)
