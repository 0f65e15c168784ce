"""Loading the whole ground that is committed: the other tests stand on a part of it."""

from __future__ import annotations

import csv
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from exchange.app import create_app
from exchange.settings import Settings
from exchange.storage import migrating
from exchange.storage.database import disconnect, session
from exchange.territories.exports import gazetteer
from exchange.territories.loading import load
from exchange.territories.models import Perimeter, Territory
from exchange.territories.queries import (
    commune_of,
    levels_of,
    perimeter_of,
    successors_of,
    territories,
    territory,
)
from tests.ground import COMMITTED, rows

NOW = datetime(2026, 3, 16, 9, 30, tzinfo=UTC)
LATER = datetime(2027, 2, 1, 8, 0, tzinfo=UTC)
GONE, HEIR = "67005", "67067"
"""Alteckendorf, which an invented vintage to come gives to Brumath, in another EPCI."""


@contextmanager
def migrated(settings: Settings) -> Iterator[Flask]:
    """Yield an application over a database with tables and nothing in them."""
    migrating.upgrade(settings)
    app = create_app(settings)
    with app.app_context():
        yield app
    disconnect(app)


def next_vintage(folder: Path) -> Path:
    """Write the committed files a year later, one commune having been taken over by another."""
    shutil.copytree(COMMITTED, folder)
    written = {
        "communes": [row for row in rows("communes") if row["code"] != GONE],
        "postcodes": [row for row in rows("postcodes") if row["commune"] != GONE],
        "parts": [*rows("parts"), {"code": GONE, "kind": "former", "name": "Alteckendorf", "commune": HEIR}],
    }
    for name, kept in written.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(kept[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(kept)
    (folder / "provenance.json").write_text(json.dumps({"vintage": "2027-01-01"}), encoding="utf-8")
    return folder


def test_the_whole_ground_comes_in_once_and_a_merger_ends_one_commune_alone(
    blank: Settings, tmp_path: Path
) -> None:
    with migrated(blank):
        assert load(NOW).changed
        began = time.perf_counter()
        assert not load(NOW).changed
        assert time.perf_counter() - began < 1, "only the hash is read"
        assert territories(level="commune").total == 38_641
        assert len(perimeter_of("country:FR")) == 34_875
        assert commune_of("commune:75111").name == "Paris"
        known = gazetteer()
        assert [row.commune for row in known.postcodes("75011", "FR")] == ["commune:75056"] * 2
        assert {named.commune.country for named in known.named("cologne")} == {"FR", "DE"}
        gone, heir = commune_of(f"commune:{GONE}"), commune_of(f"commune:{HEIR}")
        above = levels_of(gone.id)

        loaded = load(LATER, next_vintage(tmp_path / "2027"))

        assert (loaded.communes, loaded.changed) == (38_640, True)
        assert len(perimeter_of("country:FR")) == 34_874
        former = territory(f"commune:{GONE}")
        assert (former.id, former.valid_until) == (gone.id, date(2027, 1, 1))
        assert [view.key for view in successors_of(gone.id)] == [heir.key]
        assert commune_of(f"commune:{GONE}").id == heir.id
        ended = select(Perimeter.territory_id).where(
            Perimeter.commune_id == gone.id, Perimeter.valid_until == date(2027, 1, 1)
        )
        assert set(session().scalars(ended)) == {view.id for view in above}
        assert (
            session().scalar(
                select(func.count()).select_from(Territory).where(Territory.valid_until.is_not(None))
            )
            == 1
        )
