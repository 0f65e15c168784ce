"""Pure rules of proving who one is: addresses, passwords, tokens, and how often one may try."""

from __future__ import annotations

import hashlib
import ipaddress
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from exchange.accounts.errors import (
    EmailInvalid,
    NameMissing,
    PasswordPersonal,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
)
from exchange.kernel.errors import Invalid
from exchange.kernel.text import clean, fold

LEAST_PASSWORD = 12
"""Characters. Source: OWASP ASVS 5.0, 6.2.1 recommends well above its minimum of 8."""

MOST_PASSWORD = 256

SESSION_IDLE = timedelta(days=14)
SESSION_LONGEST = timedelta(days=90)
SESSION_RENEWED_AFTER = timedelta(days=1)
"""A session in use is prolonged at most this often, so that reading pages does not write rows."""

SIGN_UP_LINK = timedelta(hours=48)
RESET_LINK = timedelta(hours=1)
INVITATION_LINK = timedelta(days=7)
LINK_KEPT = timedelta(days=30)
"""How long a link that opens nothing any more is kept before it is forgotten."""

SCOPES = ("read", "write", "admin")
LONGEST_TOKEN_NAME = 80

_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)
_SITE_NAME = "gisement"
_OWN_WORD_LENGTH = 4
_LONGEST_EMAIL = 254
_LONGEST_LOCAL_PART = 64
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries in a window of time; then wait for its end."""

    tries: int
    window: timedelta


SIGN_IN_PER_ADDRESS = Limit(10, timedelta(minutes=15))
SIGN_IN_PER_NETWORK = Limit(60, timedelta(minutes=15))
MAIL_PER_ADDRESS = Limit(4, timedelta(hours=1))
MAIL_PER_NETWORK = Limit(40, timedelta(hours=1))
"""Higher than one person needs: a whole workshop may sign up behind one router."""

ATTEMPTS_KEPT = timedelta(days=1)


def email_of(text: str) -> str:
    """Return the address as mail is sent to it: trimmed, its domain in lower case and ASCII.

    Raises: EmailInvalid.
    """
    if len(text) > 2 * _LONGEST_EMAIL:
        raise EmailInvalid
    local, _, domain = clean(text).rpartition("@")
    try:
        address = f"{local}@{domain.encode('idna').decode('ascii').lower()}"
    except UnicodeError as error:
        raise EmailInvalid from error
    if len(address) > _LONGEST_EMAIL or len(local) > _LONGEST_LOCAL_PART or not _EMAIL.fullmatch(address):
        raise EmailInvalid
    return address


def email_folded(email: str) -> str:
    """Return an address as it is compared: one person, however it is capitalised."""
    return clean(email).casefold()


def person_name(text: str) -> str:
    """Return a person's name on one line.

    Raises: NameMissing if it is empty or longer than 120 characters.
    """
    name = " ".join(clean(text).split())
    if not name or len(name) > _LONGEST_NAME:
        raise NameMissing
    return name


def password_fault(password: str, own: Collection[str], common: Collection[str]) -> Invalid | None:
    """Return what is wrong with a password, or None.

    `own` are the person's name and address. No characters are demanded: length and surprise count.
    """
    same = unicodedata.normalize("NFKC", password)
    if len(same) > MOST_PASSWORD:
        return PasswordTooLong(most=MOST_PASSWORD)
    if len(same) < LEAST_PASSWORD:
        return PasswordTooShort(least=LEAST_PASSWORD)
    if same.casefold() in common or len(set(same.casefold())) <= 2:
        return PasswordTooCommon()
    return PasswordPersonal() if _is_personal(same, own) else None


def _is_personal(password: str, own: Collection[str]) -> bool:
    """Whether little is left of a password once the person's own words are taken out."""
    left = fold(password).replace(" ", "")
    parts = {_SITE_NAME, *(part for text in own for part in fold(text).split())}
    for part in sorted(parts, key=len, reverse=True):
        if len(part) >= _OWN_WORD_LENGTH:
            left = left.replace(part, "")
    unusual = [character for character in password if not character.isascii()]
    return len(left) + len(unusual) < LEAST_PASSWORD // 2


def token_digest(token: str) -> str:
    """Return what is kept of a token: its SHA-256 (tokens are long and random, so no salt is needed)."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def network_of(address: str) -> str:
    """Return the network that tries are counted for: an IPv4 address, or an IPv6 /64 as one home has."""
    try:
        ip = ipaddress.ip_address(address.strip())
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((int(ip), 64), strict=False))
    return str(ip)


def attempt_subject(kind: str, text: str) -> str:
    """Return the name under which tries are counted, which tells nothing of whose they are."""
    return f"{kind}:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def wait_s(limit: Limit, count: int, since: datetime, now: datetime) -> int:
    """Return the seconds to wait before the `count`-th try in a window begun at `since`; 0 if none."""
    if count <= limit.tries:
        return 0
    return max(1, int((since + limit.window - now).total_seconds()))


def is_scopes(scopes: Collection[str], *, may_administer: bool) -> bool:
    """Whether these scopes make a token: each known, none twice, to read at least; "admin" for a few."""
    known = set(SCOPES) if may_administer else set(SCOPES) - {"admin"}
    return "read" in scopes and set(scopes) <= known and len(set(scopes)) == len(scopes)


def session_end(created_at: datetime, now: datetime) -> datetime:
    """Return when a session used now ends: two weeks on, but never beyond ninety days of its beginning."""
    return min(now + SESSION_IDLE, created_at + SESSION_LONGEST)


def keeps_a_manager(managers: int, *, is_manager: bool, will_manage: bool) -> bool:
    """Whether an organisation still has a manager after one member's role changes (or ends)."""
    return managers - int(is_manager) + int(will_manage) >= 1
