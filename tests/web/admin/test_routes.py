"""Pages of administrators: nobody else comes in, and what they do holds at once."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from exchange.kernel.actor import ANONYMOUS
from exchange.organisations.queries.profile import profile, territories_of
from exchange.outbox import actions as outbox
from exchange.outbox.rules import MAX_ATTEMPTS
from exchange.storage.database import session
from tests.builders.accounts import Someone, an_administrator, mails, someone
from tests.builders.listings import a_giver, a_listing
from tests.builders.organisations import Founded, an_organisation
from tests.houses import NOW
from tests.pages import forms, own_forms, send, signed_in, words


@pytest.fixture
def administrator(client: FlaskClient) -> Someone:
    found = an_administrator()
    signed_in(client, found.public_id)
    return found


@pytest.fixture
def organisation() -> Founded:
    return an_organisation("Les Jardins", kind="association", identifiers={"rna": "W671000123"})


PAGES = ["/admin", "/admin/mails", "/admin/journal", "/admin/organisations/les-jardins"]


@pytest.mark.parametrize("page", PAGES)
def test_only_administrators_come_in(client: FlaskClient, page: str) -> None:
    an_organisation("Les Jardins", kind="association")
    assert client.get(page).status_code == 303
    signed_in(client, someone().public_id)
    assert client.get(page).status_code == 403
    signed_in(client, an_administrator().public_id)
    assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/admin/organisations/les-jardins/check",
        "/admin/organisations/les-jardins/uncheck",
        "/admin/organisations/les-jardins/standing",
        "/admin/organisations/les-jardins/territories/attach",
        "/admin/organisations/les-jardins/territories/detach",
        "/admin/accounts/somebody/standing",
        "/admin/mails/one/retry",
    ],
)
def test_nobody_else_decides_anything(client: FlaskClient, path: str) -> None:
    organisation = an_organisation("Les Jardins", kind="association")
    signed_in(client, organisation.manager.public_id)
    csrf = own_forms(client.get("/account"))[-1].values["csrf_token"]
    answer = client.post(path, data={"csrf_token": csrf, "step": "suspend", "territory": "commune:67482"})
    assert answer.status_code == 403
    assert profile(ANONYMOUS, organisation.slug).status == "active"


def test_what_waits_is_shown_and_people_are_found(
    client: FlaskClient, administrator: Someone, organisation: Founded
) -> None:
    page = client.get("/admin")
    assert "1 organisation à vérifier" in words(page)
    assert "Les Jardins" in page.text
    for text in ("jardins", "w671000123", "CAMILLE", organisation.manager.email):
        found = client.get("/admin", query_string={"q": text})
        assert "Les Jardins" in found.text or organisation.manager.email in found.text
    for odd in ("%", "\x00", "x" * 5000, "'; --", "é\ud7ff"):
        assert client.get("/admin", query_string={"q": odd}).status_code == 200


def test_a_checked_organisation_loses_its_mark(
    client: FlaskClient, administrator: Someone, organisation: Founded
) -> None:
    page = f"/admin/organisations/{organisation.slug}"
    assert "W671000123" in client.get(page).text
    assert send(client, page, to=f"{page}/check").status_code == 303
    assert mails()[-1].template == "organisations/checked"
    assert "Vérifiée" in client.get(f"/organisations/{organisation.slug}").text
    assert send(client, page, to=f"{page}/uncheck").status_code == 303
    assert "Pas encore vérifiée" in words(client.get(f"/organisations/{organisation.slug}"))


def test_suspending_an_organisation_takes_its_listings_off_the_market(
    client: FlaskClient, administrator: Someone
) -> None:
    giver = a_giver()
    a_listing(giver, title="Feutre bleu roi")
    assert "Feutre bleu roi" in client.get("/listings").text
    page = f"/admin/organisations/{giver.slug}"
    assert send(client, page, to=f"{page}/standing").status_code == 303
    assert "Feutre bleu roi" not in client.get("/listings").text
    assert client.get(f"/organisations/{giver.slug}").status_code == 200  # administrators still see it
    assert send(client, page, to=f"{page}/standing").status_code == 303
    assert "Feutre bleu roi" in client.get("/listings").text


def test_a_step_taken_twice_says_that_the_page_was_old(
    client: FlaskClient, administrator: Someone, organisation: Founded
) -> None:
    page = f"/admin/organisations/{organisation.slug}"
    stale = next(form for form in forms(client.get(page)) if form.action.endswith("/standing"))
    assert stale.values["step"] == "suspend"
    client.post(stale.action, data=stale.values)
    client.post(stale.action, data={**stale.values, "idempotency_key": "another-click"})
    assert "n’est plus dans l’état que montrait la page" in words(client.get(page))
    client.post(stale.action, data={**stale.values, "step": "explode", "idempotency_key": "third"})
    assert "n’est plus dans l’état" in words(client.get(page))


def test_a_territory_is_found_opened_and_closed(client: FlaskClient, administrator: Someone) -> None:
    body = an_organisation("Eurométropole", kind="territorial_body")
    page = f"/admin/organisations/{body.slug}"
    found = client.get(page, query_string={"q": "eurometropole"})
    attach = next(form for form in forms(found) if form.action.endswith("/attach"))
    assert attach.values["territory"] == "epci:246700488"
    assert client.post(attach.action, data=attach.values).status_code == 303
    assert [one.key for one in territories_of(body.id)] == ["epci:246700488"]
    assert "Territoires suivis" in client.get(f"/organisations/{body.slug}").text
    assert send(client, page, to=f"{page}/territories/detach").status_code == 303
    session().rollback()
    assert territories_of(body.id) == ()
    assert "Aucun territoire connu" in words(client.get(page, query_string={"q": "nulle part du tout"}))


@pytest.mark.parametrize("key", ["", "nonsense", "epci:000000000", "\x00", "x" * 3000])
def test_an_unknown_territory_is_refused_in_words(
    client: FlaskClient, administrator: Someone, key: str
) -> None:
    body = an_organisation("Eurométropole", kind="territorial_body")
    page = f"/admin/organisations/{body.slug}"
    csrf = (
        own_forms(client.get(page))[-1].values.get("csrf_token")
        or own_forms(client.get(page))[0].values["csrf_token"]
    )
    answer = client.post(f"{page}/territories/attach", data={"csrf_token": csrf, "territory": key})
    assert answer.status_code == 303
    assert "pas connu" in words(client.get(page))


def test_a_company_gets_no_territory(client: FlaskClient, administrator: Someone) -> None:
    company = an_organisation("Torréfaction")
    page = f"/admin/organisations/{company.slug}"
    shown = client.get(page)
    assert "Territoires ouverts" not in shown.text
    csrf = own_forms(shown)[0].values["csrf_token"]
    client.post(f"{page}/territories/attach", data={"csrf_token": csrf, "territory": "commune:67482"})
    assert "collectivité ou une structure d’animation" in words(client.get(page))


def test_a_person_is_suspended_and_restored_but_never_oneself(
    client: FlaskClient, administrator: Someone
) -> None:
    person = someone("camille@example.org", name="Camille Muller")
    path = f"/admin/accounts/{person.public_id}/standing"
    found = client.get("/admin?q=camille@example.org")
    form = next(form for form in forms(found) if path in form.action)
    assert client.post(form.action, data=form.values).status_code == 303
    assert "Suspendu" in client.get("/admin?q=camille@example.org").text
    own = f"/admin/accounts/{administrator.public_id}/standing"
    client.post(own, data={**form.values, "idempotency_key": "own"})
    assert "pas suspendre votre propre compte" in words(client.get("/admin"))
    missing = client.post(
        "/admin/accounts/nobody/standing", data={**form.values, "idempotency_key": "nobody"}
    )
    assert missing.status_code == 303


def test_a_mail_set_aside_is_shown_with_its_reason_and_sent_again(
    client: FlaskClient, administrator: Someone
) -> None:
    public_id = outbox.send("accounts/reset", "poison@example.org", "fr", {}, now=NOW)
    mail = outbox.lease_next(NOW)
    assert mail is not None
    for _ in range(MAX_ATTEMPTS):
        outbox.mark_failed(mail, "550 no such mailbox", NOW)
    page = client.get("/admin/mails")
    assert "550 no such mailbox" in page.text
    assert send(client, "/admin/mails", to=f"/admin/mails/{public_id}/retry").status_code == 303
    assert "Rien n’est mis de côté" in words(client.get("/admin/mails"))


def test_the_journal_tells_who_did_what(
    client: FlaskClient, administrator: Someone, organisation: Founded
) -> None:
    page = client.get("/admin/journal")
    assert "organisations.register" in page.text
    assert "Camille Muller" in page.text
    assert client.get("/admin/journal?cursor=nonsense").status_code == 422


def test_an_unknown_organisation_is_missing(client: FlaskClient, administrator: Someone) -> None:
    for slug in ("no-such", "%00"):
        assert client.get(f"/admin/organisations/{slug}").status_code == 404
