"""Writing a listing on its page: faults told at once, nothing typed or sent is lost."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from exchange.listings.actions import mass
from exchange.listings.models import Listing
from exchange.listings.queries.detail import ListingView, detail
from exchange.storage.database import session
from tests.builders.listings import Giver, a_draft, a_listing, the_lot
from tests.houses import NOW
from tests.media.test_actions import jpeg
from tests.web.listings.pages import KEPT, press, tokens, typed


def only(giver: Giver) -> ListingView:
    return detail(giver.actor, session().scalars(select(Listing.public_id)).one())


def test_publishing_asks_to_sign_in_and_comes_back(client: FlaskClient) -> None:
    answer = client.get("/listings/new")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/sign-in?next=/listings/new")


def test_a_listing_is_published_in_one_go_and_found(member: FlaskClient, giver: Giver) -> None:
    answer = press(member, "/listings/new", typed(giver))
    view = only(giver)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/listings/{view.public_id}"
    assert (view.status, view.announced_g) == ("published", 306_000)
    assert view.waste_code is not None
    assert view.waste_code.code == "15 01 03"
    assert "1 annonce" in member.get("/listings?q=palettes").text


def test_a_draft_is_kept_changed_published_and_a_double_press_is_one(
    member: FlaskClient, giver: Giver
) -> None:
    data = {**tokens(member), **typed(giver, do="draft")}
    first, second = (member.post("/listings/new", data=data) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    view = only(giver)
    assert view.status == "draft"
    path = f"/listings/{view.public_id}/edit"
    answer = press(member, path, typed(giver, title="Palettes mélangées", version=str(view.version)))
    assert answer.status_code == 303
    assert (only(giver).status, only(giver).written.title) == ("published", "Palettes mélangées")


def test_every_fault_is_told_at_once_and_nothing_typed_is_lost(member: FlaskClient, giver: Giver) -> None:
    faulty = typed(
        giver,
        title="",
        quantity="beaucoup",
        kg_per_unit="25,12345",
        waste_code="99",
        site="",
        available_from="hier",
        price_mode="asks",
        description="À garder, absolument",
        handling="Quai nord",
    )
    answer = press(member, "/listings/new", faulty)
    assert answer.status_code == 422
    for word in (
        'value="beaucoup"',
        'value="25,12345"',
        'value="99"',
        'value="hier"',
        "À garder, absolument",
        "Quai nord",
    ):
        assert word in answer.text
    for name in ("title", "quantity", "kg_per_unit", "waste_code", "site", "available_from", "price_eur"):
        assert f'id="{name}-fault"' in answer.text
    assert session().scalar(select(func.count()).select_from(Listing)) == 0


def test_photographs_survive_a_fault_elsewhere_and_are_not_sent_twice(
    member: FlaskClient, giver: Giver
) -> None:
    files = [(io.BytesIO(jpeg(60, 40)), "quai.jpg"), (io.BytesIO(jpeg(40, 60)), "détail.jpg")]
    answer = press(member, "/listings/new", typed(giver, title="", photographs=files))
    assert answer.status_code == 422
    kept = KEPT.findall(answer.text)
    assert len(kept) == 2
    assert member.get(f"/media/{kept[0]}/card").status_code == 200
    again = typed(
        giver,
        kept=kept,
        drop=[],
        **{f"alternative-{kept[1]}": "Le détail", f"place-{kept[0]}": "2", f"place-{kept[1]}": "1"},
    )
    assert press(member, "/listings/new", again).status_code == 303
    shown = only(giver).photographs
    assert [each.public_id for each in shown] == [kept[1], kept[0]]
    assert shown[0].alternative == "Le détail"
    path = f"/listings/{only(giver).public_id}/edit"
    press(member, path, typed(giver, kept=kept, drop=[kept[0]], do="save"))
    assert [each.public_id for each in only(giver).photographs] == [kept[1]]


def test_a_file_that_is_no_photograph_is_named_beside_its_field(member: FlaskClient, giver: Giver) -> None:
    files = [(io.BytesIO(jpeg(60, 40)), "quai.jpg"), (io.BytesIO(b"<script>"), "<script>.jpg")]
    answer = press(member, "/listings/new", typed(giver, photographs=files))
    assert answer.status_code == 422
    assert re.search(r"«\s&lt;script&gt;.jpg\s» n’est pas une photo lisible", answer.text)
    assert len(KEPT.findall(answer.text)) == 1
    assert 'id="photographs-fault"' in answer.text


def test_more_than_six_photographs_are_refused(member: FlaskClient, giver: Giver) -> None:
    files = [(io.BytesIO(jpeg(10, 10)), f"{number}.jpg") for number in range(7)]
    answer = press(member, "/listings/new", typed(giver, photographs=files))
    assert answer.status_code == 422
    assert "Six photos au plus" in answer.text


def test_choosing_a_material_without_a_script_suggests_and_keeps_what_was_typed(
    member: FlaskClient, giver: Giver
) -> None:
    answer = press(
        member, "/listings/new", typed(giver, do="material", title="Sacs", kg_per_unit="", waste_code="")
    )
    text = re.sub(r"\s+", " ", answer.text)
    assert answer.status_code == 200
    assert 'value="Sacs"' in text
    assert "Codes usuels : 15 01 03" in text
    assert "12 pièces × 25 kg ≈ 300 kg" in text
    assert "25 kg, valeur publiée (European Pallet Association, EPAL 1" in text
    assert session().scalar(select(func.count()).select_from(Listing)) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": "1" * 16},
        {"quantity": "9" * 15, "unit": "t"},
        {"quantity": "-1"},
        {"unit": "stone"},
        {"unit": ""},
        {"kg_per_unit": "9" * 15},
        {"price_mode": "asks", "price_eur": "9" * 15},
        {"price_mode": "barter"},
        {"price_per": ""},
        {"allocation": ""},
        {"legal_status": "stolen"},
        {"material": "\x00"},
        {"site": "' OR 1=1"},
        {"available_from": "0000-00-00"},
        {"available_until": "99999-01-01"},
        {"title": "x" * 5_000},
        {"description": "x" * 20_000},
        {"kept": ["0" * 16, "../../etc/passwd"]},
        {"version": "not a number"},
        {"do": "explode", "title": ""},
    ],
)
def test_bad_input_is_refused_beside_the_form_and_never_a_fault_of_ours(
    member: FlaskClient, giver: Giver, changes: dict[str, Any]
) -> None:
    answer = press(member, "/listings/new", typed(giver, **changes))
    assert answer.status_code in {303, 422}
    assert (answer.status_code == 303) == ("version" in changes)


def test_honest_text_is_never_refused_and_comes_back_identical(member: FlaskClient, giver: Giver) -> None:
    title, words = "Fûts <200 L> {bois} 🌿", "10 % d'humidité\nقهوة {{ 7*7 }} \\u0000 — fin"
    press(member, "/listings/new", typed(giver, title=title, description=words, do="draft"))
    assert (only(giver).written.title, only(giver).written.description) == (title, words)
    text = member.get(f"/listings/{only(giver).public_id}/edit").text
    assert "Fûts &lt;200 L&gt; {bois} 🌿" in text
    assert "{{ 7*7 }}" in text


def test_a_change_of_something_changed_meanwhile_is_stale_and_keeps_what_was_typed(
    member: FlaskClient, giver: Giver
) -> None:
    draft = a_draft(giver)
    press(member, f"/listings/{draft}/edit", typed(giver, title="Une", do="draft", version="1"))
    answer = press(member, f"/listings/{draft}/edit", typed(giver, title="Deux", do="draft", version="1"))
    assert answer.status_code == 412
    assert 'value="Deux"' in answer.text
    assert only(giver).written.title == "Une"


def test_a_quantity_below_what_is_promised_is_refused_beside_its_field(
    member: FlaskClient, giver: Giver
) -> None:
    listing = a_listing(giver)
    mass.hold(the_lot(giver, listing).id, 200_500, claim="c", by="p", now=NOW)
    data = typed(giver, material="cardboard", unit="kg", quantity="200", kg_per_unit="", do="save")
    answer = press(member, f"/listings/{listing}/edit", data)
    assert answer.status_code == 409
    assert "Au moins 200,5 kg" in answer.text
    assert 'id="quantity-fault"' in answer.text
