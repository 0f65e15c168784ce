"""What can be done with photographs: keep one, forget some, sweep what a crash left behind."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from exchange.gateways import pictures
from exchange.gateways.media_store import MediaStore
from exchange.gateways.pictures import Reencoded
from exchange.kernel.identifiers import new_public_id
from exchange.media.errors import FileTooLarge, NotAPhotograph, TooManyPixels
from exchange.media.models import Photograph
from exchange.media.rules import MAX_BYTES, MAX_PIXELS, ORPHAN_AGE, VARIANTS, file_name
from exchange.storage.database import session as reading
from exchange.storage.database import transaction

_SHOWN_NAME = 60
_BATCH = 500


def judged(data: bytes, *, name: str) -> Reencoded:
    """Return an uploaded photograph written anew: slow work, to be done before any transaction.

    `name` is the file's own, for a refusal's sentence only.

    Raises: FileTooLarge, TooManyPixels, NotAPhotograph.
    """
    shown = name[:_SHOWN_NAME] or "?"
    if len(data) > MAX_BYTES:
        raise FileTooLarge(name=shown)
    try:
        return pictures.reencode(data, longest_sides=VARIANTS, max_pixels=MAX_PIXELS)
    except pictures.OversizedPicture as error:
        raise TooManyPixels(name=shown) from error
    except pictures.UnreadablePicture as error:
        raise NotAPhotograph(name=shown) from error


def keep(
    store: MediaStore, picture: Reencoded, *, organisation_id: int, by: str | None, now: datetime
) -> str:
    """Keep a judged photograph for an organisation and return its public id.

    Its files are durable before its row is committed: a row never names a file that a crash lost.
    """
    public_id = new_public_id()
    sha256 = hashlib.sha256(picture.files["large"]).hexdigest()
    for variant, content in picture.files.items():
        store.put(file_name(sha256, public_id, variant), content)
    with transaction() as session:
        session.add(
            Photograph(
                public_id=public_id,
                organisation_id=organisation_id,
                sha256=sha256,
                width=picture.width,
                height=picture.height,
                created_at=now,
                created_by=by,
            )
        )
    return public_id


def forget(photograph_ids: Collection[int]) -> int:
    """Delete photographs' rows; their files go with the next sweep. Returns how many."""
    ids = sorted(photograph_ids)
    with transaction() as session:
        for start in range(0, len(ids), _BATCH):
            session.execute(delete(Photograph).where(Photograph.id.in_(ids[start : start + _BATCH])))
    return len(ids)


def sweep(store: MediaStore, now: datetime) -> int:
    """Delete files that no row names, older than a day: an upload under way is never among them."""
    named = {
        file_name(row.sha256, row.public_id, variant)
        for row in reading().execute(select(Photograph.sha256, Photograph.public_id))
        for variant in VARIANTS
    }
    stray = [name for name, written in store.names() if name not in named and written < now - ORPHAN_AGE]
    for name in stray:
        store.remove(name)
    return len(stray)
