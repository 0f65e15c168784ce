"""Photographs of listings: who sees them, in which order, and when they go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from exchange.gateways.media_store import MediaStore
from exchange.kernel.actor import ANONYMOUS
from exchange.kernel.errors import Forbidden, Missing, Refusals
from exchange.listings.actions import writing
from exchange.listings.actions.photographs import judge_all, keep_all, purge, upload
from exchange.listings.commands import ShowPhotograph
from exchange.listings.queries.cards import latest
from exchange.listings.queries.detail import detail
from exchange.listings.queries.photographs import visible_photograph
from tests.builders.listings import Giver, a_command, a_draft, a_giver, a_listing
from tests.houses import NOW
from tests.media.test_actions import jpeg


@pytest.fixture
def giver(app: Flask) -> Giver:
    return a_giver()


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path)


def kept(giver: Giver, store: MediaStore, count: int = 1) -> tuple[str, ...]:
    return keep_all(giver.actor, store, judge_all([("quai.jpg", jpeg(40, 30))] * count), now=NOW)


def test_one_faulty_file_does_not_lose_its_neighbours(giver: Giver, store: MediaStore) -> None:
    files = [("a.jpg", jpeg(40, 30)), ("b.txt", b"words"), ("c.jpg", jpeg(30, 40))]
    ids, refusals = upload(giver.actor, store, files, now=NOW)
    assert len(ids) == 2
    assert [refusal.values["name"] for refusal in refusals] == ["b.txt"]
    with pytest.raises(Refusals):
        judge_all(files)
    with pytest.raises(Forbidden):
        upload(ANONYMOUS, store, files, now=NOW)


def test_photographs_keep_their_order_and_words_and_the_first_is_the_cards(
    giver: Giver, store: MediaStore
) -> None:
    one, two, three = kept(giver, store, 3)
    shown = (ShowPhotograph(two, "Le quai"), ShowPhotograph(one), ShowPhotograph(two, "Le quai"))
    listing = a_listing(giver, photographs=shown)
    assert [(each.public_id, each.alternative) for each in detail(ANONYMOUS, listing).photographs] == [
        (two, "Le quai"),
        (one, ""),
    ]
    assert (latest()[0].photograph, latest()[0].photograph_alternative) == (two, "Le quai")
    reordered = replace(a_command(giver), photographs=(ShowPhotograph(three), ShowPhotograph(two)))
    writing.edit(giver.actor, listing, reordered, now=NOW)
    assert [each.public_id for each in detail(ANONYMOUS, listing).photographs] == [three, two]


def test_a_listing_shows_six_at_most_and_only_ones_own(giver: Giver, store: MediaStore) -> None:
    seven = tuple(ShowPhotograph(each) for each in kept(giver, store, 7))
    with pytest.raises(Refusals) as caught:
        a_draft(giver, photographs=seven)
    assert [refusal.code for refusal in caught.value.refusals] == ["listing-too-many-photographs"]
    with pytest.raises(Refusals) as caught:
        a_draft(a_giver(name="Autre"), photographs=seven[:1])
    assert [refusal.code for refusal in caught.value.refusals] == ["listing-photograph-unknown"]


def test_a_photograph_is_seen_by_whoever_reads_its_listing(giver: Giver, store: MediaStore) -> None:
    (photograph,) = kept(giver, store)
    other = a_giver(name="Autre")
    assert not visible_photograph(giver.actor, photograph).is_public
    draft = a_draft(giver, photographs=(ShowPhotograph(photograph),))
    for actor in (ANONYMOUS, other.actor):
        with pytest.raises(Missing):
            visible_photograph(actor, photograph)
    assert not visible_photograph(giver.actor, photograph).is_public
    a_listing(giver, photographs=(ShowPhotograph(photograph),))
    assert visible_photograph(ANONYMOUS, photograph).is_public
    assert draft


def test_photographs_that_nobody_shows_go_after_a_day(giver: Giver, store: MediaStore) -> None:
    shown, orphan = kept(giver, store, 2)
    a_listing(giver, photographs=(ShowPhotograph(shown),))
    assert purge(store, NOW + timedelta(hours=23)) == 0
    later = datetime.now(UTC) + timedelta(days=2)
    assert purge(store, later) == 1 + 2
    with pytest.raises(Missing):
        visible_photograph(giver.actor, orphan)
    assert visible_photograph(giver.actor, shown)
    assert purge(store, later) == 0
