"""Keep the codes that are no commune's own: of former communes, and of arrondissements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from exchange.storage.columns import Key

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commune_parts",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("commune_id", Key, nullable=False),
        sa.CheckConstraint("kind IN ('former', 'arrondissement')", name=op.f("ck_commune_parts_known_kind")),
        sa.ForeignKeyConstraint(["commune_id"], ["territories.id"], name=op.f("fk_commune_parts_commune_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_commune_parts")),
    )
    op.create_index(op.f("ix_commune_parts_commune_id"), "commune_parts", ["commune_id"])


def downgrade() -> None:
    op.drop_table("commune_parts")
