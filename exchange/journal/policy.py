"""Who may read the journal."""

from __future__ import annotations

from exchange.kernel.permissions import Permission, administrator

READ = Permission("journal.read", administrator, "all of it", scope="admin")

PERMISSIONS = (READ,)
