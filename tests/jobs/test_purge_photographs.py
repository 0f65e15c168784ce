"""The job that forgets photographs that nobody shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Flask

from exchange.gateways.media_store import MediaStore
from exchange.jobs import purge_photographs
from exchange.listings.actions.photographs import judge_all, keep_all
from tests.builders.listings import a_giver
from tests.houses import NOW
from tests.media.test_actions import jpeg


def test_the_job_takes_the_photograph_and_its_files_from_the_configured_folder(app: Flask) -> None:
    store = MediaStore(app.extensions["settings"].media_dir)
    keep_all(a_giver().actor, store, judge_all([("quai.jpg", jpeg(40, 30))]), now=NOW)
    assert len(list(store.names())) == 2
    assert purge_photographs.run(datetime.now(UTC) + timedelta(days=2)) == 3
    assert list(store.names()) == []
