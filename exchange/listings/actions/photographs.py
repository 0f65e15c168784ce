"""Photographs that wait for a listing, and those that nobody shows any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from exchange.gateways.media_store import MediaStore
from exchange.kernel.actor import Actor
from exchange.kernel.errors import Forbidden, Refusal, Refusals
from exchange.listings.queries.photographs import orphans
from exchange.media import actions as media
from exchange.storage.database import transaction


def upload(
    actor: Actor, store: MediaStore, files: Iterable[tuple[str, bytes]], *, now: datetime
) -> tuple[tuple[str, ...], tuple[Refusal, ...]]:
    """Keep (name, content) files for the organisation acted for, unattached as yet.

    Returns the public ids of those kept and a refusal for each of the others: one faulty file does
    not lose its neighbours.

    Raises: Forbidden.
    """
    if actor.organisation_id is None:
        raise Forbidden
    kept, refused = [], []
    for name, content in files:
        try:
            kept.append(
                media.keep(
                    store,
                    content,
                    name=name,
                    organisation_id=actor.organisation_id,
                    by=actor.account,
                    now=now,
                )
            )
        except Refusal as refusal:
            refused.append(refusal)
    return tuple(kept), tuple(refused)


def upload_all(
    actor: Actor, store: MediaStore, files: Iterable[tuple[str, bytes]], *, now: datetime
) -> tuple[str, ...]:
    """Keep (name, content) files for the organisation acted for: all of them, or none.

    Raises: Forbidden, Refusals.
    """
    with transaction():
        kept, refused = upload(actor, store, files, now=now)
        if refused:
            raise Refusals(list(refused))
        return kept


def purge(store: MediaStore, now: datetime) -> int:
    """Forget photographs that no listing shows a day after they came, and sweep files nobody names.

    Returns how many photographs were forgotten and files swept.
    """
    with transaction():
        forgotten = media.forget(orphans(now))
    return forgotten + media.sweep(store, now)
