"""Why figures cannot be given."""

from __future__ import annotations

from exchange.kernel.errors import Invalid
from exchange.kernel.wording import N_


class MonthInvalid(Invalid):
    """A month is a year and a month from 1900 on."""

    code = "statistics-month-invalid"
    wording = N_("Indiquez un mois, par exemple 2026-11.")
    field = "from"


class PeriodInvalid(Invalid):
    """The last month stands before the first, or the stretch is too long to be read."""

    code = "statistics-period-invalid"
    wording = N_("La période doit aller d’un mois à un mois suivant, %(years)s ans au plus.")
    field = "to"


class BreakdownUnknown(Invalid):
    """Figures are broken down by month and by material."""

    code = "statistics-breakdown-unknown"
    wording = N_("Les chiffres se répartissent par mois (month) et par matière (material).")
    field = "by"
