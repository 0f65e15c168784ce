"""Pages of one's own account: profile, password, sessions, tokens, the organisation acted for."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.builders.accounts import PASSWORD, someone
from tests.builders.organisations import an_organisation
from tests.pages import forms, own_forms, send, signed_in, words

NEW = "un thé vert le matin"


def test_an_account_page_shows_and_changes_ones_own(client: FlaskClient) -> None:
    person = someone(name="Camille Muller")
    signed_in(client, person.public_id)
    page = client.get("/account")
    assert person.email in page.text
    assert "1 session ouverte" in words(page)
    assert send(client, "/account", name="Camille Nœud").status_code == 303
    assert "Camille Nœud" in client.get("/account").text
    for wrong in ("", "x" * 121):
        answer = send(client, "/account", name=wrong)
        assert answer.status_code == 422
        assert "Entrez votre nom" in answer.text
    assert send(client, "/account", language="../../etc").status_code == 422


def test_a_password_is_changed_with_the_present_one(client: FlaskClient) -> None:
    person = someone()
    signed_in(client, person.public_id)
    wrong = send(client, "/account/password", current_password="a wrong one", password=NEW)
    assert wrong.status_code == 422
    assert "pas votre mot de passe actuel" in words(wrong)
    common = send(client, "/account/password", current_password=PASSWORD, password="motdepasse123")
    assert common.status_code == 422
    done = send(client, "/account/password", current_password=PASSWORD, password=NEW)
    assert (done.status_code, done.location) == (303, "/account")
    assert client.get("/account").status_code == 200  # one's own session goes on


def test_other_sessions_are_ended_from_the_account_page(client: FlaskClient) -> None:
    person = someone()
    person.actor  # noqa: B018 - opens another session
    signed_in(client, person.public_id)
    assert "2 sessions ouvertes" in words(client.get("/account"))
    assert send(client, "/account", to="/account/sessions/end").status_code == 303
    assert "1 session ouverte" in words(client.get("/account"))


def test_a_token_is_shown_once_and_revoked(client: FlaskClient) -> None:
    organisation = an_organisation()
    signed_in(client, organisation.manager.public_id)
    opened = own_forms(client.get("/account/tokens"))[-1]
    data = {**opened.values, "name": "Caisse", "scopes": "read write"}
    made = client.post("/account/tokens", data=data)
    assert made.status_code == 200
    token = re.search(r"gis_[\w-]+", made.text)
    assert token is not None
    assert made.headers["Cache-Control"] == "no-store"
    me = client.get("/api/v1/me", headers={"Authorization": f"Bearer {token[0]}"})
    assert me.status_code == 200
    again = client.post("/account/tokens", data=data)  # the browser's reload
    assert again.status_code == 303
    listed = client.get("/account/tokens")
    assert token[0] not in listed.text
    assert listed.text.count("Révoquer Caisse") == 1
    (revoke,) = [form for form in forms(listed) if form.action.endswith("/revoke")]
    assert client.post(revoke.action, data=revoke.values).status_code == 303
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {token[0]}"}).status_code == 401


@pytest.mark.parametrize(
    "typed",
    [{"name": ""}, {"name": "x" * 81}, {"scopes": "everything"}, {"scopes": "read admin"}, {"scopes": ""}],
)
def test_a_faulty_token_is_refused_beside_its_field(client: FlaskClient, typed: dict[str, str]) -> None:
    signed_in(client, someone().public_id)
    answer = send(client, "/account/tokens", **{"name": "Caisse", "scopes": "read", **typed})
    assert answer.status_code == 422
    assert "gis_" not in answer.text


def test_revoking_what_is_not_ones_own_changes_nothing(client: FlaskClient) -> None:
    signed_in(client, someone().public_id)
    csrf = own_forms(client.get("/account/tokens"))[-1].values["csrf_token"]
    assert client.post("/account/tokens/nothing/revoke", data={"csrf_token": csrf}).status_code == 303


def test_one_chooses_the_organisation_to_act_for(client: FlaskClient) -> None:
    person = someone()
    an_organisation("Première", manager=person)
    second = an_organisation("Seconde", manager=person)
    foreign = an_organisation("Étrangère")
    signed_in(client, person.public_id)
    chosen = send(client, "/account", to="/account/organisation", organisation=second.public_id)
    assert chosen.status_code == 303
    assert "Vous agissez maintenant pour Seconde" in words(client.get("/account"))
    refused = send(client, "/account", to="/account/organisation", organisation=foreign.public_id)
    assert refused.status_code == 404
