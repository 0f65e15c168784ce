"""Who may try what with organisations and their sites."""

from __future__ import annotations

from exchange.kernel.permissions import Permission, administrator, anyone, manager, member

SHOW = Permission("organisations.show", anyone, "in good standing; never an address")
SEE_SITES = Permission("organisations.see_sites", member, "of the organisation acted for")
EDIT = Permission("organisations.edit", manager, "the organisation acted for", scope="write")
PLACE_SITES = Permission("organisations.place_sites", manager, "of the organisation acted for", scope="write")
ADMINISTER = Permission("organisations.administer", administrator, "any organisation", scope="admin")

PERMISSIONS = (SHOW, SEE_SITES, EDIT, PLACE_SITES, ADMINISTER)
