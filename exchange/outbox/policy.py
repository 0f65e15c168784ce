"""Who may see and retry mails that could not be sent."""

from __future__ import annotations

from exchange.kernel.permissions import Permission, administrator

ADMINISTER = Permission("outbox.administer", administrator, "mails set aside", scope="admin")

PERMISSIONS = (ADMINISTER,)
