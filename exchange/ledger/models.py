"""Tables of the ledger. The database itself refuses any change of lines, seals and membership."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from exchange.storage.columns import Grams, Instant, PublicId, RowId, one_of
from exchange.storage.database import Base

LINE_KINDS = ("handover", "reversal", "correction")
GRADES = ("A", "B", "C", "D", "E")
DIRECTIONS = ("out", "in", "internal")
SIDES = ("giver", "receiver")

_REAL_MONTH = "month BETWEEN 190001 AND 999912 AND month % 100 BETWEEN 1 AND 12"


class LedgerLine(Base):
    """One confirmed handover, or a correction of one; `month` is YYYYMM in the giver site's time zone."""

    __tablename__ = "ledger_lines"
    __table_args__ = (
        one_of("kind", LINE_KINDS),
        one_of("grade", GRADES),
        CheckConstraint(_REAL_MONTH, name="real_month"),
        CheckConstraint("(kind = 'handover') = (corrects_id IS NULL)", name="corrections_name_their_line"),
        CheckConstraint("kind = 'reversal' OR grams >= 0", name="only_reversals_are_negative"),
        Index("ix_ledger_lines_giver_commune_id_month", "giver_commune_id", "month"),
        Index("ix_ledger_lines_receiver_commune_id_month", "receiver_commune_id", "month"),
        Index("ix_ledger_lines_claim", "claim"),
        Index("ix_ledger_lines_lot", "lot"),
    )

    id: Mapped[RowId]
    public_id: Mapped[PublicId]
    kind: Mapped[str] = mapped_column(String(12))
    claim: Mapped[str] = mapped_column(String(16))
    lot: Mapped[str] = mapped_column(String(16))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_lines.id"))
    giver_organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    receiver_organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    giver_commune_id: Mapped[int] = mapped_column(ForeignKey("territories.id"))
    receiver_commune_id: Mapped[int] = mapped_column(ForeignKey("territories.id"))
    month: Mapped[int]
    material_id: Mapped[int] = mapped_column(ForeignKey("materials.id"))
    grams: Mapped[Grams]
    grade: Mapped[str] = mapped_column(String(1))
    handed_over_at: Mapped[datetime] = mapped_column(Instant)
    booked_at: Mapped[datetime] = mapped_column(Instant)
    sha256: Mapped[str] = mapped_column(String(64))


class Seal(Base):
    """A batch of lines sealed together: the hash covers the previous seal's and every line's."""

    __tablename__ = "seals"

    id: Mapped[RowId]
    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    lines: Mapped[int]
    previous_sha256: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    sealed_at: Mapped[datetime] = mapped_column(Instant)


class SealedLine(Base):
    """Membership of a line in a seal: one row per line, inserted once."""

    __tablename__ = "sealed_lines"

    line_id: Mapped[int] = mapped_column(ForeignKey("ledger_lines.id"), primary_key=True, autoincrement=False)
    seal_id: Mapped[int] = mapped_column(ForeignKey("seals.id"), index=True)


class WaitingLine(Base):
    """A line that no seal holds yet: what is added to the roll-ups to be exact between seals.

    Derived: written with the line and deleted by its seal, so that reading the ledger's latest lines
    costs the same however long the ledger grows.
    """

    __tablename__ = "waiting_lines"

    line_id: Mapped[int] = mapped_column(ForeignKey("ledger_lines.id"), primary_key=True, autoincrement=False)


class PairRollup(Base):
    """Sealed grams from one commune to another by month, material and grade; sums any perimeter."""

    __tablename__ = "pair_rollups"
    __table_args__ = (
        one_of("grade", GRADES),
        CheckConstraint(_REAL_MONTH, name="real_month"),
        Index("ix_pair_rollups_receiver_commune_id_month", "receiver_commune_id", "month"),
    )

    giver_commune_id: Mapped[int] = mapped_column(ForeignKey("territories.id"), primary_key=True)
    receiver_commune_id: Mapped[int] = mapped_column(ForeignKey("territories.id"), primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    material_id: Mapped[int] = mapped_column(ForeignKey("materials.id"), primary_key=True)
    grade: Mapped[str] = mapped_column(String(1), primary_key=True)
    grams: Mapped[Grams]
    handovers: Mapped[int] = mapped_column(BigInteger)


class LevelRollup(Base):
    """Sealed grams of a fixed territory, out of, into or within it, by month, material and grade."""

    __tablename__ = "level_rollups"
    __table_args__ = (
        one_of("direction", DIRECTIONS),
        one_of("grade", GRADES),
        CheckConstraint(_REAL_MONTH, name="real_month"),
    )

    territory_id: Mapped[int] = mapped_column(ForeignKey("territories.id"), primary_key=True)
    direction: Mapped[str] = mapped_column(String(10), primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    material_id: Mapped[int] = mapped_column(ForeignKey("materials.id"), primary_key=True)
    grade: Mapped[str] = mapped_column(String(1), primary_key=True)
    grams: Mapped[Grams]
    handovers: Mapped[int] = mapped_column(BigInteger)


class ActorRollup(Base):
    """Sealed grams of one organisation as giver or receiver in a territory's month, for secrecy."""

    __tablename__ = "actor_rollups"
    __table_args__ = (
        one_of("direction", DIRECTIONS),
        one_of("side", SIDES),
        CheckConstraint(_REAL_MONTH, name="real_month"),
        Index("ix_actor_rollups_organisation_id", "organisation_id"),
    )

    territory_id: Mapped[int] = mapped_column(ForeignKey("territories.id"), primary_key=True)
    direction: Mapped[str] = mapped_column(String(10), primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    side: Mapped[str] = mapped_column(String(10), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    grams: Mapped[Grams]
    handovers: Mapped[int] = mapped_column(BigInteger)
