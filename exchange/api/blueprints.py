"""What every part of the API shares: strict queries on the way in, honest caching on the way out."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response

from exchange.api.reading import refuse_stray_query


def feature(name: str, module: str, *, tag: str) -> APIBlueprint:
    """Return the blueprint of one feature; `tag` groups its operations in the description."""
    blueprint = APIBlueprint(f"api_{name}", module, tag=tag)
    blueprint.before_request(refuse_stray_query)
    blueprint.after_request(_vary)
    return blueprint


def _vary(response: Response) -> Response:
    """Say what an answer depends on, and keep what a token opened out of every cache."""
    response.vary.update(("Authorization", "Accept", "Accept-Language"))
    response.headers.setdefault("Cache-Control", "no-store")
    return response
