"""What administrators do about people, and whom they tell of what they decided about organisations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from exchange.accounts import mails
from exchange.accounts.errors import AccountStepImpossible, OwnAccount
from exchange.accounts.models import Account, SignIn
from exchange.accounts.queries import members
from exchange.journal.actions import record
from exchange.kernel.actor import Actor
from exchange.kernel.errors import Missing
from exchange.kernel.standing import after
from exchange.organisations.actions import administering as standing
from exchange.organisations.queries.profile import profile
from exchange.outbox import actions as outbox
from exchange.storage.database import transaction


def take_step(actor: Actor, account: str, step: str, now: datetime) -> str:
    """Suspend or restore a person, refused (or back) from the next request on; return their public id.

    Raises: Missing, OwnAccount, AccountStepImpossible.
    """
    with transaction() as session:
        person = session.scalar(select(Account).where(Account.public_id == account).with_for_update())
        if person is None:
            raise Missing
        if person.id == actor.account_id:
            raise OwnAccount
        reached = after(step, person.status)
        if reached is None:
            raise AccountStepImpossible
        person.status = reached
        if person.status == "suspended":
            session.execute(delete(SignIn).where(SignIn.account_id == person.id))
        record(actor, f"accounts.{step}", "account", account, None, now)
    return account


def check_organisation(actor: Actor, slug: str, now: datetime) -> str:
    """Mark an organisation as checked, and tell its members the first time; return its slug.

    Raises: Missing.
    """
    with transaction():
        if standing.check(actor, slug, now):
            checked = profile(actor, slug)
            for reached in members.recipients(checked.id):
                mails.organisation_checked(
                    reached.email,
                    reached.name,
                    reached.language,
                    organisation=checked.name,
                    slug=checked.slug,
                    now=now,
                )
    return slug


def take_organisation_step(actor: Actor, slug: str, step: str, now: datetime) -> str:
    """Suspend or restore an organisation and tell its members; return its slug.

    Raises: Missing, OrganisationStepImpossible.
    """
    with transaction():
        standing.take_step(actor, slug, step, now)
        concerned = profile(actor, slug)
        for reached in members.recipients(concerned.id):
            mails.organisation_standing(
                reached.email,
                reached.name,
                reached.language,
                organisation=concerned.name,
                status=concerned.status,
                now=now,
            )
    return slug


def retry_mail(actor: Actor, mail: str, now: datetime) -> str:
    """Put a mail that was set aside back in the queue; return its public id.

    Raises: Missing.
    """
    with transaction():
        outbox.retry(mail, now)
        record(actor, "outbox.retry", "mail", mail, None, now)
    return mail
