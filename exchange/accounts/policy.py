"""Who may try what with accounts and memberships."""

from __future__ import annotations

from exchange.kernel.permissions import Permission, administrator, anyone, manager, signed_in

SIGN_UP = Permission("accounts.sign_up", anyone, "never told whether the address is known")
SIGN_IN = Permission("accounts.sign_in", anyone, "within the limits of tries")
SIGN_OUT = Permission("accounts.sign_out", anyone, "one's own session")
RESET = Permission("accounts.reset_password", anyone, "with the link sent to the stored address")
ANSWER_INVITATION = Permission("accounts.answer_invitation", anyone, "with the link sent to one's address")
SHOW = Permission("accounts.show", signed_in, "one's own account")
UPDATE = Permission("accounts.update", signed_in, "one's own account", scope="write")
CREATE_TOKEN = Permission(
    "accounts.create_token", signed_in, "one's own; browser sessions only", scope="admin"
)
ACT_FOR = Permission("accounts.act_for", signed_in, "an organisation one belongs to", scope="write")
FOUND_ORGANISATION = Permission(
    "accounts.found_organisation", signed_in, "becomes its manager", scope="write"
)
MANAGE_MEMBERS = Permission(
    "accounts.manage_members", manager, "of the organisation acted for; one manager stays", scope="write"
)
ADMINISTER = Permission("accounts.administer", administrator, "not one's own account", scope="admin")

PERMISSIONS = (
    SIGN_UP,
    SIGN_IN,
    SIGN_OUT,
    RESET,
    ANSWER_INVITATION,
    SHOW,
    UPDATE,
    CREATE_TOKEN,
    ACT_FOR,
    FOUND_ORGANISATION,
    MANAGE_MEMBERS,
    ADMINISTER,
)
