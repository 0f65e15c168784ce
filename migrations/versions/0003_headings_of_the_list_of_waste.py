"""Keep the headings of the List of Waste, and the words by which its entries are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_FOR_SEARCH = ("folded", "folded_around")


def upgrade() -> None:
    op.create_table(
        "waste_headings",
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("code", "language", name=op.f("pk_waste_headings")),
    )
    for name in _FOR_SEARCH:
        op.add_column("waste_codes", sa.Column(name, sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    for name in reversed(_FOR_SEARCH):
        op.drop_column("waste_codes", name)
    op.drop_table("waste_headings")
