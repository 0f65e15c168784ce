"""The journal's table: people and organisations by public id, no free text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from exchange.storage.columns import Instant, RowId
from exchange.storage.database import Base


class JournalEntry(Base):
    """One action: who (public ids), what ("listings.publish"), on what, and its bare facts."""

    __tablename__ = "journal_entries"
    __table_args__ = (Index("ix_journal_entries_subject", "subject_kind", "subject"),)

    id: Mapped[RowId]
    at: Mapped[datetime] = mapped_column(Instant)
    account: Mapped[str | None] = mapped_column(String(16))
    organisation: Mapped[str | None] = mapped_column(String(16))
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(60))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
