from __future__ import annotations

import pytest
from flask import Flask

from exchange.materials.errors import MaterialUnknown, WasteCodeNotHazardous, WasteHeadingUnknown
from exchange.materials.queries.waste_search import search, suggestions


def codes(*arguments: str, **names: object) -> list[str]:
    return [view.code for view in search(*arguments, **names)]  # type: ignore[arg-type]


def test_everything_is_found_when_nothing_is_asked(app: Flask) -> None:
    found = codes()

    assert len(found) == 842
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("asked", "begin"),
    [("15", "15"), ("15 01", "15 01"), ("1501", "15 01"), ("15.01.1", "15 01 1"), ("150110", "15 01 10")],
)
def test_digits_begin_a_code_in_any_spelling(app: Flask, asked: str, begin: str) -> None:
    assert codes(asked) == [code for code in codes() if code.startswith(begin)] != []


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("carton", "15 01 01"),
        ("Emballages bois", "15 01 03"),
        ("wooden packaging", "15 01 03"),
        ("verre", "15 01 07"),
        ("pneus", "16 01 03"),
        ("PNEUMATIQUE", "16 01 03"),
        ("huile de friture", "20 01 25"),
        ("frying oil", "20 01 25"),
        ("dasri", "18 01 03"),
        ("marc de café", "20 01 08"),
        ("coffee grounds", "20 01 08"),
        ("batteries au plomb", "16 06 01"),
        ("placo", "17 08 02"),
        ("drywall", "17 08 02"),
        ("palettes europe", "15 01 03"),
        ("Holz", "17 02 01"),
        ("Bauschutt", "17 01 07"),
        ("Klärschlamm", "19 08 05"),
        ("Klaerschlamm", "19 08 05"),
        ("ordures menageres", "20 03 01"),
        ("tonte", "20 02 01"),
        ("dechets verts", "20 02 01"),
        ("béton", "17 01 01"),
        ("16 lithium", "16 06 05"),
        ("17 bois", "17 02 01"),
    ],
)
def test_what_people_type_finds_first_what_they_mean(app: Flask, asked: str, first: str) -> None:
    assert codes(asked)[0] == first


@pytest.mark.parametrize(
    ("asked", "among"),
    [
        ("Verpackungen", "15 01 02"),
        ("Fotografie", "09 01 07"),
        ("Wellpappe", "15 01 01"),
        ("gravats", "17 01 07"),
        ("sawdust", "03 01 05"),
        ("Saegespaene", "03 01 05"),
    ],
)
def test_headings_and_materials_lend_their_words_in_three_languages(
    app: Flask, asked: str, among: str
) -> None:
    assert among in codes(asked)


def test_what_takes_the_rest_stands_behind_what_is_named(app: Flask) -> None:
    found = [code for code in codes("peinture") if code.startswith("08 01")]

    assert found[-1] == "08 01 99"


def test_singular_and_plural_find_the_same(app: Flask) -> None:
    assert set(codes("carton")) == set(codes("cartons"))
    assert codes("métaux")[0] == codes("métal")[0]


@pytest.mark.parametrize("asked", ["zzzz", "99", "150105150105", "***", "?", "%", "_", "carton zzzz"])
def test_nothing_is_found_for_what_means_nothing(app: Flask, asked: str) -> None:
    assert codes(asked) == []


def test_an_asterisk_asks_for_the_hazardous(app: Flask) -> None:
    assert codes("15 01*") == ["15 01 10", "15 01 11"]
    assert codes("15 01 10*") == ["15 01 10"]
    with pytest.raises(WasteCodeNotHazardous):
        search("15 01 05*")


def test_filters_are_kept_together(app: Flask) -> None:
    assert len(codes(hazardous=True)) == 408
    assert codes("bois", chapter="17", hazardous=False) == [
        code for code in codes("bois") if code[:2] == "17" and code != "17 02 04"
    ]
    assert codes(subchapter="1501") == codes(chapter="15", subchapter="15.01") == codes("15 01")
    assert codes(chapter="15", subchapter="16 01") == []


@pytest.mark.parametrize("heading", ["00", "21", "1", "15 09", "150101", "carton", "١٥"])
def test_an_unknown_heading_is_refused_beside_its_name(app: Flask, heading: str) -> None:
    for name in ("chapter", "subchapter"):
        with pytest.raises(WasteHeadingUnknown) as refused:
            search(**{name: heading})  # type: ignore[arg-type]
        assert refused.value.at == name


def test_the_codes_of_a_material_stand_in_its_own_order(app: Flask) -> None:
    assert codes(usual_for="cardboard")[0] == "15 01 01"
    assert codes("20", usual_for="cardboard") == ["20 01 01"]
    with pytest.raises(MaterialUnknown):
        search(usual_for="nonsense")


def test_labels_come_in_the_language_asked_for(app: Flask) -> None:
    assert search("pneus", "en")[0].name == "End-of-life tyres"
    assert search("tyres", "fr")[0].name == "Pneus hors d’usage"
    assert search("tyres", "de")[0].language == "fr"


def test_suggestions_begin_with_what_is_usual_for_the_material(app: Flask) -> None:
    usual = [view.code for view in suggestions("", "cardboard")]

    assert usual[0] == "15 01 01"
    assert [view.code for view in suggestions("papier", "cardboard")][: len(usual)] == usual
    assert suggestions("pneus", "cardboard")[0].code == "16 01 03"
    assert len(suggestions("de la boue", limit=5)) == 5


def test_suggestions_end_with_what_is_never_published(app: Flask) -> None:
    marks = [view.hazardous for view in suggestions("15", limit=20)]

    assert marks == sorted(marks)
    assert marks.count(True) == 3


@pytest.mark.parametrize("asked", ["", "15 01 05*", "zzzz"])
def test_what_cannot_be_understood_suggests_nothing(app: Flask, asked: str) -> None:
    assert suggestions(asked) == ()
