"""Pages of sites: where a site is, asked until it is certain, and what is told to whom."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from exchange.organisations.queries.sites import SiteView, sites_of
from exchange.storage.database import session
from tests.builders.organisations import Founded, a_site
from tests.pages import forms, own_forms, send, words

SITE = {"name": "Atelier", "address": "12 rue de la Krutenau", "postcode": "67000", "town": "Strasbourg"}


def _sites(organisation: Founded) -> tuple[SiteView, ...]:
    session().rollback()
    return sites_of(organisation.id, closed_too=True)


def test_a_site_is_placed_by_its_town(client: FlaskClient, founded: Founded) -> None:
    page = f"/organisations/{founded.slug}/sites/new"
    done = send(client, page, **{**SITE, "postcode": "67400", "town": "Illkirch-Graffenstaden"})
    assert (done.status_code, done.location) == (303, f"/organisations/{founded.slug}/sites")
    (site,) = _sites(founded)
    assert (site.commune_key, site.precision) == ("commune:67218", "commune")
    assert "Placé au point de la commune" in words(client.get(done.location))


def test_a_site_is_placed_by_coordinates_typed_with_commas(client: FlaskClient, founded: Founded) -> None:
    send(
        client, f"/organisations/{founded.slug}/sites/new", **SITE, latitude="48,580123", longitude="7,760234"
    )
    (site,) = _sites(founded)
    assert (site.latitude, site.longitude, site.precision) == (48.580123, 7.760234, "exact")


def test_a_postcode_of_several_communes_is_a_question(client: FlaskClient, founded: Founded) -> None:
    page = f"/organisations/{founded.slug}/sites/new"
    asked = send(client, page, **{**SITE, "postcode": "67170", "town": ""})
    assert asked.status_code == 422
    assert "Plusieurs communes" in words(asked)
    assert 'name="commune"' in asked.text
    assert _sites(founded) == ()
    form = next(form for form in forms(asked) if form.method == "post" and "chosen_for" in form.values)
    assert "commune" not in form.values  # none is chosen for the visitor
    assert form.values["address"] == SITE["address"]
    chosen = client.post(page, data={**form.values, "commune": "commune:67046"})
    assert chosen.status_code in {303, 422}
    keys = [part.split('"')[0] for part in asked.text.split('value="commune:')[1:]]
    done = client.post(
        page, data={**form.values, "commune": f"commune:{keys[-1]}", "idempotency_key": "another"}
    )
    assert done.status_code == 303
    assert f"commune:{keys[-1]}" in {site.commune_key for site in _sites(founded)}


def test_a_choice_made_for_another_postcode_does_not_count(client: FlaskClient, founded: Founded) -> None:
    page = f"/organisations/{founded.slug}/sites/new"
    asked = send(client, page, **{**SITE, "postcode": "67170", "town": ""})
    form = next(form for form in forms(asked) if "chosen_for" in form.values)
    key = asked.text.split('value="commune:')[1].split('"')[0]
    client.post(
        page, data={**form.values, "commune": f"commune:{key}", "postcode": "67000", "town": "Strasbourg"}
    )
    assert [site.commune_key for site in _sites(founded)] == ["commune:67482"]


def test_a_bare_position_proposes_the_nearest_commune(client: FlaskClient, founded: Founded) -> None:
    page = f"/organisations/{founded.slug}/sites/new"
    asked = send(client, page, name="Dépôt", latitude="48,5281", longitude="7,7104")
    assert asked.status_code == 422
    assert "Voici la commune la plus proche" in words(asked)
    form = next(form for form in forms(asked) if "chosen_for" in form.values)
    assert form.values["commune"] == "commune:67218"
    assert client.post(page, data=form.values).status_code == 303
    assert [site.commune_key for site in _sites(founded)] == ["commune:67218"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Donnez un nom à ce site"),
        ({"postcode": "", "town": ""}, "Indiquez la commune"),
        ({"postcode": "", "town": "Nulle-Part-sur-Rien"}, "Aucune commune connue"),
        ({"postcode": "99999", "town": ""}, "Aucune commune connue"),
        ({"latitude": "48,58"}, "les deux coordonnées"),
        ({"latitude": "91", "longitude": "7"}, "les deux coordonnées"),
        ({"latitude": "nord", "longitude": "est"}, "Entrez un nombre"),
        ({"latitude": "nan", "longitude": "nan"}, "Entrez un nombre"),
        ({"latitude": "43,6", "longitude": "1,44"}, "à plus de 60 km"),
        ({"address": "x" * 301}, "300 caractères au plus"),
        ({"commune": "commune:99999", "chosen_for": "67000 Strasbourg"}, "n’est pas connue"),
        ({"commune": "\x00", "chosen_for": "67000 Strasbourg"}, "n’est pas connue"),
    ],
)
def test_a_faulty_place_is_told_and_what_was_typed_is_kept(
    client: FlaskClient, founded: Founded, changes: dict[str, str], sentence: str
) -> None:
    answer = send(client, f"/organisations/{founded.slug}/sites/new", **{**SITE, **changes})
    assert answer.status_code == 422
    assert sentence in words(answer)
    if changes.get("address") is None:
        assert 'value="12 rue de la Krutenau"' in answer.text
    assert _sites(founded) == ()


def test_a_site_is_edited_without_moving(client: FlaskClient, founded: Founded) -> None:
    site = a_site(founded)
    (before,) = _sites(founded)
    page = f"/organisations/{founded.slug}/sites/{site}"
    shown = client.get(page)
    assert 'value="48,5801"' in shown.text
    assert send(client, page, name="Entrepôt").status_code == 303
    (after,) = _sites(founded)
    assert after.name == "Entrepôt"
    assert (after.public_latitude, after.public_longitude) == (
        before.public_latitude,
        before.public_longitude,
    )
    assert send(client, page, latitude="48,59").status_code == 303
    (moved,) = _sites(founded)
    assert moved.public_latitude != before.public_latitude


def test_a_site_is_closed_and_reopened_by_buttons(client: FlaskClient, founded: Founded) -> None:
    site = a_site(founded)
    page = f"/organisations/{founded.slug}/sites"
    assert send(client, page, to=f"{page}/{site}/close").status_code == 303
    assert "Fermé" in client.get(page).text
    assert send(client, page, to=f"{page}/{site}/reopen").status_code == 303
    assert [one.is_closed for one in _sites(founded)] == [False]


def test_an_edit_of_an_old_version_of_a_site_is_refused(client: FlaskClient, founded: Founded) -> None:
    page = f"/organisations/{founded.slug}/sites/{a_site(founded)}"
    stale = own_forms(client.get(page))[-1]
    send(client, page, name="La première")
    assert client.post(page, data={**stale.values, "name": "La seconde"}).status_code == 412
