"""A guard lets through whom the permission allows, and sends others where they belong."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from exchange.kernel.actor import ANONYMOUS, Actor
from exchange.kernel.errors import Forbidden
from exchange.kernel.permissions import Permission, administrator, anyone, manager, member
from exchange.web import guards
from exchange.web.guards import guard, safe_next

MEMBER = Actor(account_id=1, account="a" * 16, organisation_id=1, organisation="b" * 16, role="member")


@pytest.fixture
def guarded(monkeypatch: pytest.MonkeyPatch) -> Flask:
    app = Flask(__name__)
    app.add_url_rule("/sign-in", "accounts.sign_in", lambda: "sign in")
    for name, who in {
        "anyone": anyone,
        "member": member,
        "manager": manager,
        "administrator": administrator,
    }.items():
        view = guard(Permission(f"test.{name}", who))(lambda: "shown")
        app.add_url_rule(f"/{name}", name, view, methods=["GET", "POST"])
    return app


def as_actor(monkeypatch: pytest.MonkeyPatch, actor: Actor) -> None:
    monkeypatch.setattr(guards, "actor", lambda: actor)


def test_anyone_may_see_what_is_open_to_anyone(guarded: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    as_actor(monkeypatch, ANONYMOUS)
    assert guarded.test_client().get("/anyone").data == b"shown"


def test_an_anonymous_visitor_is_sent_to_sign_in_and_back(
    guarded: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_actor(monkeypatch, ANONYMOUS)
    answer = guarded.test_client().get("/member?page=2")
    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/member?page%3D2"


def test_what_an_anonymous_visitor_posts_is_not_repeated_by_address(
    guarded: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_actor(monkeypatch, ANONYMOUS)
    assert guarded.test_client().post("/member").location == "/sign-in"


def test_a_member_passes_where_members_may_and_is_refused_elsewhere(
    guarded: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_actor(monkeypatch, MEMBER)
    client = guarded.test_client()
    assert client.get("/member").data == b"shown"
    guarded.config["PROPAGATE_EXCEPTIONS"] = True
    for refused in ("/manager", "/administrator"):
        with pytest.raises(Forbidden):
            client.get(refused)


def test_a_narrow_token_needs_the_scope_as_well() -> None:
    writing = Permission("test.write", member, scope="write")
    narrow = Actor(account_id=1, organisation_id=1, scopes=frozenset({"read"}))
    wide = Actor(account_id=1, organisation_id=1, scopes=frozenset({"read", "write"}))
    assert not writing.allows(narrow)
    assert writing.allows(wide)
    assert writing.allows(MEMBER)


def test_every_guarded_view_carries_its_permission(guarded: Flask) -> None:
    assert guarded.view_functions["manager"].permission.action == "test.manager"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x",
        "",
        None,
        "/\t/evil.example",
    ],
)
def test_a_way_back_never_leaves_the_site(target: str | None) -> None:
    assert safe_next(target) is None


@given(st.text(alphabet="abc/?=&-:0", max_size=30))
def test_an_honest_path_is_kept_whole(tail: str) -> None:
    target = "/x" + tail
    assert safe_next(target) == target


def test_one_request_has_one_instant() -> None:
    app = Flask(__name__)

    class Ticking:
        def __init__(self) -> None:
            self.ticks = 0

        def now(self) -> datetime:
            self.ticks += 1
            return datetime(2026, 1, self.ticks, tzinfo=UTC)

    app.extensions["clock"] = Ticking()
    with app.test_request_context("/"):
        assert guards.now() == guards.now()
