"""Fields read what people type, exactly, and give it back as typed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import SelectField
from wtforms.validators import InputRequired, Length

from exchange.web import language
from exchange.web.fields import (
    CleanTextField,
    DayField,
    DecimalTextField,
    EuroField,
    Form,
    InstantField,
    MassKgField,
)


class Sample(Form):
    mass = MassKgField("Masse")
    number = DecimalTextField("Nombre")
    amount = EuroField("Montant")
    day = DayField("Jour")
    instant = InstantField("Heure", time_zone="Europe/Paris")
    words = CleanTextField("Mots")


@pytest.fixture(scope="module")
def bare() -> Flask:
    app = Flask(__name__)
    app.config.update(SECRET_KEY="a test", WTF_CSRF_ENABLED=False)
    language.register(app)
    return app


def filled(bare: Flask, **typed: str) -> Sample:
    with bare.test_request_context("/", method="POST"):
        form = Sample(formdata=MultiDict(typed))
        form.validate()
        assert isinstance(form.errors, dict)
        return form


@pytest.mark.parametrize(
    ("name", "typed", "read"),
    [
        ("mass", "1 234,5", 1_234_500),
        ("mass", "0.001", 1),
        ("mass", "1\u202f000", 1_000_000),
        ("number", "12,75", Decimal("12.75")),
        ("amount", "19,99", 1999),
        ("day", "30/11/2026", date(2026, 11, 30)),
        ("day", "30.11.2026", date(2026, 11, 30)),
        ("day", "2026-11-30", date(2026, 11, 30)),
        ("instant", "2026-07-01T14:00", datetime(2026, 7, 1, 12, tzinfo=UTC)),
        ("instant", "2026-12-01T14:00", datetime(2026, 12, 1, 13, tzinfo=UTC)),
        ("words", "  10 % d’humidité\r\nFûts <200 L>  ", "10 % d’humidité\nFûts <200 L>"),
    ],
)
def test_what_people_type_is_read_exactly(bare: Flask, name: str, typed: str, read: Any) -> None:
    form = filled(bare, **{name: typed})
    assert form[name].data == read
    assert not form[name].errors


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("mass", "douze"),
        ("mass", "NaN"),
        ("mass", "1e9"),
        ("mass", "0,0001"),
        ("mass", "9" * 40),
        ("number", "1,2,3"),
        ("amount", "1,234"),
        ("amount", "inf"),
        ("day", "31/02/2026"),
        ("day", "demain"),
        ("day", "0001-01-01"),
        ("instant", "2026-13-01T00:00"),
        ("instant", "hier"),
    ],
)
def test_what_cannot_be_read_is_kept_and_told_beside_its_field(bare: Flask, name: str, typed: str) -> None:
    form = filled(bare, **{name: typed})
    assert form[name].data is None
    assert len(form[name].errors) == 1
    with bare.test_request_context("/"):
        assert form[name]._value() == typed


@given(mass_g=st.integers(0, 10**12), read_in=st.sampled_from(["fr", "en", "de"]))
def test_a_mass_shown_and_typed_again_is_the_same_mass(bare: Flask, mass_g: int, read_in: str) -> None:
    with bare.test_request_context("/"), force_locale(read_in):
        field = Sample(formdata=None).mass
        field.data = mass_g
        assert field.read(field._value()) == mass_g


@pytest.mark.parametrize(
    ("read_in", "typed", "read"),
    [
        ("en", "1,234.5", Decimal("1234.5")),
        ("en", "12,5", Decimal("12.5")),
        ("en", "1.234", Decimal("1.234")),
        ("de", "1.234,5", Decimal("1234.5")),
        ("de", "12.5", Decimal("12.5")),
        ("fr", "1,234", Decimal("1.234")),
        ("fr", "1.234", Decimal("1.234")),
    ],
)
def test_numbers_are_read_in_either_fashion(bare: Flask, read_in: str, typed: str, read: Decimal) -> None:
    with bare.test_request_context("/", method="POST"), force_locale(read_in):
        form = Sample(formdata=MultiDict({"number": typed}))
        form.validate()
        assert (form.number.data, list(form.number.errors)) == (read, [])


@pytest.mark.parametrize(
    ("read_in", "typed", "offered"), [("en", "1,234", "1.234"), ("de", "1.234", "1,234")]
)
def test_a_number_of_two_meanings_is_asked_for_again(
    bare: Flask, read_in: str, typed: str, offered: str
) -> None:
    with bare.test_request_context("/", method="POST"), force_locale(read_in):
        form = Sample(formdata=MultiDict({"mass": typed}))
        form.validate()
        assert form.mass.data is None
        (told,) = form.mass.errors
        assert "1234" in told
        assert offered in told


def test_every_form_shown_carries_a_new_key(bare: Flask) -> None:
    with bare.test_request_context("/"):
        assert Sample().key() != Sample().key()


@pytest.mark.parametrize(
    ("typed", "read"), [("3", 3), ("", None), ("x", None), ("-1", None), ("9" * 20, None)]
)
def test_a_version_is_read_or_left_out(bare: Flask, typed: str, read: int | None) -> None:
    assert filled(bare, version=typed).version_read() == read


def test_what_the_library_says_is_said_in_the_words_of_the_house(bare: Flask) -> None:
    class Choice(Form):
        kind = SelectField("Nature", choices=[("one", "Un")])
        word = CleanTextField("Mot", [InputRequired()])
        short = CleanTextField("Court", [Length(max=2)])

    for read_in, needed in (("fr", "obligatoire"), ("en", "required")):
        with bare.test_request_context("/", method="POST"), force_locale(read_in):
            form = Choice(formdata=MultiDict({"kind": "other", "word": "", "short": "long"}))
            form.validate()
            told = [message for field in (form.kind, form.word, form.short) for message in field.errors]
            assert len(told) == 3
            assert needed in told[1]
            assert not any("Field" in message or "Not a" in message for message in told)
