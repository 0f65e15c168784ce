"""Pages of organisations, as somebody without scripts uses them; never a fault of ours."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from exchange.accounts.actions import administering
from exchange.accounts.queries.members import invitations_of, members_of
from exchange.kernel.actor import ANONYMOUS
from exchange.organisations.queries.profile import profile
from exchange.storage.database import session
from tests.builders.accounts import a_member, an_administrator, mails, someone
from tests.builders.listings import a_giver, a_listing
from tests.builders.organisations import Founded, a_site, an_organisation
from tests.houses import NOW
from tests.pages import own_forms, send, signed_in, words

SIREN = "732829320"
NEW = "/organisations/new?kind=company&country=FR"


def test_an_organisation_is_registered_in_two_steps_and_asks_for_its_site(client: FlaskClient) -> None:
    signed_in(client, someone().public_id)
    first = client.get("/organisations/new")
    assert first.status_code == 200
    assert "csrf_token" not in own_forms(first)[-1].values  # a choice in the address, nothing sent
    asked = client.get(NEW)
    assert 'name="siret"' in asked.text
    assert 'name="rna"' not in asked.text
    done = send(client, NEW, name="Torréfaction du Rhin", siren="732 829 320")
    assert (done.status_code, done.location) == (303, "/organisations/torrefaction-du-rhin/sites/new")
    assert client.get(done.location).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["", "?kind=kingdom&country=FR", "?kind=company&country=XX", "?kind=%00&country=%00", "?kind=company"],
)
def test_without_a_known_kind_and_country_the_first_step_is_shown(client: FlaskClient, query: str) -> None:
    signed_in(client, someone().public_id)
    page = client.get(f"/organisations/new{query}")
    assert page.status_code == 200
    assert 'name="kind"' in page.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "", "siren": SIREN}, "Entrez le nom de l’organisation"),
        ({"name": "Une"}, "au moins un numéro"),
        ({"name": "Une", "siren": "732829321"}, "SIREN compte 9 chiffres"),
        ({"name": "Une", "siret": "73282932000079"}, "SIRET compte 14 chiffres"),
        ({"name": "Une", "siren": SIREN, "siret": "35600000009075"}, "ne commence pas par le SIREN"),
        ({"name": "Une", "siren": SIREN, "description": "x" * 3001}, "3000 caractères au plus"),
        ({"name": "Une", "siren": "\x00" * 3}, "au moins un numéro"),
        ({"name": "x" * 201, "siren": SIREN}, "Entrez le nom de l’organisation"),
    ],
)
def test_faulty_answers_are_told_and_what_was_typed_is_kept(
    client: FlaskClient, typed: dict[str, str], sentence: str
) -> None:
    signed_in(client, someone().public_id)
    answer = send(client, NEW, **typed)
    assert answer.status_code == 422
    assert sentence in words(answer)
    if typed["name"] == "Une":
        assert 'value="Une"' in answer.text


def test_a_number_that_another_has_is_refused_beside_its_field(client: FlaskClient) -> None:
    an_organisation(identifiers={"siren": SIREN})
    signed_in(client, someone().public_id)
    answer = send(client, NEW, name="Une autre", siren=SIREN)
    assert answer.status_code == 409
    assert "déjà inscrite sous ce numéro" in words(answer)


def test_an_association_of_alsace_needs_no_rna(client: FlaskClient) -> None:
    signed_in(client, someone().public_id)
    page = "/organisations/new?kind=association&country=FR"
    done = send(client, page, name="Les Jardins", court_register="Strasbourg, volume 92, folio 185")
    assert done.status_code == 303
    shown = client.get("/organisations/les-jardins")
    assert "Strasbourg, volume 92, folio 185" in shown.text
    signed_in(client, someone().public_id)
    unregistered = send(client, page, name="Les Nouveaux", is_new="y")
    assert unregistered.status_code == 303
    assert "Pas encore vérifiée" in words(client.get("/organisations/les-nouveaux"))


def test_a_double_submit_registers_one_organisation(client: FlaskClient) -> None:
    signed_in(client, someone().public_id)
    form = own_forms(client.get(NEW))[-1]
    data = {**form.values, "name": "Une", "siren": SIREN}
    answers = [client.post(NEW, data=data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location


def test_the_public_page_shows_no_address_and_no_person(client: FlaskClient) -> None:
    organisation = an_organisation("Torréfaction du Rhin")
    a_site(organisation, name="Site secret", address="12 rue de la Krutenau")
    page = client.get(f"/organisations/{organisation.slug}")
    assert page.status_code == 200
    assert "Strasbourg" in page.text
    for hidden in ("Krutenau", "Site secret", "48.5801", "7.7602", organisation.manager.email, "Camille"):
        assert hidden not in page.text


def test_the_public_page_lists_what_is_open(client: FlaskClient) -> None:
    giver = a_giver()
    a_listing(giver, title="Feutre bleu roi")
    page = client.get(f"/organisations/{giver.slug}")
    assert "1 annonce ouverte" in words(page)
    assert "Feutre bleu roi" in page.text
    assert client.get(f"/organisations/{giver.slug}?cursor=nonsense").status_code == 422


@pytest.mark.parametrize("slug", ["no-such", "%00", "x" * 3000, "%ED%A0%80", "..%2f"])
def test_an_unknown_organisation_is_missing(client: FlaskClient, slug: str) -> None:
    assert client.get(f"/organisations/{slug}").status_code == 404


def test_a_suspended_organisation_is_missing_and_its_members_are_out(
    client: FlaskClient, founded: Founded
) -> None:
    assert client.get(f"/organisations/{founded.slug}/sites").status_code == 200
    administering.take_organisation_step(an_administrator().actor, founded.slug, "suspend", NOW)
    assert client.get(f"/organisations/{founded.slug}").status_code == 404
    assert client.get(f"/organisations/{founded.slug}/sites").status_code == 403


def test_a_manager_edits_the_organisation(client: FlaskClient, founded: Founded) -> None:
    page = f"/organisations/{founded.slug}/edit"
    done = send(client, page, name="Torréfaction de l’Ill", description="Nous torréfions.\n\nÀ Strasbourg.")
    assert (done.status_code, done.location) == (303, f"/organisations/{founded.slug}")
    shown = client.get(done.location)
    assert "Torréfaction de l’Ill" in shown.text
    assert "<p>À Strasbourg.</p>" in shown.text
    assert send(client, page, name="").status_code == 422


def test_an_edit_of_an_old_version_is_refused(client: FlaskClient, founded: Founded) -> None:
    page = f"/organisations/{founded.slug}/edit"
    stale = own_forms(client.get(page))[-1]
    send(client, page, name="La première")
    answer = client.post(page, data={**stale.values, "name": "La seconde"})
    assert answer.status_code == 412
    assert "entre-temps" in answer.text
    assert profile(ANONYMOUS, founded.slug).name == "La première"


@pytest.mark.parametrize("path", ["edit", "sites", "sites/new", "members"])
def test_the_workshop_of_another_organisation_is_missing(
    client: FlaskClient, founded: Founded, path: str
) -> None:
    elsewhere = an_organisation("Ailleurs")
    assert client.get(f"/organisations/{elsewhere.slug}/{path}").status_code == 404
    assert client.get(f"/organisations/{founded.slug}/{path}").status_code == 200


@pytest.mark.parametrize("path", ["edit", "sites/new", "members"])
def test_a_plain_member_manages_nothing(client: FlaskClient, path: str) -> None:
    organisation = an_organisation()
    signed_in(client, a_member(organisation.id).public_id)
    assert client.get(f"/organisations/{organisation.slug}/sites").status_code == 200
    assert client.get(f"/organisations/{organisation.slug}/{path}").status_code == 403


def test_managers_invite_withdraw_promote_and_remove(client: FlaskClient, founded: Founded) -> None:
    page = f"/organisations/{founded.slug}/members"
    assert send(client, page, email="nour@example.org", role="manager").status_code == 303
    assert mails()[-1].recipient == "nour@example.org"
    assert "1 invitation en attente" in words(client.get(page))
    (invitation,) = invitations_of(founded.id, NOW)
    withdrawn = f"/organisations/{founded.slug}/invitations/{invitation.public_id}/withdraw"
    assert send(client, page, to=withdrawn).status_code == 303
    session().rollback()
    assert invitations_of(founded.id, NOW) == ()
    plain = a_member(founded.id, name="Noé")
    assert send(client, page, to=f"{page}/{plain.public_id}/role").status_code == 303
    session().rollback()
    assert {one.role for one in members_of(founded.id)} == {"manager"}
    assert send(client, page, to=f"{page}/{plain.public_id}/remove").status_code == 303
    session().rollback()
    assert [one.public_id for one in members_of(founded.id)] == [founded.manager.public_id]


def test_the_last_manager_stays_and_is_told_why(client: FlaskClient, founded: Founded) -> None:
    page = f"/organisations/{founded.slug}/members"
    for verb in ("role", "remove"):
        answer = send(client, page, to=f"{page}/{founded.manager.public_id}/{verb}")
        assert answer.status_code == 409
        assert "dernier responsable" in words(answer)


def test_a_manager_who_leaves_comes_to_the_public_page(client: FlaskClient, founded: Founded) -> None:
    a_member(founded.id, role="manager")
    page = f"/organisations/{founded.slug}/members"
    left = send(client, page, to=f"{page}/{founded.manager.public_id}/remove")
    assert (left.status_code, left.location) == (303, f"/organisations/{founded.slug}")
    assert client.get(left.location).status_code == 200
    assert client.get(page).status_code == 403


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"email": "nowhere"}, 422),
        ({"email": "", "role": "manager"}, 422),
        ({"email": "a@example.org", "role": "king"}, 422),
        ({"email": "a@example.org\r\nBcc: b@example.org"}, 422),
    ],
)
def test_a_faulty_invitation_is_refused_beside_its_field(
    client: FlaskClient, founded: Founded, typed: dict[str, Any], status: int
) -> None:
    answer = send(client, f"/organisations/{founded.slug}/members", **typed)
    assert answer.status_code == status
    assert mails() == []


def test_somebody_already_in_is_not_invited_again(client: FlaskClient, founded: Founded) -> None:
    answer = send(client, f"/organisations/{founded.slug}/members", email=founded.manager.email)
    assert answer.status_code == 409
    assert "déjà membre" in words(answer)
