"""What can be read of photographs, and whether the files on disk are those the tables name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, select

from exchange.gateways.media_store import MediaStore
from exchange.kernel.errors import Missing
from exchange.kernel.faults import Fault
from exchange.media.models import Photograph
from exchange.media.rules import VARIANTS, file_name
from exchange.storage.database import session


@dataclass(frozen=True, slots=True)
class PhotographView:
    """A photograph that is kept; sizes in pixels are the original's."""

    id: int
    public_id: str
    organisation_id: int
    sha256: str
    width: int
    height: int

    def file_name(self, variant: str) -> str:
        """Return the path of a variant below the store's folder."""
        return file_name(self.sha256, self.public_id, variant)


def photograph_for(public_id: str) -> PhotographView:
    """Return the photograph with this public id.

    Raises: Missing.
    """
    row = session().execute(_photographs().where(Photograph.public_id == public_id)).one_or_none()
    if row is None:
        raise Missing
    return _view(row)


def kept_by(organisation_id: int, public_ids: Collection[str]) -> dict[str, PhotographView]:
    """Return those of the photographs that this organisation keeps, by public id."""
    rows = session().execute(
        _photographs().where(
            Photograph.organisation_id == organisation_id, Photograph.public_id.in_(public_ids)
        )
    )
    return {row.public_id: _view(row) for row in rows}


def faults(store: MediaStore) -> Iterator[Fault]:
    """Yield the photographs that lack a file."""
    for row in session().execute(_photographs().order_by(Photograph.id)):
        view = _view(row)
        for variant in VARIANTS:
            if store.path(view.file_name(variant)) is None:
                yield Fault("photograph-file", view.public_id, f"the {variant} file is missing")


def _photographs() -> Select[Any]:
    columns: tuple[Any, ...] = (
        Photograph.id,
        Photograph.public_id,
        Photograph.organisation_id,
        Photograph.sha256,
        Photograph.width,
        Photograph.height,
    )
    return select(*columns)


def _view(row: Row[Any]) -> PhotographView:
    return PhotographView(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping
