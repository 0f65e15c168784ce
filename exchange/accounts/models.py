"""Tables of people and of the ways they prove who they are. Tokens are kept as SHA-256 only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.languages import SOURCE_LANGUAGE
from exchange.kernel.standing import STATUSES
from exchange.storage.columns import Instant, PublicId, RowId, folded_name, one_of
from exchange.storage.database import Base

ROLES = ("manager", "member")


class Account(Base):
    """A person. The address is kept as typed and folded, so that it is unique whatever its case.

    They are written to in `language`; pages follow it on every device once it is one they chose themselves.
    """

    __tablename__ = "accounts"
    __table_args__ = (one_of("status", STATUSES),)

    id: Mapped[RowId]
    public_id: Mapped[PublicId]
    email: Mapped[str] = mapped_column(String(254))
    email_folded: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    folded_name: Mapped[str] = mapped_column(String(400), default=folded_name)
    password_hash: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(5), default=SOURCE_LANGUAGE)
    is_language_chosen: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_administrator: Mapped[bool] = mapped_column(default=False)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(String(20), default="active")
    created_at: Mapped[datetime] = mapped_column(Instant)
    password_changed_at: Mapped[datetime] = mapped_column(Instant)


class Membership(Base):
    """A person's place in an organisation; removing a member deletes the row."""

    __tablename__ = "memberships"
    __table_args__ = (one_of("role", ROLES),)

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(Instant)


class SignIn(Base):
    """A browser session, from sign-in to sign-out; names the organisation the person acts for."""

    __tablename__ = "sign_ins"

    id: Mapped[RowId]
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)


class ApiToken(Base):
    """A bearer token for programs, acting for one organisation within its scopes ("read write")."""

    __tablename__ = "api_tokens"

    id: Mapped[RowId]
    public_id: Mapped[PublicId]
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(String(80))
    scopes: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class MailLink(Base):
    """A link sent by mail, good once: to finish signing up, set a new password, or join an organisation.

    `name` and `language` are what the person gave when asking to sign up.
    """

    __tablename__ = "mail_links"
    __table_args__ = (one_of("purpose", ("sign_up", "reset", "invitation")),)

    id: Mapped[RowId]
    public_id: Mapped[PublicId]
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(254))
    email_folded: Mapped[str] = mapped_column(String(254), index=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    language: Mapped[str] = mapped_column(String(5), default=SOURCE_LANGUAGE)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    role: Mapped[str | None] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class Attempt(Base):
    """Failed tries for one subject ("sign-in:" + hash of address, or network) since the window began."""

    __tablename__ = "attempts"

    subject: Mapped[str] = mapped_column(String(100), primary_key=True)
    count: Mapped[int]
    since: Mapped[datetime] = mapped_column(Instant)
