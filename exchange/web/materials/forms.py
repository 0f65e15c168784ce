"""What a reader looks for among materials and waste codes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import HiddenField, SelectField

from exchange.web.fields import CleanTextField


class MaterialSearchForm(PlainForm):
    """Words for a material, in any language."""

    q = CleanTextField(_l("Une matière, en français, en anglais ou en allemand"))


class WasteCodeSearchForm(PlainForm):
    """A code, its beginning, or words; which of the entries; and the material that suggests them."""

    q = CleanTextField(_l("Numéro ou mots"))
    hazardous = SelectField(
        _l("Danger"),
        validate_choice=False,
        choices=[("", _l("Tous les déchets")), ("false", _l("Non dangereux")), ("true", _l("Dangereux"))],
    )
    material = HiddenField()

    @property
    def is_hazardous(self) -> bool | None:
        """Whether the hazardous alone are wanted, or the others alone, or all (None)."""
        return {"true": True, "false": False}.get(self.hazardous.data or "")
