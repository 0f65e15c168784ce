from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from flask import Flask

from exchange.api.answers import next_url
from exchange.kernel.paging import Page
from exchange.listings.models import Listing
from exchange.storage.database import session
from tests.api.world import LISTING, World


def body(world: World, **changes: Any) -> dict[str, Any]:
    return {**LISTING, "site": world.giver.site, **changes}


def test_the_same_key_and_body_have_one_effect_and_one_answer(world: World) -> None:
    giver = world.calling(world.giver)
    first = giver.post("/listings", body(world), key="once")
    again = giver.post("/listings", body(world), key="once")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    assert first.headers["Location"] == again.headers["Location"]
    assert session().query(Listing).count() == 1


def test_a_repeat_is_rendered_anew(world: World) -> None:
    giver = world.calling(world.giver)
    listing = giver.post("/listings", body(world), key="once").json["id"]
    giver.patch(f"/listings/{listing}", {"title": "Changé depuis"})
    again = giver.post("/listings", body(world), key="once")
    assert (again.status_code, again.json["title"]) == (201, "Changé depuis")


def test_another_body_under_the_same_key_is_refused(world: World) -> None:
    giver = world.calling(world.giver)
    giver.post("/listings", body(world), key="once")
    response = giver.post("/listings", body(world, title="Autre chose"), key="once")
    assert (response.status_code, response.json["code"]) == (422, "idempotency-key-reused")
    assert session().query(Listing).count() == 1


def test_a_key_belongs_to_its_caller_and_to_one_subject(world: World) -> None:
    giver, other = world.calling(world.giver), world.calling(world.other)
    listings = [giver.post("/listings", body(world), key=f"write-{n}").json["id"] for n in (1, 2)]
    assert (
        other.post("/listings", {**body(world), "site": world.other.site}, key="write-1").status_code == 201
    )
    assert giver.post(f"/listings/{listings[0]}/publish", key="publish").status_code == 200
    response = giver.post(f"/listings/{listings[1]}/publish", key="publish")
    assert (response.status_code, response.json["code"]) == (422, "idempotency-key-reused")


def test_a_refused_request_leaves_its_key_free(world: World) -> None:
    giver = world.calling(world.giver)
    assert giver.post("/listings", body(world, title=""), key="once").status_code == 422
    assert giver.post("/listings", body(world), key="once").status_code == 201


def test_a_step_repeated_under_its_key_answers_as_the_first_did(world: World) -> None:
    giver = world.calling(world.giver)
    listing = giver.post("/listings", body(world)).json["id"]
    first = giver.post(f"/listings/{listing}/publish", key="publish")
    again = giver.post(f"/listings/{listing}/publish", key="publish")
    assert (first.status_code, again.status_code) == (200, 200)
    assert giver.post(f"/listings/{listing}/publish").json["code"] == "listing-step-closed"


@pytest.mark.parametrize("key", ["", "x" * 201, "with space", "é"])
def test_a_key_out_of_form_is_bad_input(small_world: World, key: str) -> None:
    response = small_world.calling(small_world.giver).post("/listings", body(small_world), key=key)
    assert (response.status_code, response.json["code"]) == (400, "idempotency-key-invalid")


def test_twins_sent_at_one_moment_have_one_effect(world: World, together: Any) -> None:
    sent = body(world)
    calls = [lambda: world.calling(world.giver).post("/listings", sent, key="twin")] * 8
    outcomes = together(world.app, calls)
    assert not outcomes.raised
    assert Counter(response.status_code for response in outcomes.returned) == {201: 8}
    assert len({response.json["id"] for response in outcomes.returned}) == 1
    assert session().query(Listing).count() == 1


def test_the_next_page_keeps_the_query(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/api/v1/listings?q=sacs+%C3%A0+caf%C3%A9&cursor=old&limit=2"):
        assert next_url(Page((), 9, "new")) == "/api/v1/listings?q=sacs+%C3%A0+caf%C3%A9&limit=2&cursor=new"
        assert next_url(Page((), 9)) is None
