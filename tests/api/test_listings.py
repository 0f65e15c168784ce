from __future__ import annotations

from typing import Any

import pytest

from exchange.listings.models import Listing
from exchange.storage.database import session
from tests.api.world import LISTING, World


def written(world: World, **changes: Any) -> dict[str, Any]:
    return {**LISTING, "site": world.giver.site, **changes}


def published(world: World, **changes: Any) -> str:
    giver = world.calling(world.giver)
    listing = giver.post("/listings", written(world, **changes)).json["id"]
    assert giver.post(f"/listings/{listing}/publish").status_code == 200
    return str(listing)


def test_a_draft_comes_back_as_it_was_written(world: World) -> None:
    giver = world.calling(world.giver)
    response = giver.post("/listings", written(world))
    assert response.status_code == 201
    assert response.headers["ETag"] == '"v1"'
    listing = giver.get(response.headers["Location"].removeprefix("/api/v1")).json
    assert listing == response.json
    assert listing["status"] == "draft"
    assert listing["description"] == LISTING["description"]
    assert listing["quantity"] == {"value": 300.5, "unit": "kg", "kg_per_unit": 1}
    assert listing["waste_code"] == "15 01 05"
    assert listing["price"] == {"mode": "free", "amount_eur": None, "per": "lot"}
    assert (listing["commune"], listing["commune_name"]) == ("commune:67482", "Strasbourg")
    assert [link["step"] for link in listing["links"]] == ["publish"]


def test_the_steps_of_a_listing_are_linked_for_its_giver_and_can_be_followed(world: World) -> None:
    giver, listing = world.calling(world.giver), published(world)
    for step, status in (("pause", "paused"), ("resume", "published"), ("close", "closed")):
        links = {each["step"]: each["href"] for each in giver.get(f"/listings/{listing}").json["links"]}
        response = giver.post(links[step].removeprefix("/api/v1"))
        assert (response.status_code, response.json["status"]) == (200, status)


def test_a_step_that_is_not_open_answers_409(small_world: World) -> None:
    giver = small_world.calling(small_world.giver)
    listing = giver.post("/listings", written(small_world)).json["id"]
    response = giver.post(f"/listings/{listing}/pause")
    assert (response.status_code, response.json["code"]) == (409, "listing-step-closed")


def test_only_the_fields_sent_are_changed(world: World) -> None:
    giver, listing = world.calling(world.giver), published(world)
    before = giver.get(f"/listings/{listing}").json
    response = giver.patch(f"/listings/{listing}", {"title": "Autres sacs", "available_until": None})
    assert response.status_code == 200
    changed = {name for name, value in response.json.items() if value != before[name]}
    assert changed == {"title", "available_until"}


def test_another_quantity_adjusts_the_lot(world: World) -> None:
    giver, listing = world.calling(world.giver), published(world)
    response = giver.patch(f"/listings/{listing}", {"quantity": {"value": 0.2, "unit": "t"}})
    (lot,) = response.json["lots"]
    assert (lot["initial_kg"], lot["adjusted_kg"], lot["remaining_kg"]) == (300.5, -100.5, 200)


def test_a_change_based_on_an_older_version_answers_412(world: World) -> None:
    giver, listing = world.calling(world.giver), published(world)
    etag = giver.get(f"/listings/{listing}").headers["ETag"]
    assert giver.patch(f"/listings/{listing}", {"title": "Un"}, match=etag).status_code == 200
    response = giver.patch(f"/listings/{listing}", {"title": "Deux"}, match=etag)
    assert (response.status_code, response.json["code"]) == (412, "stale")
    response = giver.post(f"/listings/{listing}/pause", match=etag)
    assert (response.status_code, response.json["code"]) == (412, "stale")
    assert giver.get(f"/listings/{listing}").json["title"] == "Un"


@pytest.mark.parametrize("header", ["v1", '"1"', 'W/"v1"', '"v1", "v2"', '"v99999999999"', ""])
def test_an_if_match_that_is_none_of_our_etags_is_bad_input(small_world: World, header: str) -> None:
    giver, listing = small_world.calling(small_world.giver), published(small_world)
    response = giver.post(f"/listings/{listing}/pause", match=header)
    assert (response.status_code, response.json["code"]) == (400, "if-match-invalid")


def test_any_version_will_do_where_the_header_says_so(small_world: World) -> None:
    giver, listing = small_world.calling(small_world.giver), published(small_world)
    assert giver.post(f"/listings/{listing}/pause", match="*").status_code == 200


def test_a_draft_of_others_is_as_missing_as_one_that_never_was(world: World) -> None:
    draft = world.calling(world.giver).post("/listings", written(world)).json["id"]
    other = world.calling(world.other)
    answers = [other.get(f"/listings/{listing}") for listing in (draft, "0123456789abcdef")]
    assert [answer.status_code for answer in answers] == [404, 404]
    first, second = (dict(answer.json, request_id="") for answer in answers)
    assert first == second
    for call in (other.patch, other.post):
        path = f"/listings/{draft}" if call == other.patch else f"/listings/{draft}/publish"
        assert call(path, {}).status_code == 404


def test_nobody_changes_what_others_have_published(world: World) -> None:
    listing, other = published(world), world.calling(world.other)
    assert other.patch(f"/listings/{listing}", {"title": "Le mien"}).status_code == 403
    assert other.post(f"/listings/{listing}/close").status_code == 403
    assert world.calling().get(f"/listings/{listing}").json["status"] == "published"


NO_WEIGHT = {"value": 1, "unit": "bag", "kg_per_unit": 0}
BENT_WEIGHT = {"value": 1, "unit": "bag", "kg_per_unit": 0.0001}
BAD_FIELDS: list[tuple[dict[str, Any], str, str]] = [
    ({"title": ""}, "title", "listing-field-required"),
    ({"title": "x" * 121}, "title", "listing-text-too-long"),
    ({"title": 5}, "title", "text-expected"),
    ({"title": None}, "title", "text-expected"),
    ({"description": "x" * 5001}, "description", "listing-text-too-long"),
    ({"handling": ["x"]}, "handling", "text-expected"),
    ({"material": "nonsense"}, "material", "material-unknown"),
    ({"material": ""}, "material", "listing-field-required"),
    ({"kind": "stream"}, "kind", "listing-stream-unavailable"),
    ({"kind": "other"}, "kind", "listing-choice-unknown"),
    ({"recurrence": "weekly"}, "recurrence", "listing-stream-unavailable"),
    ({"waste_code": "99 99 99"}, "waste_code", "waste-code-unknown"),
    ({"waste_code": 150105}, "waste_code", "text-expected"),
    ({"legal_status": "gift"}, "legal_status", "listing-choice-unknown"),
    ({"quantity": 5}, "quantity", "object-expected"),
    ({"quantity": {"value": 5}}, "quantity.unit", "field-required"),
    ({"quantity": {"value": "5", "unit": "kg"}}, "quantity.value", "number-expected"),
    ({"quantity": {"value": 0, "unit": "kg"}}, "quantity.value", "listing-quantity-invalid"),
    ({"quantity": {"value": -1, "unit": "kg"}}, "quantity.value", "listing-quantity-invalid"),
    ({"quantity": {"value": 0.0001, "unit": "kg"}}, "quantity.value", "listing-quantity-invalid"),
    ({"quantity": {"value": 1e15, "unit": "t"}}, "quantity.value", "listing-quantity-invalid"),
    ({"quantity": {"value": 1e30, "unit": "t"}}, "quantity.value", "number-out-of-range"),
    ({"quantity": {"value": 1, "unit": "stone"}}, "quantity.unit", "listing-choice-unknown"),
    ({"quantity": {"value": 1, "unit": "kg", "x": 1}}, "quantity.x", "field-unknown"),
    (
        {"quantity": NO_WEIGHT},
        "quantity.kg_per_unit",
        "listing-weight-needed",
    ),
    (
        {"quantity": BENT_WEIGHT},
        "quantity.kg_per_unit",
        "mass-invalid",
    ),
    ({"site": "nowhere"}, "site", "listing-site-unknown"),
    ({"site": 5}, "site", "text-expected"),
    ({"available_from": "16/03/2026"}, "available_from", "day-invalid"),
    ({"available_from": "1900-01-01"}, "available_from", "listing-day-out-of-range"),
    ({"available_until": "2026-03-01"}, "available_until", "listing-days-disordered"),
    ({"available_until": "2999-03-01"}, "available_until", "listing-day-out-of-range"),
    ({"price": {"mode": "asks"}}, "price.amount_eur", "listing-price-invalid"),
    ({"price": {"mode": "asks", "amount_eur": -1}}, "price.amount_eur", "listing-price-invalid"),
    ({"price": {"mode": "asks", "amount_eur": 0.001}}, "price.amount_eur", "amount-invalid"),
    ({"price": {"mode": "free", "amount_eur": 5}}, "price.amount_eur", "listing-free-has-no-price"),
    ({"price": {"mode": "barter"}}, "price.mode", "listing-choice-unknown"),
    ({"price": {"mode": "asks", "amount_eur": 5, "per": "year"}}, "price.per", "listing-choice-unknown"),
    ({"price": "free"}, "price", "object-expected"),
    ({"allocation": "lottery"}, "allocation", "listing-choice-unknown"),
    ({"open_to_all": "yes"}, "open_to_all", "boolean-expected"),
    ({"photos": "x"}, "photos", "list-expected"),
    ({"photos": ["x"]}, "photos.0.id", "identifier-invalid"),
    ({"photos": ["0123456789abcdef"]}, "photos", "listing-photograph-unknown"),
    ({"photos": [{"id": "0123456789abcdef", "alternative": 1}]}, "photos.0.alternative", "text-expected"),
    ({"photos": ["0123456789abcdef"] * 51}, "photos", "list-too-long"),
    ({"nonsense": 1}, "nonsense", "field-unknown"),
    ({"status": "published"}, "status", "field-unknown"),
]


@pytest.mark.parametrize(("changes", "field", "code"), BAD_FIELDS)
def test_every_field_refuses_bad_input_by_name(
    small_world: World, changes: dict[str, Any], field: str, code: str
) -> None:
    response = small_world.calling(small_world.giver).post("/listings", written(small_world, **changes))
    assert response.status_code == 422
    assert (field, code) in {(each["field"], each["code"]) for each in response.json["errors"]}
    assert all(each["detail"] for each in response.json["errors"])
    assert session().query(Listing).count() == 0


def test_all_faulty_fields_are_told_at_once(small_world: World) -> None:
    body = written(small_world, title="", material="nonsense", quantity={"value": 0, "unit": "kg"})
    response = small_world.calling(small_world.giver).post("/listings", body)
    assert response.json["code"] == "invalid-input"
    assert {each["field"] for each in response.json["errors"]} == {"title", "material", "quantity.value"}


def test_every_missing_field_is_named(small_world: World) -> None:
    response = small_world.calling(small_world.giver).post("/listings", {})
    assert {(each["field"], each["code"]) for each in response.json["errors"]} == {
        (name, "field-required") for name in ("title", "material", "quantity", "site", "available_from")
    }


def test_the_site_of_another_organisation_cannot_be_named(small_world: World) -> None:
    body = written(small_world, site=small_world.other.site)
    response = small_world.calling(small_world.giver).post("/listings", body)
    assert response.json["code"] == "listing-site-unknown"


def test_hazardous_waste_is_never_published(small_world: World) -> None:
    giver = small_world.calling(small_world.giver)
    listing = giver.post("/listings", written(small_world, waste_code="15 01 10*")).json["id"]
    response = giver.post(f"/listings/{listing}/publish")
    assert (response.status_code, response.json["code"]) == (422, "listing-waste-code-hazardous")
    assert "Trackdéchets" in response.json["detail"]
