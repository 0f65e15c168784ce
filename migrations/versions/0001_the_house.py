"""Every table of the house, and the triggers that keep its books append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from exchange.storage.migrating import run_sql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_folded", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("folded_name", sa.String(length=400), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("is_administrator", sa.Boolean(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status IN ('active', 'suspended')", name=op.f("ck_accounts_known_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("email_folded", name=op.f("uq_accounts_email_folded")),
        sa.UniqueConstraint("public_id", name=op.f("uq_accounts_public_id")),
    )
    op.create_table(
        "attempts",
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_attempts")),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("route", sa.String(length=120), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("body_sha256", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("actor", "route", "key", name=op.f("pk_idempotency_keys")),
    )
    op.create_index("ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"], unique=False)
    op.create_table(
        "indexed_listings",
        sa.Column(
            "listing_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("material_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("waste_code_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("ux", sa.Double(), nullable=False),
        sa.Column("uy", sa.Double(), nullable=False),
        sa.Column("uz", sa.Double(), nullable=False),
        sa.Column("remaining_g", sa.BigInteger(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("available_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_indexed_listings")),
    )
    op.create_index("ix_indexed_listings_box", "indexed_listings", ["latitude", "longitude"], unique=False)
    op.create_index(op.f("ix_indexed_listings_commune_id"), "indexed_listings", ["commune_id"], unique=False)
    op.create_index(
        "ix_indexed_listings_material",
        "indexed_listings",
        ["material_id", "latitude", "longitude"],
        unique=False,
    )
    op.create_index(
        "ix_indexed_listings_newest", "indexed_listings", ["published_at", "listing_id"], unique=False
    )
    op.create_index(
        op.f("ix_indexed_listings_organisation_id"), "indexed_listings", ["organisation_id"], unique=False
    )
    op.create_table(
        "indexed_words",
        sa.Column(
            "word",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "listing_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("word", "listing_id", name=op.f("pk_indexed_words")),
    )
    op.create_index("ix_indexed_words_listing_id", "indexed_words", ["listing_id"], unique=False)
    op.create_table(
        "journal_entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.String(length=16), nullable=True),
        sa.Column("organisation", sa.String(length=16), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entries")),
    )
    op.create_index(
        "ix_journal_entries_subject", "journal_entries", ["subject_kind", "subject"], unique=False
    )
    op.create_table(
        "mails",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("template", sa.String(length=80), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("public_id", name=op.f("uq_mails_public_id")),
    )
    op.create_index("ix_mails_due", "mails", ["sent_at", "set_aside_at", "due_at"], unique=False)
    op.create_table(
        "materials",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_materials_other_parent")),
        sa.ForeignKeyConstraint(["parent_id"], ["materials.id"], name=op.f("fk_materials_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_materials")),
        sa.UniqueConstraint("slug", name=op.f("uq_materials_slug")),
    )
    op.create_index(op.f("ix_materials_parent_id"), "materials", ["parent_id"], unique=False)
    op.create_table(
        "organisations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("folded_name", sa.String(length=600), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('company', 'association', 'social_enterprise', 'public_body', 'school', 'territorial_body', 'facilitator')",
            name=op.f("ck_organisations_known_kind"),
        ),
        sa.CheckConstraint("status IN ('active', 'suspended')", name=op.f("ck_organisations_known_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_organisations_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisations_slug")),
    )
    op.create_index(
        op.f("ix_organisations_is_demonstration"), "organisations", ["is_demonstration"], unique=False
    )
    op.create_table(
        "reference_vintages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dataset", sa.String(length=40), nullable=False),
        sa.Column("vintage", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_vintages")),
        sa.UniqueConstraint("dataset", "sha256", name=op.f("uq_reference_vintages_dataset_sha256")),
    )
    op.create_table(
        "seals",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("previous_sha256", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seals")),
        sa.UniqueConstraint("number", name=op.f("uq_seals_number")),
        sa.UniqueConstraint("sha256", name=op.f("uq_seals_sha256")),
    )
    op.create_table(
        "territories",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=52), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "folded_name",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("point", sa.String(length=12), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("communes_total", sa.Integer(), nullable=True),
        sa.Column("time_zone", sa.String(length=40), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("vintage", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "level <> 'commune' OR (latitude IS NOT NULL AND time_zone IS NOT NULL)",
            name=op.f("ck_territories_located_commune"),
        ),
        sa.CheckConstraint(
            "level IN ('commune', 'epci', 'departement', 'region', 'country', 'area')",
            name=op.f("ck_territories_known_level"),
        ),
        sa.CheckConstraint(
            "point IN ('town_hall', 'inside', 'postcode', 'members')", name=op.f("ck_territories_known_point")
        ),
        sa.CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_territories_whole_point")
        ),
        sa.CheckConstraint("communes_total >= 0", name=op.f("ck_territories_counted_communes")),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name=op.f("ck_territories_sane_latitude")),
        sa.CheckConstraint("longitude BETWEEN -180 AND 180", name=op.f("ck_territories_sane_longitude")),
        sa.CheckConstraint("population >= 0", name=op.f("ck_territories_counted_population")),
        sa.CheckConstraint("valid_until > valid_from", name=op.f("ck_territories_ordered_validity")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territories")),
        sa.UniqueConstraint("key", name=op.f("uq_territories_key")),
    )
    op.create_index("ix_territories_folded_name", "territories", ["folded_name"], unique=False)
    op.create_index("ix_territories_level_folded_name", "territories", ["level", "folded_name"], unique=False)
    op.create_table(
        "waste_codes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("hazardous", sa.Boolean(), nullable=False),
        sa.Column("chapter", sa.String(length=2), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waste_codes")),
        sa.UniqueConstraint("code", name=op.f("uq_waste_codes_code")),
    )
    op.create_index(op.f("ix_waste_codes_chapter"), "waste_codes", ["chapter"], unique=False)
    op.create_table(
        "actor_rollups",
        sa.Column("territory_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("grams", sa.BigInteger(), nullable=False),
        sa.Column("handovers", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "direction IN ('out', 'in', 'internal')", name=op.f("ck_actor_rollups_known_direction")
        ),
        sa.CheckConstraint("side IN ('giver', 'receiver')", name=op.f("ck_actor_rollups_known_side")),
        sa.CheckConstraint(
            "month BETWEEN 190001 AND 999912 AND month % 100 BETWEEN 1 AND 12",
            name=op.f("ck_actor_rollups_real_month"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_actor_rollups_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["territories.id"], name=op.f("fk_actor_rollups_territory_id")
        ),
        sa.PrimaryKeyConstraint(
            "territory_id", "direction", "month", "side", "organisation_id", name=op.f("pk_actor_rollups")
        ),
    )
    op.create_index("ix_actor_rollups_organisation_id", "actor_rollups", ["organisation_id"], unique=False)
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("scopes", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_api_tokens_account_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_api_tokens_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("public_id", name=op.f("uq_api_tokens_public_id")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_api_tokens_token_sha256")),
    )
    op.create_index(op.f("ix_api_tokens_account_id"), "api_tokens", ["account_id"], unique=False)
    op.create_table(
        "attached_territories",
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("territory_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("attached_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attached_by", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_attached_territories_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["territories.id"], name=op.f("fk_attached_territories_territory_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "territory_id", name=op.f("pk_attached_territories")),
    )
    op.create_index(
        "ix_attached_territories_territory_id", "attached_territories", ["territory_id"], unique=False
    )
    op.create_table(
        "ledger_lines",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("claim", sa.String(length=16), nullable=False),
        sa.Column("lot", sa.String(length=16), nullable=False),
        sa.Column("corrects_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "giver_organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "receiver_organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("giver_commune_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "receiver_commune_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("material_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("grams", sa.BigInteger(), nullable=False),
        sa.Column("grade", sa.String(length=1), nullable=False),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "(kind = 'handover') = (corrects_id IS NULL)",
            name=op.f("ck_ledger_lines_corrections_name_their_line"),
        ),
        sa.CheckConstraint("grade IN ('A', 'B', 'C', 'D', 'E')", name=op.f("ck_ledger_lines_known_grade")),
        sa.CheckConstraint(
            "kind = 'reversal' OR grams >= 0", name=op.f("ck_ledger_lines_only_reversals_are_negative")
        ),
        sa.CheckConstraint(
            "kind IN ('handover', 'reversal', 'correction')", name=op.f("ck_ledger_lines_known_kind")
        ),
        sa.CheckConstraint(
            "month BETWEEN 190001 AND 999912 AND month % 100 BETWEEN 1 AND 12",
            name=op.f("ck_ledger_lines_real_month"),
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["ledger_lines.id"], name=op.f("fk_ledger_lines_corrects_id")
        ),
        sa.ForeignKeyConstraint(
            ["giver_commune_id"], ["territories.id"], name=op.f("fk_ledger_lines_giver_commune_id")
        ),
        sa.ForeignKeyConstraint(
            ["giver_organisation_id"],
            ["organisations.id"],
            name=op.f("fk_ledger_lines_giver_organisation_id"),
        ),
        sa.ForeignKeyConstraint(["material_id"], ["materials.id"], name=op.f("fk_ledger_lines_material_id")),
        sa.ForeignKeyConstraint(
            ["receiver_commune_id"], ["territories.id"], name=op.f("fk_ledger_lines_receiver_commune_id")
        ),
        sa.ForeignKeyConstraint(
            ["receiver_organisation_id"],
            ["organisations.id"],
            name=op.f("fk_ledger_lines_receiver_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_lines")),
        sa.UniqueConstraint("public_id", name=op.f("uq_ledger_lines_public_id")),
    )
    op.create_index("ix_ledger_lines_claim", "ledger_lines", ["claim"], unique=False)
    op.create_index(
        "ix_ledger_lines_giver_commune_id_month", "ledger_lines", ["giver_commune_id", "month"], unique=False
    )
    op.create_index(
        op.f("ix_ledger_lines_giver_organisation_id"), "ledger_lines", ["giver_organisation_id"], unique=False
    )
    op.create_index("ix_ledger_lines_lot", "ledger_lines", ["lot"], unique=False)
    op.create_index(
        "ix_ledger_lines_receiver_commune_id_month",
        "ledger_lines",
        ["receiver_commune_id", "month"],
        unique=False,
    )
    op.create_index(
        op.f("ix_ledger_lines_receiver_organisation_id"),
        "ledger_lines",
        ["receiver_organisation_id"],
        unique=False,
    )
    op.create_table(
        "level_rollups",
        sa.Column("territory_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("material_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("grade", sa.String(length=1), nullable=False),
        sa.Column("grams", sa.BigInteger(), nullable=False),
        sa.Column("handovers", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "direction IN ('out', 'in', 'internal')", name=op.f("ck_level_rollups_known_direction")
        ),
        sa.CheckConstraint("grade IN ('A', 'B', 'C', 'D', 'E')", name=op.f("ck_level_rollups_known_grade")),
        sa.CheckConstraint(
            "month BETWEEN 190001 AND 999912 AND month % 100 BETWEEN 1 AND 12",
            name=op.f("ck_level_rollups_real_month"),
        ),
        sa.ForeignKeyConstraint(["material_id"], ["materials.id"], name=op.f("fk_level_rollups_material_id")),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["territories.id"], name=op.f("fk_level_rollups_territory_id")
        ),
        sa.PrimaryKeyConstraint(
            "territory_id", "direction", "month", "material_id", "grade", name=op.f("pk_level_rollups")
        ),
    )
    op.create_table(
        "mail_links",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_folded", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('sign_up', 'reset', 'invitation')", name=op.f("ck_mail_links_known_purpose")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_mail_links_account_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_mail_links_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_links")),
        sa.UniqueConstraint("public_id", name=op.f("uq_mail_links_public_id")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_mail_links_token_sha256")),
    )
    op.create_index(op.f("ix_mail_links_account_id"), "mail_links", ["account_id"], unique=False)
    op.create_index(op.f("ix_mail_links_email_folded"), "mail_links", ["email_folded"], unique=False)
    op.create_index(op.f("ix_mail_links_organisation_id"), "mail_links", ["organisation_id"], unique=False)
    op.create_table(
        "material_lineages",
        sa.Column("ancestor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("descendant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["ancestor_id"], ["materials.id"], name=op.f("fk_material_lineages_ancestor_id")
        ),
        sa.ForeignKeyConstraint(
            ["descendant_id"], ["materials.id"], name=op.f("fk_material_lineages_descendant_id")
        ),
        sa.PrimaryKeyConstraint("ancestor_id", "descendant_id", name=op.f("pk_material_lineages")),
    )
    op.create_index(
        op.f("ix_material_lineages_descendant_id"), "material_lineages", ["descendant_id"], unique=False
    )
    op.create_table(
        "material_names",
        sa.Column("material_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("synonyms", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["material_id"], ["materials.id"], name=op.f("fk_material_names_material_id")
        ),
        sa.PrimaryKeyConstraint("material_id", "language", name=op.f("pk_material_names")),
    )
    op.create_table(
        "material_units",
        sa.Column("material_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("grams_per_unit", sa.BigInteger(), nullable=True),
        sa.Column("basis", sa.String(length=10), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "basis IN ('exact', 'published', 'usual')", name=op.f("ck_material_units_known_basis")
        ),
        sa.CheckConstraint(
            "basis IS NULL OR basis <> 'published' OR source IS NOT NULL",
            name=op.f("ck_material_units_cited_weight"),
        ),
        sa.CheckConstraint(
            "unit IN ('kg', 't', 'piece', 'litre', 'm3', 'pallet', 'big_bag', 'bag', 'roll', 'drum', 'box')",
            name=op.f("ck_material_units_known_unit"),
        ),
        sa.CheckConstraint("grams_per_unit > 0", name=op.f("ck_material_units_weighty_unit")),
        sa.CheckConstraint(
            "grams_per_unit IS NULL OR basis IS NOT NULL", name=op.f("ck_material_units_founded_weight")
        ),
        sa.ForeignKeyConstraint(
            ["material_id"], ["materials.id"], name=op.f("fk_material_units_material_id")
        ),
        sa.PrimaryKeyConstraint("material_id", "unit", name=op.f("pk_material_units")),
    )
    op.create_table(
        "material_waste_codes",
        sa.Column("material_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("waste_code_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["material_id"], ["materials.id"], name=op.f("fk_material_waste_codes_material_id")
        ),
        sa.ForeignKeyConstraint(
            ["waste_code_id"], ["waste_codes.id"], name=op.f("fk_material_waste_codes_waste_code_id")
        ),
        sa.PrimaryKeyConstraint("material_id", "waste_code_id", name=op.f("pk_material_waste_codes")),
    )
    op.create_index(
        op.f("ix_material_waste_codes_waste_code_id"), "material_waste_codes", ["waste_code_id"], unique=False
    )
    op.create_table(
        "memberships",
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role IN ('manager', 'member')", name=op.f("ck_memberships_known_role")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_memberships_account_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_memberships_organisation_id")
        ),
        sa.PrimaryKeyConstraint("account_id", "organisation_id", name=op.f("pk_memberships")),
    )
    op.create_index(op.f("ix_memberships_organisation_id"), "memberships", ["organisation_id"], unique=False)
    op.create_table(
        "organisation_identifiers",
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("scheme", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "scheme IN ('siren', 'siret', 'eu_vat', 'rna', 'lu_rcs', 'court_register')",
            name=op.f("ck_organisation_identifiers_known_scheme"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_organisation_identifiers_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "scheme", name=op.f("pk_organisation_identifiers")),
        sa.UniqueConstraint("scheme", "value", name=op.f("uq_organisation_identifiers_scheme_value")),
    )
    op.create_table(
        "pair_rollups",
        sa.Column("giver_commune_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "receiver_commune_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("material_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("grade", sa.String(length=1), nullable=False),
        sa.Column("grams", sa.BigInteger(), nullable=False),
        sa.Column("handovers", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("grade IN ('A', 'B', 'C', 'D', 'E')", name=op.f("ck_pair_rollups_known_grade")),
        sa.CheckConstraint(
            "month BETWEEN 190001 AND 999912 AND month % 100 BETWEEN 1 AND 12",
            name=op.f("ck_pair_rollups_real_month"),
        ),
        sa.ForeignKeyConstraint(
            ["giver_commune_id"], ["territories.id"], name=op.f("fk_pair_rollups_giver_commune_id")
        ),
        sa.ForeignKeyConstraint(["material_id"], ["materials.id"], name=op.f("fk_pair_rollups_material_id")),
        sa.ForeignKeyConstraint(
            ["receiver_commune_id"], ["territories.id"], name=op.f("fk_pair_rollups_receiver_commune_id")
        ),
        sa.PrimaryKeyConstraint(
            "giver_commune_id",
            "receiver_commune_id",
            "month",
            "material_id",
            "grade",
            name=op.f("pk_pair_rollups"),
        ),
    )
    op.create_index(
        "ix_pair_rollups_receiver_commune_id_month",
        "pair_rollups",
        ["receiver_commune_id", "month"],
        unique=False,
    )
    op.create_table(
        "perimeters",
        sa.Column("territory_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.CheckConstraint("valid_until > valid_from", name=op.f("ck_perimeters_ordered_validity")),
        sa.ForeignKeyConstraint(["commune_id"], ["territories.id"], name=op.f("fk_perimeters_commune_id")),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["territories.id"], name=op.f("fk_perimeters_territory_id")
        ),
        sa.PrimaryKeyConstraint("territory_id", "commune_id", "valid_from", name=op.f("pk_perimeters")),
    )
    op.create_index(
        "ix_perimeters_commune_id_valid_until", "perimeters", ["commune_id", "valid_until"], unique=False
    )
    op.create_index(
        "ix_perimeters_territory_id_valid_until", "perimeters", ["territory_id", "valid_until"], unique=False
    )
    op.create_table(
        "photographs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_photographs_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photographs")),
        sa.UniqueConstraint("public_id", name=op.f("uq_photographs_public_id")),
    )
    op.create_index(op.f("ix_photographs_organisation_id"), "photographs", ["organisation_id"], unique=False)
    op.create_table(
        "postcodes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("postcode", sa.String(length=12), nullable=False),
        sa.Column("commune_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("locality", sa.String(length=200), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_postcodes_whole_point")),
        sa.ForeignKeyConstraint(["commune_id"], ["territories.id"], name=op.f("fk_postcodes_commune_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postcodes")),
        sa.UniqueConstraint(
            "country",
            "postcode",
            "commune_id",
            "locality",
            name=op.f("uq_postcodes_country_postcode_commune_id_locality"),
        ),
    )
    op.create_index(op.f("ix_postcodes_commune_id"), "postcodes", ["commune_id"], unique=False)
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_sign_ins_account_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_sign_ins_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_sign_ins_token_sha256")),
    )
    op.create_index(op.f("ix_sign_ins_account_id"), "sign_ins", ["account_id"], unique=False)
    op.create_table(
        "sites",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("postcode", sa.String(length=12), nullable=False),
        sa.Column("commune_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commune_vintage", sa.String(length=40), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("public_latitude", sa.Double(), nullable=False),
        sa.Column("public_longitude", sa.Double(), nullable=False),
        sa.Column("precision", sa.String(length=20), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "precision IN ('exact', 'address', 'commune')", name=op.f("ck_sites_known_precision")
        ),
        sa.CheckConstraint(
            "latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180", name=op.f("ck_sites_on_earth")
        ),
        sa.ForeignKeyConstraint(["commune_id"], ["territories.id"], name=op.f("fk_sites_commune_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_sites_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sites_public_id")),
    )
    op.create_index(op.f("ix_sites_commune_id"), "sites", ["commune_id"], unique=False)
    op.create_index(op.f("ix_sites_organisation_id"), "sites", ["organisation_id"], unique=False)
    op.create_table(
        "territory_names",
        sa.Column("territory_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "folded_name",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["territories.id"], name=op.f("fk_territory_names_territory_id")
        ),
        sa.PrimaryKeyConstraint("territory_id", "language", "name", name=op.f("pk_territory_names")),
    )
    op.create_index(op.f("ix_territory_names_folded_name"), "territory_names", ["folded_name"], unique=False)
    op.create_table(
        "territory_successors",
        sa.Column("territory_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("successor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "territory_id <> successor_id", name=op.f("ck_territory_successors_other_successor")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["territories.id"], name=op.f("fk_territory_successors_successor_id")
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["territories.id"], name=op.f("fk_territory_successors_territory_id")
        ),
        sa.PrimaryKeyConstraint("territory_id", "successor_id", name=op.f("pk_territory_successors")),
    )
    op.create_index(
        op.f("ix_territory_successors_successor_id"), "territory_successors", ["successor_id"], unique=False
    )
    op.create_table(
        "waste_code_names",
        sa.Column("waste_code_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["waste_code_id"], ["waste_codes.id"], name=op.f("fk_waste_code_names_waste_code_id")
        ),
        sa.PrimaryKeyConstraint("waste_code_id", "language", name=op.f("pk_waste_code_names")),
    )
    op.create_table(
        "listings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("handling", sa.Text(), nullable=False),
        sa.Column("material_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("waste_code_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("legal_status", sa.String(length=20), nullable=True),
        sa.Column("quantity_thousandths", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("grams_per_unit", sa.BigInteger(), nullable=False),
        sa.Column("price_mode", sa.String(length=10), nullable=False),
        sa.Column("price_cents", sa.BigInteger(), nullable=False),
        sa.Column("price_per", sa.String(length=10), nullable=False),
        sa.Column("allocation", sa.String(length=20), nullable=False),
        sa.Column("open_to_all", sa.Boolean(), nullable=False),
        sa.Column("available_from", sa.Date(), nullable=False),
        sa.Column("available_until", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=16), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(price_mode = 'free') = (price_cents = 0)", name=op.f("ck_listings_priced")),
        sa.CheckConstraint(
            "allocation IN ('giver_chooses', 'first_come')", name=op.f("ck_listings_known_allocation")
        ),
        sa.CheckConstraint("kind IN ('lot', 'stream')", name=op.f("ck_listings_known_kind")),
        sa.CheckConstraint(
            "legal_status IN ('product', 'by_product', 'waste')", name=op.f("ck_listings_known_legal_status")
        ),
        sa.CheckConstraint(
            "price_mode IN ('free', 'asks', 'pays')", name=op.f("ck_listings_known_price_mode")
        ),
        sa.CheckConstraint("price_per IN ('lot', 't', 'unit')", name=op.f("ck_listings_known_price_per")),
        sa.CheckConstraint(
            "status IN ('draft', 'published', 'paused', 'exhausted', 'closed', 'expired')",
            name=op.f("ck_listings_known_status"),
        ),
        sa.CheckConstraint(
            "unit IN ('kg', 't', 'piece', 'litre', 'm3', 'pallet', 'big_bag', 'bag', 'roll', 'drum', 'box')",
            name=op.f("ck_listings_known_unit"),
        ),
        sa.CheckConstraint(
            "available_until IS NULL OR available_until >= available_from",
            name=op.f("ck_listings_ordered_days"),
        ),
        sa.CheckConstraint(
            "quantity_thousandths > 0 AND grams_per_unit > 0", name=op.f("ck_listings_positive_quantity")
        ),
        sa.ForeignKeyConstraint(["material_id"], ["materials.id"], name=op.f("fk_listings_material_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_listings_organisation_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_listings_site_id")),
        sa.ForeignKeyConstraint(
            ["waste_code_id"], ["waste_codes.id"], name=op.f("fk_listings_waste_code_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listings")),
        sa.UniqueConstraint("public_id", name=op.f("uq_listings_public_id")),
    )
    op.create_index(op.f("ix_listings_material_id"), "listings", ["material_id"], unique=False)
    op.create_index(op.f("ix_listings_organisation_id"), "listings", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_listings_site_id"), "listings", ["site_id"], unique=False)
    op.create_index("ix_listings_status_published_at", "listings", ["status", "published_at"], unique=False)
    op.create_table(
        "sealed_lines",
        sa.Column(
            "line_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("seal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["ledger_lines.id"], name=op.f("fk_sealed_lines_line_id")),
        sa.ForeignKeyConstraint(["seal_id"], ["seals.id"], name=op.f("fk_sealed_lines_seal_id")),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_sealed_lines")),
    )
    op.create_index(op.f("ix_sealed_lines_seal_id"), "sealed_lines", ["seal_id"], unique=False)
    op.create_table(
        "waiting_lines",
        sa.Column(
            "line_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["line_id"], ["ledger_lines.id"], name=op.f("fk_waiting_lines_line_id")),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_waiting_lines")),
    )
    op.create_table(
        "listing_photographs",
        sa.Column("listing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("photograph_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("alternative", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], name=op.f("fk_listing_photographs_listing_id")
        ),
        sa.ForeignKeyConstraint(
            ["photograph_id"], ["photographs.id"], name=op.f("fk_listing_photographs_photograph_id")
        ),
        sa.PrimaryKeyConstraint("listing_id", "photograph_id", name=op.f("pk_listing_photographs")),
    )
    op.create_index(
        op.f("ix_listing_photographs_photograph_id"), "listing_photographs", ["photograph_id"], unique=False
    )
    op.create_table(
        "listing_steps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("listing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["listing_id"], ["listings.id"], name=op.f("fk_listing_steps_listing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_steps")),
    )
    op.create_index(op.f("ix_listing_steps_listing_id"), "listing_steps", ["listing_id"], unique=False)
    op.create_table(
        "lots",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("listing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("available_on", sa.Date(), nullable=False),
        sa.Column("initial_g", sa.BigInteger(), nullable=False),
        sa.Column("adjusted_g", sa.BigInteger(), nullable=False),
        sa.Column("remaining_g", sa.BigInteger(), nullable=False),
        sa.Column("held_g", sa.BigInteger(), nullable=False),
        sa.Column("collected_g", sa.BigInteger(), nullable=False),
        sa.Column("removed_g", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "initial_g + adjusted_g = remaining_g + held_g + collected_g + removed_g",
            name=op.f("ck_lots_balanced"),
        ),
        sa.CheckConstraint(
            "initial_g >= 0 AND remaining_g >= 0 AND held_g >= 0 AND collected_g >= 0 AND removed_g >= 0",
            name=op.f("ck_lots_never_negative"),
        ),
        sa.ForeignKeyConstraint(["listing_id"], ["listings.id"], name=op.f("fk_lots_listing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lots")),
        sa.UniqueConstraint("public_id", name=op.f("uq_lots_public_id")),
    )
    op.create_index(op.f("ix_lots_listing_id"), "lots", ["listing_id"], unique=False)
    op.create_table(
        "claims",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("lot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("requested_g", sa.BigInteger(), nullable=False),
        sa.Column("held_g", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("pickup_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pickup_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('requested', 'waiting', 'accepted', 'scheduled', 'handed_over', 'confirmed', 'disputed', 'declined', 'withdrawn', 'cancelled', 'expired', 'no_show')",
            name=op.f("ck_claims_known_state"),
        ),
        sa.CheckConstraint("held_g >= 0", name=op.f("ck_claims_hold_never_negative")),
        sa.CheckConstraint(
            "pickup_until IS NULL OR pickup_from IS NOT NULL AND pickup_until > pickup_from",
            name=op.f("ck_claims_ordered_pickup"),
        ),
        sa.CheckConstraint("requested_g > 0", name=op.f("ck_claims_asks_for_something")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_claims_lot_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_claims_organisation_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_claims_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("public_id", name=op.f("uq_claims_public_id")),
    )
    op.create_index("ix_claims_lot_id_state", "claims", ["lot_id", "state"], unique=False)
    op.create_index("ix_claims_organisation_id_state", "claims", ["organisation_id", "state"], unique=False)
    op.create_table(
        "lot_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("initial_g", sa.BigInteger(), nullable=False),
        sa.Column("adjusted_g", sa.BigInteger(), nullable=False),
        sa.Column("remaining_g", sa.BigInteger(), nullable=False),
        sa.Column("held_g", sa.BigInteger(), nullable=False),
        sa.Column("collected_g", sa.BigInteger(), nullable=False),
        sa.Column("removed_g", sa.BigInteger(), nullable=False),
        sa.Column("claim", sa.String(length=16), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=16), nullable=True),
        sa.CheckConstraint(
            "kind IN ('listed', 'adjusted', 'weighed', 'removed', 'held', 'released', 'collected')",
            name=op.f("ck_lot_changes_known_kind"),
        ),
        sa.CheckConstraint(
            "initial_g + adjusted_g = remaining_g + held_g + collected_g + removed_g",
            name=op.f("ck_lot_changes_balanced"),
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_lot_changes_lot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot_changes")),
    )
    op.create_index(op.f("ix_lot_changes_lot_id"), "lot_changes", ["lot_id"], unique=False)
    op.create_table(
        "claim_steps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("claim_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=16), nullable=True),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_steps_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_steps")),
    )
    op.create_index(op.f("ix_claim_steps_claim_id"), "claim_steps", ["claim_id"], unique=False)
    op.create_table(
        "pickup_slots",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("claim_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side IN ('giver', 'receiver')", name=op.f("ck_pickup_slots_known_side")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_pickup_slots_ordered")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_pickup_slots_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pickup_slots")),
    )
    op.create_index(op.f("ix_pickup_slots_claim_id"), "pickup_slots", ["claim_id"], unique=False)
    op.create_table(
        "weighings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("claim_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("gross_g", sa.BigInteger(), nullable=False),
        sa.Column("tare_g", sa.BigInteger(), nullable=False),
        sa.Column("net_g", sa.BigInteger(), nullable=False),
        sa.Column("refused_g", sa.BigInteger(), nullable=False),
        sa.Column("lost_g", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=16), nullable=True),
        sa.CheckConstraint(
            "method IN ('scale', 'units', 'volume', 'declared')", name=op.f("ck_weighings_known_method")
        ),
        sa.CheckConstraint("side IN ('giver', 'receiver')", name=op.f("ck_weighings_known_side")),
        sa.CheckConstraint("gross_g - tare_g = net_g", name=op.f("ck_weighings_net_follows")),
        sa.CheckConstraint(
            "tare_g >= 0 AND net_g >= 0 AND refused_g BETWEEN 0 AND net_g AND lost_g >= 0",
            name=op.f("ck_weighings_never_negative"),
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_weighings_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weighings")),
    )
    op.create_index(op.f("ix_weighings_claim_id"), "weighings", ["claim_id"], unique=False)
    run_sql("0001_append_only")


def downgrade() -> None:
    op.drop_index(op.f("ix_weighings_claim_id"), table_name="weighings")
    op.drop_table("weighings")
    op.drop_index(op.f("ix_pickup_slots_claim_id"), table_name="pickup_slots")
    op.drop_table("pickup_slots")
    op.drop_index(op.f("ix_claim_steps_claim_id"), table_name="claim_steps")
    op.drop_table("claim_steps")
    op.drop_index(op.f("ix_lot_changes_lot_id"), table_name="lot_changes")
    op.drop_table("lot_changes")
    op.drop_index("ix_claims_organisation_id_state", table_name="claims")
    op.drop_index("ix_claims_lot_id_state", table_name="claims")
    op.drop_table("claims")
    op.drop_index(op.f("ix_lots_listing_id"), table_name="lots")
    op.drop_table("lots")
    op.drop_index(op.f("ix_listing_steps_listing_id"), table_name="listing_steps")
    op.drop_table("listing_steps")
    op.drop_index(op.f("ix_listing_photographs_photograph_id"), table_name="listing_photographs")
    op.drop_table("listing_photographs")
    op.drop_table("waiting_lines")
    op.drop_index(op.f("ix_sealed_lines_seal_id"), table_name="sealed_lines")
    op.drop_table("sealed_lines")
    op.drop_index("ix_listings_status_published_at", table_name="listings")
    op.drop_index(op.f("ix_listings_site_id"), table_name="listings")
    op.drop_index(op.f("ix_listings_organisation_id"), table_name="listings")
    op.drop_index(op.f("ix_listings_material_id"), table_name="listings")
    op.drop_table("listings")
    op.drop_table("waste_code_names")
    op.drop_index(op.f("ix_territory_successors_successor_id"), table_name="territory_successors")
    op.drop_table("territory_successors")
    op.drop_index(op.f("ix_territory_names_folded_name"), table_name="territory_names")
    op.drop_table("territory_names")
    op.drop_index(op.f("ix_sites_organisation_id"), table_name="sites")
    op.drop_index(op.f("ix_sites_commune_id"), table_name="sites")
    op.drop_table("sites")
    op.drop_index(op.f("ix_sign_ins_account_id"), table_name="sign_ins")
    op.drop_table("sign_ins")
    op.drop_index(op.f("ix_postcodes_commune_id"), table_name="postcodes")
    op.drop_table("postcodes")
    op.drop_index(op.f("ix_photographs_organisation_id"), table_name="photographs")
    op.drop_table("photographs")
    op.drop_index("ix_perimeters_territory_id_valid_until", table_name="perimeters")
    op.drop_index("ix_perimeters_commune_id_valid_until", table_name="perimeters")
    op.drop_table("perimeters")
    op.drop_index("ix_pair_rollups_receiver_commune_id_month", table_name="pair_rollups")
    op.drop_table("pair_rollups")
    op.drop_table("organisation_identifiers")
    op.drop_index(op.f("ix_memberships_organisation_id"), table_name="memberships")
    op.drop_table("memberships")
    op.drop_index(op.f("ix_material_waste_codes_waste_code_id"), table_name="material_waste_codes")
    op.drop_table("material_waste_codes")
    op.drop_table("material_units")
    op.drop_table("material_names")
    op.drop_index(op.f("ix_material_lineages_descendant_id"), table_name="material_lineages")
    op.drop_table("material_lineages")
    op.drop_index(op.f("ix_mail_links_organisation_id"), table_name="mail_links")
    op.drop_index(op.f("ix_mail_links_email_folded"), table_name="mail_links")
    op.drop_index(op.f("ix_mail_links_account_id"), table_name="mail_links")
    op.drop_table("mail_links")
    op.drop_table("level_rollups")
    op.drop_index(op.f("ix_ledger_lines_receiver_organisation_id"), table_name="ledger_lines")
    op.drop_index("ix_ledger_lines_receiver_commune_id_month", table_name="ledger_lines")
    op.drop_index("ix_ledger_lines_lot", table_name="ledger_lines")
    op.drop_index(op.f("ix_ledger_lines_giver_organisation_id"), table_name="ledger_lines")
    op.drop_index("ix_ledger_lines_giver_commune_id_month", table_name="ledger_lines")
    op.drop_index("ix_ledger_lines_claim", table_name="ledger_lines")
    op.drop_table("ledger_lines")
    op.drop_index("ix_attached_territories_territory_id", table_name="attached_territories")
    op.drop_table("attached_territories")
    op.drop_index(op.f("ix_api_tokens_account_id"), table_name="api_tokens")
    op.drop_table("api_tokens")
    op.drop_index("ix_actor_rollups_organisation_id", table_name="actor_rollups")
    op.drop_table("actor_rollups")
    op.drop_index(op.f("ix_waste_codes_chapter"), table_name="waste_codes")
    op.drop_table("waste_codes")
    op.drop_index("ix_territories_level_folded_name", table_name="territories")
    op.drop_index("ix_territories_folded_name", table_name="territories")
    op.drop_table("territories")
    op.drop_table("seals")
    op.drop_table("reference_vintages")
    op.drop_index(op.f("ix_organisations_is_demonstration"), table_name="organisations")
    op.drop_table("organisations")
    op.drop_index(op.f("ix_materials_parent_id"), table_name="materials")
    op.drop_table("materials")
    op.drop_index("ix_mails_due", table_name="mails")
    op.drop_table("mails")
    op.drop_index("ix_journal_entries_subject", table_name="journal_entries")
    op.drop_table("journal_entries")
    op.drop_index("ix_indexed_words_listing_id", table_name="indexed_words")
    op.drop_table("indexed_words")
    op.drop_index(op.f("ix_indexed_listings_organisation_id"), table_name="indexed_listings")
    op.drop_index("ix_indexed_listings_newest", table_name="indexed_listings")
    op.drop_index("ix_indexed_listings_material", table_name="indexed_listings")
    op.drop_index(op.f("ix_indexed_listings_commune_id"), table_name="indexed_listings")
    op.drop_index("ix_indexed_listings_box", table_name="indexed_listings")
    op.drop_table("indexed_listings")
    op.drop_index("ix_idempotency_keys_created_at", table_name="idempotency_keys")
    op.drop_table("idempotency_keys")
    op.drop_table("attempts")
    op.drop_table("accounts")
    run_sql("0001_append_only_undo")
