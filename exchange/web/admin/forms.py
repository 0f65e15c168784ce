"""Forms of the administration."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from exchange.web.fields import CleanTextField, Form


class SearchForm(Form):
    """What to look for."""

    q = CleanTextField(_l("Nom, adresse ou numéro"))


class TerritoryForm(Form):
    """The territory to open to an organisation, or to close."""

    territory = HiddenField()


class StepForm(Form):
    """A step of somebody's standing."""

    step = HiddenField()
