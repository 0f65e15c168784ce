"""Who belongs to an organisation: founding it, inviting, joining, changing roles, removing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select, update

from exchange.accounts import mails
from exchange.accounts.actions import links, signing_up
from exchange.accounts.commands import FinishSignUp, Invite
from exchange.accounts.errors import (
    AlreadyMember,
    InvitationForAnother,
    LastManager,
    LinkSpent,
    RoleUnknown,
)
from exchange.accounts.models import ROLES, Account, MailLink, Membership, SignIn
from exchange.accounts.queries import people
from exchange.accounts.rules import INVITATION_LINK, email_folded, email_of, keeps_a_manager, token_digest
from exchange.journal.actions import record
from exchange.kernel.actor import Actor
from exchange.kernel.errors import Forbidden, Missing
from exchange.organisations.actions import registering
from exchange.organisations.commands import RegisterOrganisation
from exchange.organisations.models import Organisation
from exchange.storage.database import transaction


def found_organisation(actor: Actor, command: RegisterOrganisation, token: str | None, now: datetime) -> str:
    """Register an organisation with the actor as its manager, acting for it from now on; return its slug.

    `token` names the browser session that acts for it.

    Raises: Refusals, IdentifierTaken.
    """
    assert actor.account_id is not None
    with transaction() as session:
        slug = registering.register(actor, command, now)
        organisation_id = session.scalars(select(Organisation.id).where(Organisation.slug == slug)).one()
        join(actor.account_id, organisation_id, "manager", now)
        if token is not None:
            session.execute(
                update(SignIn)
                .where(SignIn.token_sha256 == token_digest(token), SignIn.account_id == actor.account_id)
                .values(organisation_id=organisation_id)
            )
        return slug


def invite(actor: Actor, command: Invite, now: datetime) -> str:
    """Send somebody a link by which to join the organisation acted for; return the invitation's public id.

    An earlier invitation of the same address is replaced.

    Raises: EmailInvalid, RoleUnknown, AlreadyMember.
    """
    email = email_of(command.email)
    if command.role not in ROLES:
        raise RoleUnknown
    with transaction() as session:
        organisation = _led_by(actor)
        invited = session.scalar(select(Account).where(Account.email_folded == email_folded(email)))
        if invited is not None and session.get(Membership, (invited.id, organisation.id)) is not None:
            raise AlreadyMember
        inviter = session.get_one(Account, actor.account_id)
        language = invited.language if invited is not None else inviter.language
        link, token = links.make(
            "invitation",
            email,
            INVITATION_LINK,
            now,
            language=language,
            organisation_id=organisation.id,
            role=command.role,
        )
        mails.invitation(
            email,
            language,
            token,
            inviter=inviter.name,
            organisation=organisation.name,
            role=command.role,
            now=now,
        )
        record(actor, "accounts.invite", "mail_link", link, {"role": command.role}, now)
        return link


def withdraw_invitation(actor: Actor, invitation: str, now: datetime) -> str:
    """Make an invitation to the organisation acted for good for nothing; return its public id.

    Raises: Missing.
    """
    with transaction() as session:
        withdrawn = session.execute(
            update(MailLink)
            .where(
                MailLink.public_id == invitation,
                MailLink.purpose == "invitation",
                MailLink.organisation_id == _led_by(actor).id,
                MailLink.used_at.is_(None),
            )
            .values(used_at=now)
        )
        if withdrawn.rowcount != 1:  # type: ignore[attr-defined]
            raise Missing
        record(actor, "accounts.withdraw_invitation", "mail_link", invitation, None, now)
    return invitation


def accept_invitation(actor: Actor, token: str, now: datetime) -> str:
    """Join an organisation as the person invited; return its public id.

    Raises: LinkSpent, InvitationForAnother.
    """
    with transaction() as session:
        link = links.use(token, "invitation", now)
        account = session.get_one(Account, actor.account_id)
        if account.email_folded != link.email_folded:
            raise InvitationForAnother
        return _joined(account, link, now)


def sign_up_invited(command: FinishSignUp, now: datetime) -> str:
    """Open an account for the address invited and join; return the account's public id.

    Raises: LinkSpent, AddressTaken, or Refusals of name and password.
    """
    link = people.open_link(command.token, "invitation", now)
    if link is None:
        raise LinkSpent
    name, hashed = signing_up.name_and_hash(command.name, command.password, link.email)
    with transaction() as session:
        used = links.use(command.token, "invitation", now)
        public_id = signing_up.open_account(used.email, name, hashed, used.language, now)
        account = session.scalars(select(Account).where(Account.public_id == public_id)).one()
        _joined(account, used, now)
        return public_id


def change_role(actor: Actor, account: str, role: str, now: datetime) -> str:
    """Give a member of the organisation acted for another role; return the account's public id.

    Raises: Missing, RoleUnknown, LastManager.
    """
    if role not in ROLES:
        raise RoleUnknown
    with transaction():
        member = _member(actor, account)
        if member.role != role:
            _keep_a_manager(member, will_manage=role == "manager")
            member.role = role
            record(actor, "accounts.change_role", "account", account, {"role": role}, now)
    return account


def remove(actor: Actor, account: str, now: datetime) -> str:
    """Remove a member from the organisation acted for, at once; return the account's public id.

    Raises: Missing, LastManager.
    """
    with transaction() as session:
        member = _member(actor, account)
        _keep_a_manager(member, will_manage=False)
        session.execute(
            delete(Membership).where(
                Membership.account_id == member.account_id,
                Membership.organisation_id == member.organisation_id,
            )
        )
        record(actor, "accounts.remove_member", "account", account, None, now)
    return account


def join(account_id: int, organisation_id: int, role: str, now: datetime) -> None:
    """Make a person a member; one who is already keeps the role they have."""
    with transaction() as session:
        if session.get(Membership, (account_id, organisation_id)) is None:
            session.add(
                Membership(account_id=account_id, organisation_id=organisation_id, role=role, created_at=now)
            )
            session.flush()


def _joined(account: Account, link: MailLink, now: datetime) -> str:
    with transaction() as session:
        organisation = session.get(Organisation, link.organisation_id)
        if organisation is None or organisation.status != "active":
            raise LinkSpent
        join(account.id, organisation.id, link.role or "member", now)
        actor = Actor(
            account_id=account.id,
            account=account.public_id,
            organisation_id=organisation.id,
            organisation=organisation.public_id,
        )
        record(actor, "accounts.join", "organisation", organisation.public_id, {"role": link.role}, now)
        return organisation.public_id


def _led_by(actor: Actor) -> Organisation:
    """Return the organisation acted for, its row held so that two changes of its members take turns."""
    if not actor.is_manager:
        raise Forbidden
    with transaction() as session:
        return session.scalars(
            select(Organisation).where(Organisation.id == actor.organisation_id).with_for_update()
        ).one()


def _member(actor: Actor, account: str) -> Membership:
    with transaction() as session:
        organisation = _led_by(actor)
        member = session.scalar(
            select(Membership)
            .join(Account, Account.id == Membership.account_id)
            .where(Account.public_id == account, Membership.organisation_id == organisation.id)
        )
    if member is None:
        raise Missing
    return member


def _keep_a_manager(member: Membership, *, will_manage: bool) -> None:
    """Refuse a change after which no active person would manage the organisation."""
    with transaction() as session:
        managers = session.scalars(
            select(func.count())
            .select_from(Membership)
            .join(Account, Account.id == Membership.account_id)
            .where(
                Membership.organisation_id == member.organisation_id,
                Membership.role == "manager",
                Account.status == "active",
            )
        ).one()
        status = session.get_one(Account, member.account_id).status
    manages = member.role == "manager" and status == "active"
    if manages and not keeps_a_manager(managers, is_manager=True, will_manage=will_manage):
        raise LastManager
