"""Files appear whole or not at all, and only below their folder."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exchange.gateways.media_store import MediaStore

NAME = "ab/abcdef-large.webp"


def test_a_file_is_found_under_its_name_and_gone_once_removed(tmp_path: Path) -> None:
    store = MediaStore(tmp_path / "media")
    assert store.path(NAME) is None
    assert list(store.names()) == []
    store.put(NAME, b"pixels")
    path = store.path(NAME)
    assert path is not None
    assert path.read_bytes() == b"pixels"
    ((name, written),) = store.names()
    assert name == NAME
    assert datetime.now(UTC) - written < timedelta(minutes=1)
    store.remove(NAME)
    store.remove(NAME)
    assert store.path(NAME) is None


def test_a_file_is_synced_before_it_takes_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = MediaStore(tmp_path)
    calls: list[str] = []
    sync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda number: (calls.append("sync"), sync(number))[1])
    monkeypatch.setattr(
        Path, "replace", lambda self, target: (calls.append("name"), replace(self, target))[1]
    )
    store.put(NAME, b"pixels")
    assert calls == ["sync", "name", "sync", "sync"]


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = MediaStore(tmp_path)
    store.put(NAME, b"old")

    def fail(number: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="space"):
        store.put(NAME, b"new")
    assert [name for name, _ in store.names()] == [NAME]
    path = store.path(NAME)
    assert path is not None
    assert path.read_bytes() == b"old"
