"""Pages of accounts, as somebody without scripts uses them; never a fault of ours."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from exchange.accounts.actions import administering, credentials, members
from exchange.accounts.commands import Invite
from exchange.accounts.queries.members import members_of
from exchange.accounts.rules import MAIL_PER_ADDRESS, SIGN_IN_PER_ADDRESS
from tests.builders.accounts import PASSWORD, a_member, an_administrator, mails, someone, token_of
from tests.builders.organisations import an_organisation
from tests.houses import NOW, StoppedClock
from tests.pages import forms, own_forms, send, signed_in, words

NEW = "un thé vert le matin"


def test_a_sign_up_goes_from_a_wish_to_an_account(client: FlaskClient) -> None:
    sent = send(client, "/sign-up", name="Nour Nouvelle", email="nour@example.org")
    assert (sent.status_code, sent.location) == (303, "/sign-up/sent")
    path = f"/sign-up/{token_of(mails()[-1])}"
    assert "nour@example.org" in client.get(path).text
    done = send(client, path, password=PASSWORD)  # the name is there already
    assert (done.status_code, done.location) == (303, "/organisations/new")
    assert "Nour Nouvelle" in client.get("/account").text
    assert client.get(path).status_code == 410


def test_sign_up_and_reset_answer_alike_whether_or_not_the_address_is_known(client: FlaskClient) -> None:
    someone("known@example.org")
    for page in ("/sign-up", "/password/forgotten"):
        answers = []
        for email in ("known@example.org", "unknown@example.org"):
            sent = send(client, page, name="Nour", email=email)
            assert sent.status_code == 303
            followed = client.get(sent.location)
            answers.append((sent.location, sent.text, followed.status_code, followed.text))
        assert answers[0] == answers[1]
    assert len(mails()) == 4


@pytest.mark.parametrize(
    "email", ["", "nowhere", "a@b", "x" * 5000, "a@example.org\r\nBcc: b@example.org", "\x00"]
)
def test_a_faulty_address_is_told_beside_its_field_and_kept(client: FlaskClient, email: str) -> None:
    for page in ("/sign-up", "/password/forgotten"):
        answer = send(client, page, name="Nour", email=email)
        assert answer.status_code == 422
        assert "adresse électronique complète" in answer.text
        if page == "/sign-up":
            assert 'value="Nour"' in answer.text
    assert mails() == []


def test_asking_too_often_is_answered_with_a_wait(client: FlaskClient) -> None:
    for _ in range(MAIL_PER_ADDRESS.tries):
        assert send(client, "/password/forgotten", email="a@example.org").status_code == 303
    answer = send(client, "/password/forgotten", email="A@example.org")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert "Trop d’essais" in answer.text


def test_signing_in_leads_to_where_one_wanted_to_be(client: FlaskClient) -> None:
    person = someone()
    asked = client.get("/account")
    assert asked.status_code == 303
    back = send(client, asked.location, email=person.email, password=PASSWORD)
    assert (back.status_code, back.location) == (303, "/account")
    assert client.get("/sign-in").status_code == 303


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"]
)
def test_signing_in_never_leads_off_the_site(client: FlaskClient, target: str) -> None:
    person = someone()
    page = "/sign-in"
    opened = client.get(page)
    data = {**own_forms(opened)[0].values, "email": person.email, "password": PASSWORD}
    answer = client.post(page, query_string={"next": target}, data=data)
    assert answer.status_code == 303
    assert "evil" not in answer.location
    assert answer.location.startswith("/")


def test_a_member_signing_in_comes_to_the_exchanges(client: FlaskClient) -> None:
    organisation = an_organisation()
    answer = send(client, "/sign-in", email=organisation.manager.email, password=PASSWORD)
    assert answer.location == "/claims"


def test_a_wrong_sign_in_tells_nothing_and_keeps_the_address(client: FlaskClient) -> None:
    someone("known@example.org")
    answers = []
    for email in ("known@example.org", "other@example.org"):
        answer = send(client, "/sign-in", email=email, password="a wrong password")
        assert answer.status_code == 422
        assert f'value="{email}"' in answer.text
        assert "a wrong password" not in answer.text
        plain = re.sub(r'value="[^"]*"', "", answer.text)
        answers.append(plain)
    assert answers[0] == answers[1]
    assert "Adresse ou mot de passe inexact" in answers[0]


def test_too_many_wrong_sign_ins_end_in_a_wait(client: FlaskClient, sqlite_app: Flask) -> None:
    person = someone()
    for _ in range(SIGN_IN_PER_ADDRESS.tries):
        assert send(client, "/sign-in", email=person.email, password="a wrong one").status_code == 422
    answer = send(client, "/sign-in", email=person.email, password=PASSWORD)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    clock: StoppedClock = sqlite_app.extensions["clock"]
    clock.set(NOW + SIGN_IN_PER_ADDRESS.window)
    assert send(client, "/sign-in", email=person.email, password=PASSWORD).status_code == 303


def test_each_sign_in_is_a_new_session_and_signing_out_ends_it(client: FlaskClient) -> None:
    person = someone()
    send(client, "/sign-in", email=person.email, password=PASSWORD)
    with client.session_transaction() as cookie:
        first = cookie["_user_id"]
    out = send(client, "/account", to="/sign-out")
    assert (out.status_code, out.location) == (303, "/")
    assert client.get("/account").status_code == 303
    send(client, "/sign-in", email=person.email, password=PASSWORD)
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != first
        cookie["_user_id"] = first  # a stolen copy of the ended session opens nothing
    assert client.get("/account").status_code == 303


def test_a_reset_goes_from_a_wish_to_a_new_password(client: FlaskClient) -> None:
    person = someone("camille@example.org")
    send(client, "/password/forgotten", email="camille@example.org")
    path = f"/password/{token_of(mails()[-1])}"
    short = send(client, path, password="trop court")
    assert short.status_code == 422
    assert "au moins 12 caractères" in words(short)
    done = send(client, path, password=NEW)
    assert (done.status_code, done.location) == (303, "/sign-in")
    assert send(client, "/sign-in", email=person.email, password=NEW).status_code == 303


@pytest.mark.parametrize("path", ["/sign-up/{}", "/password/{}", "/invitations/{}"])
@pytest.mark.parametrize("token", ["never-was", "x" * 3000, "%ED%A0%80", "<script>"])
def test_a_link_that_opens_nothing_says_so_and_what_to_do(client: FlaskClient, path: str, token: str) -> None:
    answer = client.get(path.format(token))
    assert answer.status_code == 410
    assert "n’est plus valable" in words(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<script>never" not in answer.text


def test_a_link_used_meanwhile_in_another_window_says_so(client: FlaskClient) -> None:
    someone("camille@example.org")
    send(client, "/password/forgotten", email="camille@example.org")
    token = token_of(mails()[-1])
    form = own_forms(client.get(f"/password/{token}"))[-1]
    credentials.reset_password(token, NEW, NOW)
    again = client.post(f"/password/{token}", data={**form.values, "password": "encore un autre mot"})
    assert again.status_code == 410


def test_pages_with_secrets_are_kept_in_no_cache(client: FlaskClient) -> None:
    send(client, "/sign-up", name="Nour", email="nour@example.org")
    path = f"/sign-up/{token_of(mails()[-1])}"
    for page in ("/sign-in", "/sign-up", path):
        assert client.get(page).headers["Cache-Control"] == "no-store"


def test_a_mails_link_never_follows_the_host_header(client: FlaskClient) -> None:
    someone("camille@example.org")
    opened = own_forms(client.get("/password/forgotten"))[-1]
    client.post(
        "/password/forgotten",
        data={**opened.values, "email": "camille@example.org"},
        headers={"X-Forwarded-Host": "evil.example"},
    )
    (mail,) = mails()
    assert "evil" not in repr(mail.parameters)


def test_a_form_without_its_token_is_refused(client: FlaskClient) -> None:
    person = someone()
    answer = client.post("/sign-in", data={"email": person.email, "password": PASSWORD})
    assert answer.status_code == 400
    assert client.get("/account").status_code == 303


def _invitation(email: str, role: str = "member") -> tuple[Any, str]:
    organisation = an_organisation("Les Jardins")
    members.invite(organisation.actor, Invite(email, role), NOW)
    return organisation, f"/invitations/{token_of(mails()[-1])}"


def test_an_invited_newcomer_opens_an_account_and_is_in(client: FlaskClient) -> None:
    organisation, path = _invitation("nour@example.org", "manager")
    assert "Rejoindre Les Jardins" in words(client.get(path))
    assert send(client, path, name="Nour", password="short").status_code == 422
    done = send(client, path, name="Nour", password=PASSWORD)
    assert (done.status_code, done.location) == (303, "/organisations/les-jardins")
    assert len(members_of(organisation.id)) == 2
    assert client.get("/organisations/les-jardins/members").status_code == 200


def test_an_invited_person_signs_in_and_joins(client: FlaskClient) -> None:
    organisation, path = _invitation("camille@example.org")
    person = someone("camille@example.org")
    offered = client.get(path)
    assert "connectez-vous pour accepter" in words(offered)
    assert send(client, f"/sign-in?next={path}", email=person.email, password=PASSWORD).location == path
    done = send(client, path)
    assert (done.status_code, done.location) == (303, "/organisations/les-jardins")
    assert len(members_of(organisation.id)) == 2
    assert "Bienvenue" in client.get("/account").text


def test_an_invitation_is_not_for_whoever_happens_to_be_signed_in(client: FlaskClient) -> None:
    organisation, path = _invitation("camille@example.org")
    signed_in(client, someone("other@example.org").public_id)
    page = client.get(path)
    assert "autre adresse" in words(page)
    csrf = next(form for form in forms(page) if form.action == "/sign-out").values["csrf_token"]
    assert client.post(path, data={"csrf_token": csrf}).status_code == 200
    assert len(members_of(organisation.id)) == 1


def test_a_suspended_person_is_out_at_the_next_request(client: FlaskClient) -> None:
    person = a_member(an_organisation().id)
    signed_in(client, person.public_id)
    assert client.get("/account").status_code == 200
    administering.take_step(an_administrator().actor, person.public_id, "suspend", NOW)
    assert client.get("/account").status_code == 303
    refused = send(client, "/sign-in", email=person.email, password=PASSWORD)
    assert refused.status_code == 422
