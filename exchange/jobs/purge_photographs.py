"""Forget photographs that no listing shows a day after they came, and files that nobody names."""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from exchange.gateways.media_store import MediaStore
from exchange.listings.actions.photographs import purge


def run(now: datetime) -> int:
    """Purge and return how many photographs and files went."""
    return purge(MediaStore(current_app.extensions["settings"].media_dir), now)
