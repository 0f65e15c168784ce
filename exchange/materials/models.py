"""What is stored of materials: the tree and its closure, wording by language, waste codes, unit weights."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.units import UNITS
from exchange.storage.columns import Key, RowId, one_of
from exchange.storage.database import Base

BASES = ("exact", "published", "usual")
"""Where a unit's weight comes from: true by definition, a publication, or a usual value to be weighed."""


class Material(Base):
    """A category of the material tree; its slug is public and never changes."""

    __tablename__ = "materials"
    __table_args__ = (CheckConstraint("parent_id <> id", name="other_parent"),)

    id: Mapped[RowId]
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    parent_id: Mapped[int | None] = mapped_column(Key, ForeignKey("materials.id"), index=True)
    position: Mapped[int]


class MaterialName(Base):
    """A material's wording in a language; `synonyms` are parted by semicolons, `folded` is for search."""

    __tablename__ = "material_names"

    material_id: Mapped[int] = mapped_column(Key, ForeignKey("materials.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    synonyms: Mapped[str] = mapped_column(Text, default="")
    folded: Mapped[str] = mapped_column(Text)


class MaterialLineage(Base):
    """An ancestor of a material, itself included: a subtree is one indexed read."""

    __tablename__ = "material_lineages"

    ancestor_id: Mapped[int] = mapped_column(Key, ForeignKey("materials.id"), primary_key=True)
    descendant_id: Mapped[int] = mapped_column(Key, ForeignKey("materials.id"), primary_key=True, index=True)


class WasteCode(Base):
    """An entry of the European List of Waste. Source: Decision 2000/532/EC as amended.

    For search, in every language at once: `folded` holds the words of its labels, `folded_around` other
    words of the trade for it, those of its sub-chapter, and those of the materials it is usual for; a
    space stands around each.
    """

    __tablename__ = "waste_codes"

    id: Mapped[RowId]
    code: Mapped[str] = mapped_column(String(8), unique=True)
    hazardous: Mapped[bool]
    chapter: Mapped[str] = mapped_column(String(2), index=True)
    folded: Mapped[str] = mapped_column(Text, server_default="")
    folded_around: Mapped[str] = mapped_column(Text, server_default="")


class WasteCodeName(Base):
    """A short label of a waste code in a language, in the house's own words."""

    __tablename__ = "waste_code_names"

    waste_code_id: Mapped[int] = mapped_column(Key, ForeignKey("waste_codes.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    label: Mapped[str] = mapped_column(String(200))


class WasteHeading(Base):
    """What heads a chapter (`15`) or a sub-chapter (`15 01`) in a language, in the house's own words."""

    __tablename__ = "waste_headings"

    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    label: Mapped[str] = mapped_column(String(200))


class MaterialWasteCode(Base):
    """A waste code usual for a material, most usual first."""

    __tablename__ = "material_waste_codes"

    material_id: Mapped[int] = mapped_column(Key, ForeignKey("materials.id"), primary_key=True)
    waste_code_id: Mapped[int] = mapped_column(
        Key, ForeignKey("waste_codes.id"), primary_key=True, index=True
    )
    position: Mapped[int]


class MaterialUnit(Base):
    """A unit usual for a material, and what one weighs if that can be said, with where it comes from."""

    __tablename__ = "material_units"
    __table_args__ = (
        one_of("unit", UNITS),
        one_of("basis", BASES),
        CheckConstraint("grams_per_unit > 0", name="weighty_unit"),
        CheckConstraint("grams_per_unit IS NULL OR basis IS NOT NULL", name="founded_weight"),
        CheckConstraint("basis IS NULL OR basis <> 'published' OR source IS NOT NULL", name="cited_weight"),
    )

    material_id: Mapped[int] = mapped_column(Key, ForeignKey("materials.id"), primary_key=True)
    unit: Mapped[str] = mapped_column(String(10), primary_key=True)
    grams_per_unit: Mapped[int | None] = mapped_column(BigInteger)
    basis: Mapped[str | None] = mapped_column(String(10))
    source: Mapped[str | None] = mapped_column(String(300))
    position: Mapped[int]
