"""Forms of listings: what is looked for, and what is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.fields import SelectChoice

from exchange.kernel.text import clean
from exchange.kernel.units import UNITS
from exchange.listings.commands import ShowPhotograph, WriteListing
from exchange.materials.queries.materials import MaterialView
from exchange.web.fields import CleanTextField, DayField, DecimalTextField, EuroField, Form, MassKgField
from exchange.web.rendering import unit_name

_INDENT = "\u00a0\u00a0\u00a0"
_SEVERAL = 2


class SearchForm(PlainForm):
    """What somebody looks for, read from the address; names are those of the programming interface."""

    place = CleanTextField(_l("Lieu ou code postal"))
    near = StringField(_l("Position"))
    near_for = StringField()
    radius_km = DecimalTextField(_l("Rayon"))
    material = SelectField(_l("Matière"), validate_choice=False)
    q = CleanTextField(_l("Mots"))
    min_kg = MassKgField(_l("Au moins"))
    max_kg = MassKgField(_l("Au plus"))
    sort = SelectField(
        _l("Trier"),
        validate_choice=False,
        choices=[
            ("", _l("Automatiquement")),
            ("distance", _l("Les plus proches")),
            ("newest", _l("Les plus récentes")),
            ("quantity", _l("Les plus grandes quantités")),
            ("ending", _l("Celles qui finissent bientôt")),
        ],
    )
    kind = StringField(_l("Lots ou flux"))
    waste_code = CleanTextField(_l("Code déchet"))
    organisation = StringField(_l("Organisation"))
    territory = StringField(_l("Territoire"))

    def offer(self, tree: Iterable[MaterialView]) -> None:
        """Set the materials to choose from."""
        choices = material_choices(tree, _("(toutes sortes)"))
        self.material.choices = [SelectChoice("", _("Toutes les matières")), *choices]


class ListingForm(Form):
    """All that a listing says. The domain judges; fields only read what was typed."""

    title = CleanTextField(_l("Titre"))
    material = SelectField(_l("Matière"), validate_choice=False)
    quantity = DecimalTextField(_l("Quantité"))
    unit = SelectField(_l("Unité"), validate_choice=False, default="kg")
    kg_per_unit = MassKgField(_l("Poids d’une unité"))
    description = TextAreaField(_l("Description"), filters=[lambda text: clean(text or "")])
    waste_code = CleanTextField(_l("Code déchet"))
    legal_status = SelectField(
        _l("Statut de la matière"),
        validate_choice=False,
        choices=[
            ("", _l("À préciser")),
            ("product", _l("Produit (réemploi, jamais jeté)")),
            ("by_product", _l("Sous-produit de fabrication")),
            ("waste", _l("Déchet non dangereux")),
        ],
    )
    photographs = MultipleFileField(_l("Ajouter des photos"))
    site = SelectField(_l("Site"), validate_choice=False)
    available_from = DayField(_l("Disponible à partir du"))
    available_until = DayField(_l("Disponible jusqu’au"))
    handling = TextAreaField(_l("Manutention et accès"), filters=[lambda text: clean(text or "")])
    price_mode = RadioField(
        _l("Prix"),
        validate_choice=False,
        default="free",
        choices=[
            ("free", _l("Gratuit")),
            ("asks", _l("Je demande un prix")),
            ("pays", _l("Je verse une somme à qui vient chercher")),
        ],
    )
    price_eur = EuroField(_l("Montant"))
    price_per = SelectField(
        _l("Pour"),
        validate_choice=False,
        default="lot",
        choices=[("lot", _l("le lot entier")), ("t", _l("une tonne")), ("unit", _l("une unité"))],
    )
    allocation = RadioField(
        _l("Attribution"),
        validate_choice=False,
        default="giver_chooses",
        choices=[
            ("giver_chooses", _l("Je choisis parmi les demandes : rien n’est réservé avant mon accord.")),
            ("first_come", _l("Premier arrivé, premier servi : chaque demande réserve aussitôt sa part.")),
        ],
    )
    open_to_all = BooleanField(_l("Ouverte à toutes les organisations"))

    def offer(self, tree: Iterable[MaterialView], sites: Iterable[tuple[str, str]]) -> None:
        """Set the materials, units and sites to choose from; a material's usual units come first."""
        materials = list(tree)
        chosen = find(materials, self.material.data or "")
        usual = [unit.unit for unit in chosen.units] if chosen is not None else []
        choices = material_choices(materials, _("(autre ou mélange)"))
        self.material.choices = [SelectChoice("", _("Choisissez une matière")), *choices]
        ordered = [*usual, *(unit for unit in UNITS if unit not in usual)]
        self.unit.choices = [(unit, unit_name(unit, _SEVERAL)) for unit in ordered]
        places = list(sites)
        self.site.choices = places if len(places) == 1 else [("", _l("Choisissez un site")), *places]

    def command(self, photographs: Iterable[ShowPhotograph]) -> WriteListing:
        """Return what was typed as the command to write it; what could not be read is left out."""
        return WriteListing(
            title=self.title.data or "",
            material=self.material.data or "",
            quantity=self.quantity.data,
            unit=self.unit.data or "",
            site=self.site.data or "",
            available_from=self.available_from.data,
            description=self.description.data or "",
            handling=self.handling.data or "",
            waste_code=self.waste_code.data or "",
            legal_status=self.legal_status.data or None,
            grams_per_unit=self.kg_per_unit.data,
            available_until=self.available_until.data,
            price_mode=self.price_mode.data or "",
            price_cents=self.price_eur.data if self.price_mode.data != "free" else None,
            price_per=self.price_per.data or "",
            allocation=self.allocation.data or "",
            open_to_all=bool(self.open_to_all.data),
            photographs=tuple(photographs),
        )


def filled(written: WriteListing, version: int) -> ListingForm:
    """Return the form filled with what a listing says."""
    return ListingForm(
        formdata=None,
        data={
            "version": str(version),
            "title": written.title,
            "material": written.material,
            "quantity": written.quantity,
            "unit": written.unit,
            "kg_per_unit": written.grams_per_unit,
            "description": written.description,
            "waste_code": written.waste_code,
            "legal_status": written.legal_status or "",
            "site": written.site,
            "available_from": written.available_from,
            "available_until": written.available_until,
            "handling": written.handling,
            "price_mode": written.price_mode,
            "price_eur": written.price_cents,
            "price_per": written.price_per,
            "allocation": written.allocation,
            "open_to_all": written.open_to_all,
        },
    )


def find(tree: Iterable[MaterialView], slug: str) -> MaterialView | None:
    """Return the material of a slug anywhere in a tree, or None."""
    for view in tree:
        if view.slug == slug:
            return view
        below = find(view.children, slug)
        if below is not None:
            return below
    return None


def material_choices(tree: Iterable[MaterialView], whole: str) -> Iterator[SelectChoice]:
    """Yield every material in a group named like its top one, which stands first with `whole` behind it."""
    for top in tree:
        yield SelectChoice(top.slug, f"{top.name} {whole}", {"data-name": top.name}, top.name)
        for view, depth in _below(top):
            named = {"data-name": view.name}
            yield SelectChoice(view.slug, _INDENT * depth + view.name, named, top.name)


def _below(view: MaterialView, depth: int = 0) -> Iterator[tuple[MaterialView, int]]:
    for child in view.children:
        yield child, depth
        yield from _below(child, depth + 1)
