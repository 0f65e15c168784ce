from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.accounts.errors import (
    EmailInvalid,
    NameMissing,
    PasswordPersonal,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
)
from exchange.accounts.rules import (
    SESSION_IDLE,
    SESSION_LONGEST,
    Limit,
    attempt_subject,
    email_folded,
    email_of,
    is_scopes,
    keeps_a_manager,
    network_of,
    password_fault,
    person_name,
    session_end,
    token_digest,
    wait_s,
)
from exchange.gateways.passwords import common
from tests.houses import NOW

OWN = ("Camille Muller", "camille.muller@torrefaction.example")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" camille@example.org ", "camille@example.org"),
        ("Camille@Example.ORG", "Camille@example.org"),
        ("o'neil+tri@sous.domaine.example", "o'neil+tri@sous.domaine.example"),
        ("c@müller.example", "c@xn--mller-kva.example"),
    ],
)
def test_an_address_is_kept_as_mail_is_sent_to_it(typed: str, kept: str) -> None:
    assert email_of(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "camille",
        "@example.org",
        "camille@",
        "camille@localhost",
        "a b@example.org",
        "camille@exa mple.org",
        "a@b@example.org",
        "camille@example.org\nBcc: all@example.org",
        "camille@example..org",
        ".camille@example.org",
        "camille@-example.org",
        "<camille@example.org>",
        "camille@example.org, other@example.org",
        "x" * 65 + "@example.org",
        "camille@" + "x" * 64 + ".org",
        "camille@" + ".".join(["x" * 60] * 5) + ".org",
        "camille@" + "é" * 70 + ".org",
        "\ud800@example.org",
    ],
)
def test_what_no_mail_reaches_is_no_address(typed: str) -> None:
    with pytest.raises(EmailInvalid):
        email_of(typed)


@given(st.text(max_size=300))
def test_any_text_is_an_address_or_is_refused(text: str) -> None:
    try:
        kept = email_of(text)
    except EmailInvalid:
        return
    assert kept.isascii()
    assert "\n" not in kept
    assert email_of(kept) == kept


def test_addresses_compare_whatever_their_case() -> None:
    assert email_folded("Camille@Example.org ") == email_folded("camille@example.ORG")


def test_a_name_stands_on_one_line() -> None:
    assert person_name("  Camille \n Muller ") == "Camille Muller"
    for wrong in ("", " \n", "x" * 121):
        with pytest.raises(NameMissing):
            person_name(wrong)


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("onze lettre", PasswordTooShort),
        ("douze lettres", type(None)),
        ("x" * 257, PasswordTooLong),
        ("MotDePasse123", PasswordTooCommon),
        ("aaaaaaaaaaaa", PasswordTooCommon),
        ("abababababab", PasswordTooCommon),
        ("gisementgisement", PasswordPersonal),
        ("CamilleMuller67", PasswordPersonal),
        ("camille.muller@torrefaction.example", PasswordPersonal),
        ("Camille aime le café noir", type(None)),
        ("密码密码密码密码一二三四", type(None)),
        ("🙂 🙃 🙂 🙃 🙂 🙃 ok", type(None)),
        ("\ud800 surrogate alone", type(None)),
    ],
)
def test_a_password_is_judged_by_length_and_surprise_alone(password: str, fault: type) -> None:
    assert isinstance(password_fault(password, OWN, common()), fault)


def test_every_common_password_is_long_enough_to_be_worth_listing() -> None:
    assert len(common()) > 100
    assert all(len(password) >= 12 and password == password.lower() for password in common())


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "unknown"),
        ("a proxy's joke", "unknown"),
    ],
)
def test_tries_are_counted_for_a_network_as_one_home_has_it(address: str, network: str) -> None:
    assert network_of(address) == network


def test_a_subject_of_tries_names_nobody() -> None:
    subject = attempt_subject("sign-in", "camille@example.org")
    assert "camille" not in subject
    assert len(subject) <= 100
    assert subject != attempt_subject("mail", "camille@example.org")


@given(st.integers(1, 50), st.integers(1, 100), st.integers(0, 3600))
def test_a_wait_never_outlasts_its_window(tries: int, count: int, passed: int) -> None:
    limit = Limit(tries, timedelta(hours=1))
    wait = wait_s(limit, count, NOW, NOW + timedelta(seconds=passed))
    assert 0 <= wait <= 3600
    assert (wait == 0) == (count <= tries)


@given(st.integers(0, 200))
def test_a_session_slides_but_never_beyond_ninety_days(days: int) -> None:
    used = NOW + timedelta(days=days)
    end = session_end(NOW, used)
    assert end <= used + SESSION_IDLE
    assert end <= NOW + SESSION_LONGEST


@pytest.mark.parametrize(
    ("scopes", "may_administer", "is_fine"),
    [
        (("read",), False, True),
        (("read", "write"), False, True),
        (("write",), False, False),
        ((), False, False),
        (("read", "admin"), False, False),
        (("read", "admin"), True, True),
        (("read", "read"), True, False),
        (("read", "everything"), True, False),
    ],
)
def test_a_token_reads_at_least_and_administers_only_for_administrators(
    scopes: tuple[str, ...], may_administer: bool, is_fine: bool
) -> None:
    assert is_scopes(scopes, may_administer=may_administer) is is_fine


@pytest.mark.parametrize(
    ("managers", "is_manager", "will_manage", "is_fine"),
    [(1, True, False, False), (1, True, True, True), (2, True, False, True), (1, False, False, True)],
)
def test_an_organisation_keeps_a_manager(
    managers: int, is_manager: bool, will_manage: bool, is_fine: bool
) -> None:
    assert keeps_a_manager(managers, is_manager=is_manager, will_manage=will_manage) is is_fine


def test_a_digest_tells_nothing_of_its_token() -> None:
    assert token_digest("one") != token_digest("two")
    assert len(token_digest("\ud800")) == 64
