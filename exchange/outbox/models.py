"""The table of mails: what to say to whom, and how far it got."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from exchange.storage.columns import Instant, PublicId, RowId
from exchange.storage.database import Base


class Mail(Base):
    """One mail to one address: a template and what it shows; `public_id` makes its Message-ID."""

    __tablename__ = "mails"
    __table_args__ = (Index("ix_mails_due", "sent_at", "set_aside_at", "due_at"),)

    id: Mapped[RowId]
    public_id: Mapped[PublicId]
    template: Mapped[str] = mapped_column(String(80))
    recipient: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(5))
    parameters: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    set_aside_at: Mapped[datetime | None] = mapped_column(Instant)
    last_error: Mapped[str] = mapped_column(Text, default="")
