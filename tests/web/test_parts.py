"""The parts of pages say everything twice where it matters: to the eye, and to a screen reader."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    FileField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional

from exchange.settings import assets
from exchange.web import language, naming, rendering
from exchange.web.charts import Point, bar_chart

HOUSE = Flask("parts", template_folder=str(assets("templates")))
language.register(HOUSE)
rendering.register(HOUSE)
naming.register(HOUSE)
HOUSE.extensions["territory_names"]["fr"] = {}
INSTANT = datetime(2026, 11, 3, 13, 5, tzinfo=UTC)


def render(source: str, **values: Any) -> str:
    with HOUSE.test_request_context():
        return HOUSE.jinja_env.from_string(source).render(**values)


def words(html: str) -> str:
    bare = Markup(html).striptags()  # noqa: S704 - our own page, to be read
    return " ".join(bare.replace("\u00a0", " ").replace("\u202f", " ").split())


class Sample(Form):
    csrf_token = HiddenField(default="token")
    title = StringField("Titre", [InputRequired("Donnez un titre.")])
    kind = RadioField(
        "Genre", [InputRequired("Choisissez.")], choices=[("lot", "Un lot"), ("stream", "Un flux")]
    )
    material = SelectField("Matière", choices=[("wood", "Bois")], validate_choice=False)
    text = TextAreaField("Description", [Optional()])
    photo = FileField("Photographie", [Optional()])
    open_to_all = BooleanField("Ouvert à tous", description="Sinon aux associations.")


FIELDS = """{% import "parts/fields.html" as fields %}{% call fields.form(form, multipart=true) %}
{% for f in form if f.type != 'HiddenField' %}{{ fields.field(f, help='Aide') }}{% endfor %}
{{ fields.submit('Publier', cancel='/back') }}{% endcall %}"""


def test_every_field_has_its_label_and_its_help() -> None:
    html = render(FIELDS, form=Sample())
    for field in Sample():
        if field.type not in {"HiddenField", "RadioField"}:
            assert f'<label for="{field.id}">' in html
            assert f'aria-describedby="{field.id}-help"' in html
            assert f'id="{field.id}-help"' in html
    assert "<legend>Genre</legend>" in html
    assert 'enctype="multipart/form-data"' in html


def test_hidden_fields_are_sent_once_and_carry_no_id() -> None:
    html = render(FIELDS, form=Sample())
    assert html.count('name="csrf_token"') == 1
    assert 'id="csrf_token"' not in html


def test_a_form_without_fault_has_no_summary() -> None:
    assert "fault" not in render(FIELDS, form=Sample())


def test_faults_stand_beside_their_field_and_on_top_with_a_link() -> None:
    form = Sample(MultiDict({"title": ""}))
    form.validate()
    form.form_errors.append("Il ne reste que 1,3 t.")
    html = render(FIELDS, form=form)
    assert "3 réponses sont à revoir" in html
    assert '<a href="#title">' in html
    assert '<a href="#kind-0">' in html
    assert 'id="kind-0"' in html
    assert 'aria-describedby="title-help title-fault" aria-invalid="true"' in html
    assert re.search(r'id="title-fault">.*Donnez un titre\.', html, re.DOTALL)
    assert "Il ne reste que 1,3 t." in html


def test_what_was_typed_is_kept_and_escaped() -> None:
    form = Sample(MultiDict({"title": '<200 L> "fûts"', "text": "10 % d’humidité & {bois}"}))
    form.validate()
    html = render(FIELDS, form=form)
    assert 'value="&lt;200 L&gt; &#34;fûts&#34;"' in html
    assert "10 % d’humidité &amp; {bois}</textarea>" in html


def test_what_may_be_left_out_says_so() -> None:
    html = render(FIELDS, form=Sample())
    assert html.count("(facultatif)") == 2


def card(**changes: Any) -> SimpleNamespace:
    facts: dict[str, Any] = {
        "public_id": "abc",
        "title": "Sacs <de café>",
        "kind": "lot",
        "status": "published",
        "material_name": "Sacs de café",
        "material_slug": "coffee-bags",
        "mass_g": 1_900_000,
        "quantity": None,
        "unit": "kg",
        "distance_km": 4.23,
        "available_from": date(2026, 11, 3),
        "available_until": None,
        "price_mode": "free",
        "price_cents": 0,
        "price_per": "lot",
        "commune": "commune:67482",
        "commune_name": "Strasbourg",
        "organisation_name": "Torréfaction",
        "photograph": None,
        "photograph_alternative": "",
    }
    return SimpleNamespace(**facts | changes)


def shown(view: SimpleNamespace) -> str:
    return render('{% from "parts/card.html" import listing_card %}{{ listing_card(card) }}', card=view)


def test_a_card_tells_what_how_much_how_far_and_until_when() -> None:
    html = shown(card())
    assert words(html) == (
        "À 4,2 km Sacs de café Sacs &lt;de café&gt; 1,9 t Disponible : à partir du 3 novembre 2026 Gratuit "
        "Torréfaction, Strasbourg"
    ).replace("&lt;", "<").replace("&gt;", ">")
    assert '<a href="/listings/abc">' in html
    assert 'class="pictogram"' in html


def test_a_card_shows_its_photograph_with_its_words() -> None:
    html = shown(card(photograph="p1", photograph_alternative="Trois sacs"))
    assert 'src="/media/p1/card"' in html
    assert 'alt="Trois sacs"' in html
    assert "pictogram" not in html


def test_a_counted_quantity_stands_before_its_mass() -> None:
    assert "12 palettes ≈ 1,9 t" in words(shown(card(quantity=Decimal(12), unit="pallet")))


def test_a_card_without_place_says_no_distance_and_a_fictional_one_says_so() -> None:
    assert "lot-distance" not in shown(card(distance_km=None))
    assert "Exemple fictif" in shown(card(is_demonstration=True))
    assert "Exemple fictif" not in shown(card(is_demonstration=False))


@pytest.mark.parametrize("status", ["draft", "paused", "exhausted", "closed", "expired"])
def test_every_state_but_open_has_its_mark(status: str) -> None:
    assert "mark-badge" in shown(card(status=status))
    assert "mark-badge" not in shown(card())


def test_a_mail_has_the_same_card_in_markup_and_in_plain_text() -> None:
    source = '{{% from "mails/_card.{0}" import mail_card %}}{{{{ mail_card(card, "https://g.example") }}}}'
    view = card(quantity=Decimal(12), unit="pallet")
    for ending in ("html", "txt"):
        text = words(render(source.format(ending), card=view))
        for fact in (
            "12 palettes ≈ 1,9 t",
            "4,2 km",
            "Torréfaction, Strasbourg",
            "à partir du 3 novembre 2026",
            "Gratuit",
        ):
            assert fact in text
        assert "https://g.example/listings/abc" in render(source.format(ending), card=view)


def test_steps_tell_their_state_in_words_and_who_acts_by_when() -> None:
    html = render(
        "{% from \"parts/stepper.html\" import stepper %}{{ stepper(steps, 'À vous.', at) }}",
        steps=[("Demandée", "done", INSTANT), ("Acceptée", "now", None), ("Pesée", "todo", None)],
        at=INSTANT,
    )
    assert words(html).startswith("Demandée (fait) 3 novembre 2026 à 14 h 05")
    assert "Avant le 3 novembre 2026 à 14 h 05." in words(html)
    assert html.count('aria-current="step"') == 1


def test_a_hidden_figure_is_never_shown_as_zero() -> None:
    source = '{% from "parts/figure.html" import big_number %}{{ big_number(value, "t", diverted=true) }}'
    assert words(render(source, value=None)) == "masqué"
    assert words(render(source, value="0")) == "0 t"


def test_a_chart_has_its_words_its_table_and_its_explanation() -> None:
    view = bar_chart(
        "c",
        [Point("oct. 2026", "O", 2_000), Point("nov. 2026", "N", None, secret=True)],
        title="Tonnes par mois",
        description="Deux mois.",
        label_heading="Mois",
        value_heading="Détourné",
        worded=str,
    )
    html = render('{% from "parts/chart.html" import chart %}{{ chart(view) }}', view=view)
    assert 'aria-labelledby="c-title c-text"' in html
    assert '<desc id="c-text">Deux mois.</desc>' in html
    assert "url(#c-hatch)" in html
    assert "Masqué ne veut pas dire zéro" in html
    rows = [words(row) for row in re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)]
    assert rows == ["Mois Détourné", "oct. 2026 2000", "nov. 2026 masqué"]


def test_nothing_is_said_to_be_removable_when_no_filter_is_in_force() -> None:
    source = '{% from "parts/chips.html" import chips %}{{ chips(active, "/all") }}'
    assert render(source, active=[]).strip() == ""
    html = render(source, active=[("Bois", "/a"), ("à 5 km", "/b")])
    assert "Bois (retirer ce filtre)" in words(html)
    assert 'href="/all"' in html


def test_pages_lead_on_only_where_there_is_more() -> None:
    source = '{% from "parts/pagination.html" import pagination %}{{ pagination(next, first) }}'
    assert render(source, next=None, first=None).strip() == ""
    assert "Page suivante" in render(source, next="/n", first=None)
    assert "Première page" not in render(source, next="/n", first=None)


def test_a_map_always_has_its_words() -> None:
    html = render(
        '{% from "parts/map.html" import map %}'
        "{% call map('m', 48.5, 7.7, label='Carte', data_radius='5') %}<p>La liste.</p>{% endcall %}"
    )
    assert "La liste." in html
    assert 'data-latitude="48.5"' in html
    assert 'data-radius="5"' in html


def test_the_parts_of_a_balance_are_named_and_fill_the_bar() -> None:
    source = '{% from "parts/mass.html" import balance %}{{ balance(*masses) }}'
    html = render(source, masses=(2_000_000, 500_000, 500_000, 1_000_000))
    assert words(html) == "Disponible 1 t Réservé 500 kg Déjà emporté 500 kg"
    assert re.findall(r'width="([\d.]+%)"', html) == ["100%", "100%", "50.0%", "25.0%"]
    assert "<svg" not in render(source, masses=(0, 0, 0, 0))
