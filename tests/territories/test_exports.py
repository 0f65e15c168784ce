from __future__ import annotations

from datetime import date

from flask import Flask
from sqlalchemy import update

from exchange.storage.database import transaction
from exchange.territories.exports import gazetteer
from exchange.territories.models import CommunePart, Territory
from tests.builders.territories import DIFFERDANGE, STRASBOURG, commune_id


def test_the_gazetteer_holds_the_communes_of_today_with_what_tells_them_apart(app: Flask) -> None:
    known = gazetteer()

    assert len(known) == 223
    assert known.communes[STRASBOURG].context == "Bas-Rhin"
    assert known.communes[DIFFERDANGE].context == "Luxembourg"
    assert "Straßburg" in known.communes[STRASBOURG].aliases


def test_parts_of_communes_are_known_by_their_names(app: Flask) -> None:
    with transaction() as current:
        kind, commune = "former", commune_id(STRASBOURG)
        current.add(CommunePart(code="67999", kind=kind, name="Vieille-Cité", commune_id=commune))
        current.add(CommunePart(code="67998", kind=kind, name="", commune_id=commune))
    (named,) = gazetteer().named("vieille cite")

    assert (named.commune.key, named.part and named.part.kind) == (STRASBOURG, "former")


def test_a_commune_that_ended_is_known_no_more(app: Flask) -> None:
    with transaction() as current:
        ended = update(Territory).where(Territory.key == STRASBOURG).values(valid_until=date(2027, 1, 1))
        current.execute(ended)
    known = gazetteer()

    assert STRASBOURG not in known.communes
    assert known.postcodes("67000") == []
