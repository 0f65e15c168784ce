from __future__ import annotations

import pytest

from exchange.gateways.geocoder.gazetteer import Commune, Gazetteer, Part, Postcode
from exchange.gateways.geocoder.meanings import Meaning, commune_place, worded
from exchange.kernel.geography import Point
from tests.builders.gazetteers import a_place

ERSTEIN = a_place("67130", "Erstein")
KRAFFT = Part(ERSTEIN.key, "Krafft", point=Point(48.4, 7.7))
OWN_POINT = Point(48.45, 7.65)


@pytest.mark.parametrize(
    ("meaning", "label", "kind", "precision"),
    [
        (Meaning(ERSTEIN), "Erstein (Bas-Rhin)", "commune", "commune"),
        (Meaning(ERSTEIN, is_address=True), "Erstein (Bas-Rhin)", "address", "commune"),
        (Meaning(ERSTEIN, KRAFFT), "Krafft, Erstein (Bas-Rhin)", "locality", "locality"),
        (
            Meaning(ERSTEIN, Part(ERSTEIN.key, "Erstein 2e", "arrondissement")),
            "Erstein 2e (Bas-Rhin)",
            "arrondissement",
            "commune",
        ),
        (
            Meaning(ERSTEIN, postcode=Postcode("FR", "67150", ERSTEIN.key)),
            "67150 Erstein (Bas-Rhin)",
            "postcode",
            "commune",
        ),
        (
            Meaning(ERSTEIN, postcode=Postcode("FR", "67150", ERSTEIN.key, point=OWN_POINT)),
            "67150 Erstein (Bas-Rhin)",
            "postcode",
            "postcode",
        ),
        (
            Meaning(ERSTEIN, KRAFFT, Postcode("FR", "67150", ERSTEIN.key, "Krafft"), is_address=True),
            "67150 Krafft (Bas-Rhin)",
            "address",
            "locality",
        ),
    ],
)
def test_a_meaning_says_what_it_is_and_what_its_point_stands_for(
    meaning: Meaning, label: str, kind: str, precision: str
) -> None:
    place = worded(Gazetteer([ERSTEIN], []), [meaning], 8)[0]

    assert (place.label, place.kind, place.precision) == (label, kind, precision)


def test_what_is_meant_twice_is_said_once() -> None:
    assert (
        len(worded(Gazetteer([ERSTEIN], []), [Meaning(ERSTEIN), Meaning(ERSTEIN, is_address=True)], 8)) == 1
    )


def labels(*communes: Commune) -> list[str]:
    rows = [Postcode(commune.country, f"1000{place}", commune.key) for place, commune in enumerate(communes)]
    return [place.label for place in worded(Gazetteer(communes, rows), map(Meaning, communes), 8)]


def test_a_label_says_no_more_than_tells_its_neighbours_apart() -> None:
    here, there = a_place("1", "Val", context="Vosges"), a_place("2", "Val", context="Meuse")
    twin, abroad = (
        a_place("3", "Val", context="Meuse"),
        a_place("LU-1", "Val", country="LU", context="Luxembourg"),
    )

    assert labels(here, there) == ["Val (Vosges)", "Val (Meuse)"]
    assert labels(there, twin) == ["Val (Meuse, 10000)", "Val (Meuse, 10001)"]
    assert labels(here, abroad) == ["Val (Vosges, France)", "Val (Luxembourg)"]
    assert commune_place(here).label == "Val (Vosges)"
