"""Every page of organisations, on one blueprint."""

from __future__ import annotations

from exchange.web.organisations import members, profiles, sites
from exchange.web.organisations.pages import blueprint

__all__ = ["blueprint", "members", "profiles", "sites"]
