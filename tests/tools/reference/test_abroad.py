from __future__ import annotations

from tests.tools.reference.places_given import place
from tools.reference.abroad import country_row
from tools.reference.places import Abroad, commune_and_postcodes


def test_a_country_stands_amid_its_communes_and_claims_no_population() -> None:
    communes = [
        commune_and_postcodes(
            Abroad(str(latitude), country, "Ville", "Europe/Luxembourg"),
            [place(country, "1", "Ville", latitude=latitude)],
        )[0]
        for latitude, country in ((49.0, "LU"), (50.0, "LU"), (10.0, "DE"))
    ]

    row = country_row({"code": "LU", "name": "Luxembourg", "communes": 100}, communes)

    assert (row.key, row.latitude, row.communes, row.population) == ("country:LU", 49.5, 100, None)
