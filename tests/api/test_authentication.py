from __future__ import annotations

from datetime import timedelta

import pytest

from exchange.accounts.models import Account, Membership
from exchange.organisations.models import Organisation
from exchange.storage.database import transaction
from tests.api.world import LISTING, Caller, World
from tests.houses import NOW


def test_reads_of_public_data_need_no_token(world: World) -> None:
    for path in ("/listings", "/territories", "/materials", "/waste-codes", "/geocode?q=Strasbourg"):
        assert world.calling().get(path).status_code == 200


def test_the_token_says_who_calls_and_for_which_organisation(world: World) -> None:
    me = world.calling(world.giver).get("/me").json
    assert me["account"]["id"] == world.giver.account
    assert me["organisation"]["id"] == world.giver.organisation
    assert [site["id"] for site in me["organisation"]["sites"]] == [world.giver.site]
    assert [each["slug"] for each in me["organisations"]] == ["torrefaction"]
    assert me["scopes"] == ["read", "write"]


def test_without_a_token_what_is_personal_answers_401_and_says_how(small_world: World) -> None:
    response = small_world.calling().get("/me")
    assert response.status_code == 401
    assert response.json["code"] == "token-needed"
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="gisement"'


@pytest.mark.parametrize(
    "header", ["Bearer nonsense", "Basic eDp5", "Bearer", "Bearer ", "Bearer é", "x" * 9000]
)
def test_a_bad_token_is_refused_even_where_none_is_needed(small_world: World, header: str) -> None:
    response = small_world.calling().get("/listings", headers={"Authorization": header})
    assert (response.status_code, response.json["code"]) == (401, "token-refused")
    assert 'error="invalid_token"' in response.headers["WWW-Authenticate"]


def test_an_expired_or_revoked_token_is_refused(world: World) -> None:
    for changes in ({"expires_at": NOW - timedelta(seconds=1)}, {"revoked_at": NOW}):
        response = world.token(world.giver, **changes).get("/me")
        assert (response.status_code, response.json["code"]) == (401, "token-refused")


def test_a_narrow_token_reads_and_is_told_which_scope_it_lacks_for_writing(world: World) -> None:
    narrow = world.token(world.giver, scopes="read")
    assert narrow.get("/me").status_code == 200
    response = narrow.post("/listings", LISTING)
    assert (response.status_code, response.json["code"]) == (403, "token-scope-missing")
    assert 'scope="write"' in response.headers["WWW-Authenticate"]


def test_suspension_and_removal_are_felt_from_the_next_request_on(world: World) -> None:
    calling = world.calling(world.giver)
    assert calling.get("/me").status_code == 200
    with transaction() as session:
        session.query(Organisation).filter_by(slug="torrefaction").update({"status": "suspended"})
    assert calling.get("/me").status_code == 401
    with transaction() as session:
        session.query(Account).filter_by(public_id=world.receiver.account).update({"status": "suspended"})
    assert world.calling(world.receiver).get("/me").status_code == 401
    with transaction() as session:
        other = session.query(Account).filter_by(public_id=world.other.account).one()
        session.query(Membership).filter_by(account_id=other.id).delete()
    assert world.calling(world.other).get("/me").status_code == 401


def test_the_guard_comes_before_the_body_is_looked_at(small_world: World) -> None:
    response = small_world.calling().post("/listings", {"nonsense": True})
    assert response.status_code == 401


def test_cookies_are_never_read(small_world: World) -> None:
    response = Caller(small_world.app).get("/me", headers={"Cookie": "gisement=anything; language=fr"})
    assert response.status_code == 401
    assert "Set-Cookie" not in response.headers
