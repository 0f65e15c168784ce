from __future__ import annotations

from datetime import timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.kernel.errors import Invalid, Refusals
from exchange.kernel.geography import Point, distance_km
from exchange.organisations.rules import (
    COUNTRIES,
    FARTHEST_KM,
    KINDS,
    MOST_LOOKS,
    NEAREST_KM,
    SCHEMES,
    check_identifiers,
    identifiers_asked,
    is_near,
    next_look,
    public_point,
    read_identifier,
    slugs,
)

CATHEDRAL = Point(48.5818, 7.7510)
CHANCE = st.floats(0, 1, exclude_max=True)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("country", COUNTRIES)
def test_every_kind_in_every_country_is_asked_known_numbers(kind: str, country: str) -> None:
    asked = identifiers_asked(kind, country)
    assert set(asked.schemes) <= set(SCHEMES)
    assert bool(asked.schemes) or not asked.needs_one
    assert not (asked.may_be_new and not asked.needs_one)


def test_no_rna_is_ever_needed() -> None:
    for kind in KINDS:
        asked = identifiers_asked(kind, "FR")
        assert asked.schemes != ("rna",)
    kept = check_identifiers(
        "association", "FR", {"court_register": "Strasbourg, volume 92, folio 185"}, is_new=False
    )
    assert kept == {"court_register": "Strasbourg, volume 92, folio 185"}


@pytest.mark.parametrize(
    ("scheme", "country", "typed", "kept"),
    [
        ("siren", "FR", "732 829 320", "732829320"),
        ("siret", "FR", "732 829 320 00074", "73282932000074"),
        ("siret", "FR", "356.000.000.09075", "35600000009075"),
        ("eu_vat", "FR", "fr 40 303 265 045", "FR40303265045"),
        ("eu_vat", "LU", "LU 150 274 42", "LU15027442"),
        ("eu_vat", "BE", "BE 0403.019.261", "BE0403019261"),
        ("eu_vat", "DE", "DE 136 695 976", "DE136695976"),
        ("rna", "FR", "w 671 000 123", "W671000123"),
        ("lu_rcs", "LU", "b 123 456", "B123456"),
        ("lu_rcs", "LU", "RCS F1234", "F1234"),
        ("court_register", "FR", "strasbourg, volume 92, folio 185", "Strasbourg, volume 92, folio 185"),
        ("court_register", "FR", "Strasbourg vol. 92 fol. 185", "Strasbourg, volume 92, folio 185"),
        (
            "court_register",
            "FR",
            "Illkirch-Graffenstaden vol XXIII n° 7",
            "Illkirch-Graffenstaden, volume XXIII, folio 7",
        ),
        ("court_register", "FR", "Colmar 12/34", "Colmar, volume 12, folio 34"),
    ],
)
def test_a_number_is_read_however_it_is_spaced(scheme: str, country: str, typed: str, kept: str) -> None:
    assert read_identifier(scheme, typed, country) == kept
    assert read_identifier(scheme, kept, country) == kept


@pytest.mark.parametrize(
    ("scheme", "country", "typed"),
    [
        ("siren", "FR", "732829321"),
        ("siren", "FR", "73282932"),
        ("siret", "FR", "73282932000079"),
        ("siret", "FR", "35600000009076"),
        ("siret", "FR", "٧٣٢٨٢٩٣٢٠٠٠٠٧٤"),
        ("eu_vat", "FR", "LU15027442"),
        ("eu_vat", "FR", "303265045"),
        ("eu_vat", "FR", "FR40303265046"),
        ("eu_vat", "LU", "LU15027443"),
        ("rna", "FR", "671000123"),
        ("rna", "FR", "W67100012"),
        ("rna", "FR", "W6710001234"),
        ("lu_rcs", "LU", "123456"),
        ("lu_rcs", "LU", "B1234567"),
        ("court_register", "FR", "Strasbourg"),
        ("court_register", "FR", "volume 92, folio 185"),
        ("court_register", "FR", "92 185"),
        ("court_register", "FR", "x" * 41 + ", volume 1, folio 2"),
    ],
)
def test_a_wrong_number_is_refused_beside_its_field(scheme: str, country: str, typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_identifier(scheme, typed, country)
    assert refused.value.at == scheme
    assert refused.value.code.startswith("identifier-")


@given(st.sampled_from(SCHEMES), st.sampled_from(COUNTRIES), st.text(max_size=120))
def test_any_text_is_a_number_or_is_refused(scheme: str, country: str, text: str) -> None:
    try:
        kept = read_identifier(scheme, text, country)
    except Invalid:
        return
    assert kept
    assert len(kept) <= 80


@pytest.mark.parametrize(
    ("kind", "country", "given_numbers", "is_new", "codes"),
    [
        ("company", "FR", {}, False, ["identifier-missing"]),
        ("company", "FR", {}, True, ["identifier-missing"]),
        ("company", "FR", {"rna": "W671000123"}, False, ["identifier-not-asked"]),
        ("company", "LU", {}, True, ["identifier-missing"]),
        ("company", "CH", {}, False, []),
        ("company", "BE", {}, False, []),
        ("association", "FR", {}, False, ["identifier-missing-unless-new"]),
        ("association", "FR", {}, True, []),
        ("association", "LU", {}, True, []),
        ("association", "FR", {"rna": "W1"}, True, ["identifier-rna-invalid"]),
        (
            "association",
            "FR",
            {"rna": "W1", "siren": "1"},
            False,
            ["identifier-rna-invalid", "identifier-siren-invalid"],
        ),
        (
            "company",
            "FR",
            {"siren": "732829320", "siret": "35600000009075"},
            False,
            ["identifier-siret-of-another"],
        ),
        ("company", "FR", {"siren": "732829320", "siret": "73282932000074", "eu_vat": " "}, False, []),
    ],
)
def test_what_is_missing_or_wrong_is_told_at_once(
    kind: str, country: str, given_numbers: dict[str, str], is_new: bool, codes: list[str]
) -> None:
    if not codes:
        kept = check_identifiers(kind, country, given_numbers, is_new=is_new)
        assert set(kept) == {scheme for scheme, text in given_numbers.items() if text.strip()}
        return
    with pytest.raises(Refusals) as refused:
        check_identifiers(kind, country, given_numbers, is_new=is_new)
    assert [refusal.code for refusal in refused.value.refusals] == codes
    assert all(refusal.at for refusal in refused.value.refusals)


@given(st.floats(-89, 89), st.floats(-180, 180), CHANCE, CHANCE)
def test_a_public_point_lies_100_to_400_metres_away(
    latitude: float, longitude: float, turn: float, reach: float
) -> None:
    exact = Point(latitude, longitude)
    distance = distance_km(exact, public_point(exact, turn, reach))
    assert NEAREST_KM - 1e-6 <= distance <= FARTHEST_KM + 1e-6


@given(CHANCE, st.integers(1, 10))
def test_every_spot_of_the_ring_is_as_likely_as_any_other(turn: float, tenths: int) -> None:
    """A share of the chances reaches a share of the ring's area: the draw is uniform by area."""
    share = tenths / 10
    distance = distance_km(CATHEDRAL, public_point(CATHEDRAL, turn, share))
    area = (distance**2 - NEAREST_KM**2) / (FARTHEST_KM**2 - NEAREST_KM**2)
    assert area == pytest.approx(share, abs=1e-6)


def test_every_direction_is_as_likely_as_any_other() -> None:
    points = [public_point(CATHEDRAL, turn / 360, 0.5) for turn in range(360)]
    assert sum(point.latitude > CATHEDRAL.latitude for point in points) == pytest.approx(180, abs=2)
    assert sum(point.longitude > CATHEDRAL.longitude for point in points) == pytest.approx(180, abs=2)


def test_a_name_gives_addresses_without_end() -> None:
    assert list(islice(slugs("Les Jardins de la Montagne Verte"), 3)) == [
        "les-jardins-de-la-montagne-verte",
        "les-jardins-de-la-montagne-verte-2",
        "les-jardins-de-la-montagne-verte-3",
    ]
    assert next(slugs("!!!")) == "organisation"
    assert next(slugs("New")) == "new-2"
    assert all(len(slug) <= 80 for slug in islice(slugs("x" * 200), 1000))


def test_a_position_may_lie_in_a_commune_only_if_it_is_near() -> None:
    assert is_near(Point(48.6, 7.8), CATHEDRAL)
    assert not is_near(Point(43.6, 1.44), CATHEDRAL)


def test_an_address_is_looked_up_again_ever_more_seldom_over_about_a_week() -> None:
    waits = [next_look(tries) for tries in range(MOST_LOOKS + 1)]
    kept = [wait for wait in waits if wait is not None]

    assert waits[-1] is None
    assert kept == sorted(kept)
    assert (kept[0], kept[1], kept[-1]) == (timedelta(minutes=5), timedelta(minutes=15), timedelta(days=1))
    assert timedelta(days=6) < sum(kept, timedelta()) < timedelta(days=9)
