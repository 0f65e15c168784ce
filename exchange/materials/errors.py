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
    """Not an entry of the European List of Waste, in none of its usual spellings."""

    code = "waste-code-unknown"
    wording = N_("Ce code déchet n’est pas connu. Écrivez six chiffres, comme 15 01 05 ou 15 01 10*.")
    field = "waste_code"


class WasteCodeNotHazardous(WasteCodeUnknown):
    """An asterisk stands behind a code that carries none: one of the two is a slip."""

    code = "waste-code-not-hazardous"
    wording = N_(
        "Le code %(code)s n’est pas dangereux : écrivez-le sans astérisque, ou vérifiez ses chiffres."
    )


class WasteHeadingUnknown(Invalid):
    """Neither a chapter nor a sub-chapter of the European List of Waste."""

    code = "waste-heading-unknown"
    wording = N_("Ce chapitre n’est pas dans la liste des déchets : ils vont de 01 à 20.")
    field = "chapter"
