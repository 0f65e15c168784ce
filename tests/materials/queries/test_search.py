from __future__ import annotations

import pytest
from flask import Flask

from exchange.materials.queries.materials import materials
from exchange.materials.queries.search import find

TRADE = {
    "cardboard": "carton|cartons|Cardboard|Karton|Wellpappe|OCC|caisses carton|corrugated board",
    "paper": "papier|Papier|paper|journaux|Zeitungen|magazines|ramettes|livres|Bücher|books",
    "wood": "bois|Holz|timber|poutres|Altholz|planches|bois de charpente",
    "pallets": "palette|palettes|Paletten|pallets|Europaletten|palettes Europe|palette EPAL|euro pallet",
    "wood-offcuts": "tasseaux|Verschnitt|Restholz|chutes de bois|bois de chauffage|wood scraps",
    "sawdust": "sciure|sciures|sawdust|Sägespäne|Saegespaene|Sägemehl|copeaux|Hobelspäne",
    "wood-panels": "contreplaqué|plywood|Sperrholz|aggloméré|OSB|MDF|Spanplatte|panneau de particules",
    "wooden-crates": "cagettes|tourets|Holzkiste|Kabeltrommel|caisses en bois|cable reel",
    "cork": "liège|bouchons|Korken|corks",
    "plastics": "plastique|Kunststoff|plastics|polymères",
    "plastic-film": "housses|Stretchfolie|LDPE|polyéthylène|film étirable|shrink wrap|bubble wrap",
    "rigid-plastics": "plexiglas|Acrylglas|cintres|plastiques rigides|plant pots|Hartplastik",
    "pet": "PET|rPET|PET-Flaschen|préformes|plastic bottle|bouteilles plastiques",
    "hdpe": "PEHD|HDPE|PE-HD|bouchons plastiques|Plastikdeckel",
    "polypropylene": "polypropylène|PP|polypropylene|feuillard|Umreifungsband",
    "expanded-polystyrene": "polystyrène|Styropor|styrofoam|PSE|EPS|frigolite|packing peanuts",
    "tarpaulins": "bâche|bâches|banderole|Werbebanner|LKW-Planen|tarps|kakémonos|PVC banner",
    "packaging": "emballages|packaging|Verpackungen",
    "reusable-crates": "bacs|Eurobehälter|casiers|Stapelbox|totes|caisses plastiques|bacs gerbables",
    "drums": "fûts|bidon|Fässer|Kanister|IBC|jerrican|cuve IBC|barrels",
    "big-bags": "big-bag|bigbags|FIBC|bulk bag",
    "composite-packaging": "multicouches|Tetra Pak|briques alimentaires|Getränkekarton|beverage carton",
    "coffee-bags": "sacs à café|sac de café|Kaffeetüten|coffee bag|sachets de café|Kaffeebeutel",
    "organic": "biodéchets|compost|biowaste|Bioabfall|matières organiques",
    "coffee-grounds": "marc|marc de café|Kaffeesatz|spent grounds|coffee grounds",
    "coffee-chaff": "silverskin|Silberhäutchen|pellicules de café|coffee chaff",
    "brewers-grains": "drêches|Treber|Biertreber|draff|spent grain|drêche de brasserie",
    "pomace": "Trester|pomace|marc de raisin|marc de pommes|Apfeltrester|noyaux",
    "cereal-husks": "paille|Stroh|straw|Kleie|bran|son de blé|balle de riz|rice husks",
    "food-surplus": "invendus|denrées|Lebensmittel|surplus|invendus alimentaires|food surplus",
    "bread": "pain|Brot|bread|viennoiseries|Backwaren|pain rassis|stale bread",
    "fruit-and-vegetables": "fruits|légumes|Obst|Gemüse|vegetables|Kartoffel|pommes de terre",
    "green-waste": "tonte|broyat|branchages|Grünschnitt|Rasenschnitt|BRF|wood chips|déchets verts",
    "textiles": "tissus|textile|Stoffe|moquette|Teppich|rideaux",
    "clothing": "vêtement|Altkleider|workwear|uniformes|draps|vêtements de travail|hotel linen",
    "fabric-offcuts": "Stoffreste|coupons|remnants|chutes de tissu|rouleaux de tissu",
    "jute-sacks": "jute|burlap|Jutesack|hessian|sacs de jute|sac jute|toile de jute",
    "leather": "cuir|leather|Leder|Lederreste|chutes de cuir",
    "yarn": "laine|Wolle|wool|feutre|Filz|ficelle|sheep's wool",
    "glass": "verre|Glas|cullet|calcin|Altglas",
    "glass-jars": "bocaux|bocal|jars|Einmachglas|Weinflaschen|bouteilles en verre|pots de yaourt",
    "flat-glass": "vitrage|vitres|Fensterglas|miroirs|verre plat|double glazing",
    "metals": "métal|Metalle|metals|zinc",
    "steel": "acier|Stahl|ferraille|inox|Edelstahl|tôles|scrap iron|stainless steel",
    "aluminium": "alu|aluminium|aluminum|Aluprofile|profilés aluminium",
    "copper": "cuivre|Kupfer|copper|laiton|Messing",
    "metal-cans": "canette|canettes|Konservendosen|tins|boîtes de conserve|crown caps",
    "mineral": "gravats|Bauschutt|rubble|inertes",
    "concrete": "béton|Beton|concrete|parpaing|parpaings|Porenbeton",
    "bricks-and-tiles": "briques|tuile|Ziegel|Dachziegel|carrelage|Fliesen|bricks|roof tile|vaisselle",
    "soil": "terre|sable|gravier|Erdaushub|sand|Kies|topsoil|terre végétale|grès des Vosges|pierre",
    "plaster": "plâtre|placo|BA13|Rigips|Gipskarton|plasterboard|plaques de plâtre",
    "insulation": "isolant|Dämmwolle|Steinwolle|laine de verre|glass wool|laine de roche",
    "electrical": "DEEE|D3E|WEEE|Elektroschrott|électronique",
    "it-equipment": "ordinateurs|Computer|laptop|écrans|Bildschirm|imprimante|matériel informatique",
    "appliances": "électroménager|lave-linge|Waschmaschine|white goods|machine à café",
    "cables": "câble|câbles|Kabel|cable|fils électriques|Netzwerkkabel",
    "lighting": "luminaire|LED|Leuchten|lampadaires|spotlights",
    "furniture": "meubles|mobilier|Möbel|furniture",
    "office-furniture": "bureau|bureaux|Schreibtisch|desk|tables|tables de réunion",
    "seats": "chaise|chaises|Stuhl|Stühle|Bürostuhl|chairs|fauteuil|canapé|Sofa",
    "shelving": "étagère|étagères|Regal|Regale|shelves|armoires|Spinde|rayonnage à palettes",
    "rubber": "pneus|Reifen|caoutchouc|tyres|Fahrradschläuche|chambre à air|inner tubes",
    "foam": "mousse|Schaumstoff|foam|mousse polyuréthane|PU foam",
    "paint": "peinture|peintures|Farbe|paint|Wandfarbe|fonds de pot|Farbreste",
    "scenography": "scénographie|décors|Bühnenbild|Messestand|stands d’exposition|stage sets",
}  # fmt: skip


def test_what_the_trade_says_in_three_languages_finds_its_material_first(app: Flask) -> None:
    asked = [(term, slug) for slug, line in TRADE.items() for term in line.split("|")]
    found = {(term, slug): [view.slug for view in find(term)] for term, slug in asked}

    assert len(asked) > 300
    assert {pair: slugs[:3] for pair, slugs in found.items() if slugs[:1] != [pair[1]]} == {}


def test_every_name_in_every_language_finds_its_material_first(app: Flask) -> None:
    for language in ("fr", "en", "de"):
        for view in materials(language):
            assert find(view.name, language)[0] == view
            assert find(view.name.upper(), "xx")[0].slug == view.slug


def test_what_is_found_is_worded_in_the_language_asked_for(app: Flask) -> None:
    assert find("Treber", "en")[0].name == "Brewers’ grains"
    assert find("spent grain", "de")[0].name == "Biertreber"
    assert find("Treber")[0].name == "Drêches de brasserie"


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("carton", ["cardboard", "paper-and-card"]),  # the name, then a name with a word more
        ("Schrott", ["metals", "steel"]),  # the same synonym of both: the order of the tree
        ("palet", ["pallets", "reusable-crates"]),  # a name begun, then a word of a synonym
    ],
)
def test_the_same_words_come_before_a_beginning_and_that_before_the_rest(
    app: Flask, text: str, slugs: list[str]
) -> None:
    found = [view.slug for view in find(text)]

    assert [slug for slug in found if slug in slugs] == slugs


def test_words_may_stand_in_any_order_and_in_several_wordings(app: Flask) -> None:
    assert find("europe palette")[0].slug == "pallets"
    assert find("cassées palette europe")[0].slug == "pallets"
    assert find("pappe")[0].slug == "cardboard"


def test_as_many_are_found_as_asked_for(app: Flask) -> None:
    assert len(find("b", limit=3)) == 3
    assert len(find("b", limit=100)) > 8


@pytest.mark.parametrize("text", ["", " ", "%", "zzzz", "\x00", "٣", "a" * 5000])
def test_nothing_is_found_for_nothing(app: Flask, text: str) -> None:
    assert find(text) == ()
