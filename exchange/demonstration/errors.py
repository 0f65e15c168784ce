"""Why the demonstration cannot be loaded."""

from __future__ import annotations

from exchange.kernel.errors import Refusal
from exchange.kernel.wording import N_


class RealAccounts(Refusal):
    """Invented exchanges never mix with those of real people."""

    code = "demo-real-accounts"
    wording = N_(
        "Cette base contient de vrais comptes : les données de démonstration n’y seront pas chargées."
    )
