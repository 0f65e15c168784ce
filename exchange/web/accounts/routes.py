"""Every page of accounts, on one blueprint."""

from __future__ import annotations

from exchange.web.accounts import entering, own
from exchange.web.accounts.pages import blueprint

__all__ = ["blueprint", "entering", "own"]
