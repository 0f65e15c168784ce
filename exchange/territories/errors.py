"""Why a territory cannot be given, or a vintage not loaded."""

from __future__ import annotations

from exchange.kernel.errors import Invalid, Missing
from exchange.kernel.wording import N_


class TerritoryUnknown(Missing):
    """No territory bears this key."""

    code = "territory-unknown"
    wording = N_("Ce territoire n’est pas connu : %(key)s.")
    field = "territory"


class CommuneUnknown(Invalid):
    """No commune of today bears this key."""

    code = "commune-unknown"
    wording = N_("Cette commune n’est pas connue : choisissez-la dans la liste.")
    field = "commune"


class LevelUnknown(Invalid):
    """A list of territories was asked for a level that does not exist."""

    code = "territory-level-unknown"
    wording = N_("Ce niveau de territoire n’existe pas. Niveaux possibles : %(levels)s.")
    field = "level"


class VintageOlder(Exception):  # noqa: N818 - a refusal to go back, not a fault
    """The data to load are of an earlier day than those already loaded: going back would lose communes."""
