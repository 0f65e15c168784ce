"""Photographs that wait for a listing, and those that nobody shows any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from exchange.gateways.media_store import MediaStore
from exchange.gateways.pictures import Reencoded
from exchange.kernel.actor import Actor
from exchange.kernel.errors import Forbidden, Refusal, Refusals
from exchange.listings.queries.photographs import orphans
from exchange.media import actions as media
from exchange.storage.database import transaction


def judge_all(files: Iterable[tuple[str, bytes]]) -> tuple[Reencoded, ...]:
    """Return (name, content) files as photographs written anew: to be done before any transaction.

    Raises: Refusals, one for each faulty file.
    """
    pictures, refused = _judged(files)
    if refused:
        raise Refusals(list(refused))
    return pictures


def keep_all(
    actor: Actor, store: MediaStore, pictures: Iterable[Reencoded], *, now: datetime
) -> tuple[str, ...]:
    """Keep judged photographs for the organisation acted for, unattached as yet; return their public ids.

    Raises: Forbidden.
    """
    owner = actor.organisation_id
    if owner is None:
        raise Forbidden
    with transaction():
        return tuple(
            media.keep(store, picture, organisation_id=owner, by=actor.account, now=now)
            for picture in pictures
        )


def upload(
    actor: Actor, store: MediaStore, files: Iterable[tuple[str, bytes]], *, now: datetime
) -> tuple[tuple[str, ...], tuple[Refusal, ...]]:
    """Keep the sound ones of (name, content) files for the organisation acted for.

    Returns the public ids of those kept and a refusal for each of the others: one faulty file does
    not lose its neighbours.

    Raises: Forbidden.
    """
    if actor.organisation_id is None:
        raise Forbidden
    pictures, refused = _judged(files)
    return keep_all(actor, store, pictures, now=now), refused


def _judged(files: Iterable[tuple[str, bytes]]) -> tuple[tuple[Reencoded, ...], tuple[Refusal, ...]]:
    pictures, refused = [], []
    for name, content in files:
        try:
            pictures.append(media.judged(content, name=name))
        except Refusal as refusal:
            refused.append(refusal)
    return tuple(pictures), tuple(refused)


def purge(store: MediaStore, now: datetime) -> int:
    """Forget photographs that no listing shows a day after they came, and sweep files nobody names.

    Returns how many photographs were forgotten and files swept.
    """
    with transaction():
        forgotten = media.forget(orphans(now))
    return forgotten + media.sweep(store, now)
