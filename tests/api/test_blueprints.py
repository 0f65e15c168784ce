from __future__ import annotations

import pytest

from exchange.api.blueprints import feature
from exchange.api.openapi import BLUEPRINTS
from tests.api.world import World


def test_a_features_name_stands_apart_from_the_pages_of_the_same_name() -> None:
    assert feature("listings", __name__, tag="Listings").name == "api_listings"
    assert len({blueprint.name for blueprint in BLUEPRINTS}) == len(BLUEPRINTS)


@pytest.mark.parametrize("path", ["/materials/wood", "/me", "/listings/0123456789abcdef", "/openapi.json"])
def test_addresses_that_take_no_parameters_refuse_them(small_world: World, path: str) -> None:
    response = small_world.calling(small_world.giver).get(f"{path}?nonsense=1")
    assert response.status_code == 422
    assert [(each["field"], each["code"]) for each in response.json["errors"]] == [
        ("nonsense", "field-unknown")
    ]


def test_what_a_token_opened_stays_out_of_caches(small_world: World) -> None:
    for caller, path in ((small_world.giver, "/me"), (None, "/listings"), (None, "/me")):
        response = small_world.calling(caller).get(path)
        assert response.headers["Cache-Control"] == "no-store"
        assert "Authorization" in response.headers["Vary"]
