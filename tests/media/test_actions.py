"""Keeping, forgetting and sweeping photographs: rows and files never part."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import func, select

from exchange.gateways.media_store import MediaStore
from exchange.media import actions
from exchange.media.errors import FileTooLarge, NotAPhotograph, TooManyPixels
from exchange.media.models import Photograph
from exchange.media.queries import faults, kept_by, photograph_for
from exchange.media.rules import MAX_BYTES, VARIANTS
from exchange.storage.database import session, transaction
from tests.builders.listings import Giver, a_giver
from tests.houses import NOW


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path / "media")


@pytest.fixture
def keep(app: Flask, store: MediaStore) -> Callable[..., str]:
    giver: Giver = a_giver()

    def kept(data: bytes, name: str = "quai.jpg") -> str:
        assert giver.actor.organisation_id is not None
        return actions.keep(
            store,
            actions.judged(data, name=name),
            organisation_id=giver.actor.organisation_id,
            by="p",
            now=NOW,
        )

    return kept


def jpeg(width: int = 2_000, height: int = 1_000, colour: str = "brown") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(stream, "JPEG")
    return stream.getvalue()


def test_a_photograph_is_kept_with_both_its_files(keep: Callable[..., str], store: MediaStore) -> None:
    view = photograph_for(keep(jpeg()))
    assert (view.width, view.height) == (2_000, 1_000)
    sizes = {}
    for variant in VARIANTS:
        path = store.path(view.file_name(variant))
        assert path is not None
        with Image.open(path) as shown:
            sizes[variant] = shown.size
    assert sizes == {"large": (1_600, 800), "card": (640, 320)}
    assert list(faults(store)) == []
    assert kept_by(view.organisation_id, [view.public_id]) == {view.public_id: view}
    assert kept_by(view.organisation_id + 1, [view.public_id]) == {}


def test_each_fault_names_the_file_and_keeps_nothing(keep: Callable[..., str], store: MediaStore) -> None:
    for data, refusal in (
        (b"\xff\xd8" + b"0" * MAX_BYTES, FileTooLarge),
        (b"not a photograph", NotAPhotograph),
        (jpeg(10_000, 4_001), TooManyPixels),
    ):
        with pytest.raises(refusal) as caught:
            keep(data, name="très long nom " * 20)
        assert caught.value.at == "photographs"
        assert len(caught.value.values["name"]) == 60
    assert session().scalar(select(func.count()).select_from(Photograph)) == 0
    assert list(store.names()) == []


def test_a_lost_file_is_a_fault(keep: Callable[..., str], store: MediaStore) -> None:
    view = photograph_for(keep(jpeg()))
    store.remove(view.file_name("card"))
    (fault,) = faults(store)
    assert str(fault) == f"photograph-file {view.public_id}: the card file is missing"


def test_forgetting_one_of_two_equal_photographs_leaves_the_other_whole(
    keep: Callable[..., str], store: MediaStore
) -> None:
    first, second = photograph_for(keep(jpeg())), photograph_for(keep(jpeg()))
    assert first.sha256 == second.sha256
    assert actions.forget([first.id]) == 1
    later = datetime.now(UTC) + timedelta(days=2)
    assert actions.sweep(store, later) == 2
    assert store.path(second.file_name("large")) is not None
    assert list(faults(store)) == []


def test_the_sweep_spares_what_was_written_within_a_day(keep: Callable[..., str], store: MediaStore) -> None:
    store.put("cd/cdef-x-large.webp", b"an upload under way")
    assert actions.sweep(store, datetime.now(UTC) + timedelta(hours=23)) == 0
    half_written = store.root / "cd" / ".writing-left-by-a-crash"
    half_written.write_bytes(b"half")
    old = (datetime.now(UTC) - timedelta(days=2)).timestamp()
    os.utime(half_written, (old, old))
    keep(jpeg())
    assert actions.sweep(store, datetime.now(UTC)) == 1
    assert not half_written.exists()


def test_a_transaction_that_fails_leaves_no_row_and_a_file_for_the_sweep(
    keep: Callable[..., str], store: MediaStore
) -> None:
    with pytest.raises(RuntimeError), transaction():
        keep(jpeg())
        raise RuntimeError
    assert session().scalar(select(func.count()).select_from(Photograph)) == 0
    assert actions.sweep(store, datetime.now(UTC) + timedelta(days=2)) == 2
