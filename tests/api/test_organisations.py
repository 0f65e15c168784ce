from __future__ import annotations

from exchange.organisations.models import Organisation
from exchange.storage.database import transaction
from tests.api.world import METROPOLE, World


def test_anyone_reads_who_an_organisation_is_but_no_address(world: World) -> None:
    response = world.calling().get(f"/organisations/{world.giver.organisation}")
    assert response.status_code == 200
    assert response.json["name"] == "Torrefaction"
    assert response.json["communes"] == [{"key": "commune:67482", "name": "Strasbourg"}]
    assert "Krutenau" not in response.text
    assert "@" not in response.text


def test_a_suspended_organisation_is_as_missing_as_none(world: World) -> None:
    with transaction() as session:
        session.query(Organisation).filter_by(slug="torrefaction").update({"status": "suspended"})
    for organisation in (world.giver.organisation, "0123456789abcdef", "nonsense"):
        assert world.calling().get(f"/organisations/{organisation}").status_code == 404


def test_me_names_the_sites_to_list_from_and_the_territories_opened(world: World) -> None:
    mine = world.calling(world.giver).get("/me").json["organisation"]
    assert mine["sites"] == [
        {
            "id": world.giver.site,
            "name": "Atelier",
            "commune": "commune:67482",
            "commune_name": "Strasbourg",
        }
    ]
    assert mine["territories"] == []
    assert world.calling(world.body).get("/me").json["organisation"]["territories"] == [METROPOLE]
