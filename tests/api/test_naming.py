from __future__ import annotations

import pytest

from tests.api.test_claims import claimed, lot_of
from tests.api.world import World


@pytest.mark.parametrize(("asked", "name"), [("fr", "Allemagne"), ("en-GB", "Germany"), ("de", "Allemagne")])
def test_territories_are_named_in_the_language_asked_for(small_world: World, asked: str, name: str) -> None:
    response = small_world.calling()("GET", "/territories/country:DE", headers={"Accept-Language": asked})
    assert response.json["name"] == name
    assert response.headers["Content-Language"] == asked[:2].replace("de", "fr")
    assert "Accept-Language" in response.headers["Vary"]
    listed = small_world.calling()("GET", "/territories?level=country", headers={"Accept-Language": asked})
    assert name in {each["name"] for each in listed.json["items"]}


def test_the_material_of_a_claim_is_named_in_the_language_asked_for(small_world: World) -> None:
    claim = claimed(small_world, lot_of(small_world))
    calling = small_world.calling(small_world.giver)
    names = {
        asked: calling("GET", f"/claims/{claim}", headers={"Accept-Language": asked}).json["material_name"]
        for asked in ("fr", "en")
    }
    material = calling.get(f"/claims/{claim}").json["material"]
    for asked, name in names.items():
        shown = calling("GET", f"/materials/{material}", headers={"Accept-Language": asked}).json
        assert shown["name"] == name
    assert names["fr"] != names["en"]
