"""Why a material or a waste code cannot be given."""

from __future__ import annotations

from exchange.kernel.errors import Invalid
from exchange.kernel.wording import N_


class MaterialUnknown(Invalid):
    """No material of the tree bears this slug."""

    code = "material-unknown"
    wording = N_("Cette matière n’existe pas : choisissez-la dans la liste.")
    field = "material"


class WasteCodeUnknown(Invalid):
    """Not an entry of the European List of Waste that goes with the tree, or its mark of danger is wrong."""

    code = "waste-code-unknown"
    wording = N_("Ce code déchet n’est pas connu. Écrivez six chiffres, comme 15 01 05 ou 15 01 10*.")
    field = "waste_code"
