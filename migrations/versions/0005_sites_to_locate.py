"""Keep what remote geocoders answered, whose turn it is to ask them, and the sites that wait for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_answers",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_kept_answers")),
    )
    op.create_index(op.f("ix_kept_answers_kept_until"), "kept_answers", ["kept_until"])
    op.create_table(
        "service_turns",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_service_turns")),
    )
    op.create_table(
        "sites_to_locate",
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_sites_to_locate_site_id")),
        sa.PrimaryKeyConstraint("site_id", name=op.f("pk_sites_to_locate")),
    )
    op.create_index(op.f("ix_sites_to_locate_due_at"), "sites_to_locate", ["due_at"])


def downgrade() -> None:
    op.drop_table("sites_to_locate")
    op.drop_table("service_turns")
    op.drop_table("kept_answers")
