"""The table of photographs; the files lie in the media store under their SHA-256."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from exchange.storage.columns import Instant, PublicId, RowId
from exchange.storage.database import Base


class Photograph(Base):
    """One re-encoded picture: sizes in pixels, `sha256` of the large variant's bytes."""

    __tablename__ = "photographs"

    id: Mapped[RowId]
    public_id: Mapped[PublicId]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Instant)
    created_by: Mapped[str | None] = mapped_column(String(16))
