"""Addresses that no row can have: missing on both databases, never a fault of ours."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.builders.accounts import an_administrator
from tests.builders.organisations import an_organisation
from tests.clients import OutsideClient
from tests.pages import own_forms, signed_in


@pytest.mark.parametrize("odd", ["%00", "a%00b", "%ED%A0%80", "x" * 2000, "%F0%9F%99%82"])
def test_an_odd_name_in_an_address_is_missing(app: Flask, odd: str) -> None:
    client = OutsideClient(app, app.response_class)
    organisation = an_organisation()
    signed_in(client, organisation.manager.public_id)
    own = f"/organisations/{organisation.slug}"
    assert client.get(f"{own}/sites/{odd}").status_code == 404
    csrf = own_forms(client.get("/account"))[-1].values["csrf_token"]
    for path in (
        f"{own}/sites/{odd}/close",
        f"{own}/members/{odd}/remove",
        f"{own}/members/{odd}/role",
        f"{own}/invitations/{odd}/withdraw",
        f"/account/tokens/{odd}/revoke",
    ):
        answer = client.post(path, data={"csrf_token": csrf, "role": "member"})
        assert answer.status_code in {303, 404}, path
    signed_in(client, an_administrator().public_id)
    for path in (f"/admin/accounts/{odd}/standing", f"/admin/mails/{odd}/retry"):
        answer = client.post(path, data={"csrf_token": csrf, "step": "suspend"})
        assert answer.status_code in {303, 404}, path


def test_an_odd_key_of_a_form_is_no_fault_of_ours(app: Flask) -> None:
    client = OutsideClient(app, app.response_class)
    organisation = an_organisation()
    signed_in(client, organisation.manager.public_id)
    page = f"/organisations/{organisation.slug}/edit"
    form = own_forms(client.get(page))[-1]
    for key in ("\x00", "a\x00b", "x" * 5000, "🙂"):
        assert client.post(page, data={**form.values, "idempotency_key": key}).status_code in {303, 412, 422}
