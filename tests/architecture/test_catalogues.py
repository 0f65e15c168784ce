"""A language that is offered is whole: nothing missing, unsure, left over, garbled, or still in French."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from exchange.kernel.languages import BEGUN, LANGUAGES, SOURCE_LANGUAGE
from tools.catalogues import CATALOGUES, collect, path_of, written

COMPLETE = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]
TRANSLATED = [*COMPLETE, *BEGUN]
ADVICE = "run `make catalogues`, then translate in exchange/translations"

PLACES = re.compile(r"%\((\w+)\)s")
TAGS = re.compile(r"</?[a-z][^>]*>")
STRAIGHT = re.compile(r"\w'\w")
FRENCH_SPACES = re.compile(r"[\s\u00a0\u202f][:;?!»]|«[\s\u00a0\u202f]")

SAME = {
    "en": """
        %(num)s action | %(num)s actions | %(num)s code | %(num)s codes | %(num)s organisation | Action |
        Administration | Association | Commune | Description | Distance | Département | Départements |
        France | Gisement | Invitation | Latitude | Longitude | Luxembourg | Menu | Net |
        Organisation | Pages | Photo %(number)s | Photos | Site | Sites |
        Strasbourg, 67000… | Strasbourg, Grand Est… | Tare | big bag | big bags | code %(code)s | litre |
        litres
    """,
    "de": "Gisement | Organisation | Position",
}
"""What is rightly written as in French: words that both languages share, names, and bare patterns."""

FRENCH_WORDS = re.compile(
    r"\b(le|la|les|des|du|une|est|sont|vous|votre|vos|nous|pour|avec|dans|qui|que|sur|pas|ou|et|aux|cette|ces)\b",
    re.IGNORECASE,
)
FRENCH_LETTERS = re.compile("[àâçéèêëîïôùûœæÀÂÇÉÈÊËÎÏÔÙÛŒÆ]")
NAMES = """
    Défenseur des droits | Département | Départements | département | départements | Isère |
    Labo régional des partenariats | Les Jardins de la Montagne Verte | Midi-Pyrénées | Trackdéchets
"""
"""Names, and words of French administration, taken out before what is left of French is looked for."""

Texts = list[str]


def texts(string: object) -> Texts:
    return [str(part) for part in string] if isinstance(string, tuple | list) else [str(string)]


def listed(text: str) -> set[str]:
    return {" ".join(part.split()) for part in text.split("|")} - {""}


@cache
def catalogue(language: str) -> Catalog:
    with path_of(language).open("rb") as stream:
        return read_po(stream, locale=language)


@cache
def wanted() -> tuple[Message, ...]:
    return tuple(message for message in collect() if message.id)


def translated(language: str) -> list[tuple[Texts, Texts]]:
    """Return each sentence (its plural beside it) with its translations, those that are empty left out."""
    return [
        (texts(message.id), texts(message.string))
        for message in catalogue(language)
        if message.id and all(texts(message.string))
    ]


def key(message: Message) -> tuple[Any, str | None]:
    return message.id, message.context


@pytest.mark.parametrize("language", COMPLETE)
def test_a_language_offered_says_every_sentence_and_no_other(language: str) -> None:
    held = {key(message): message for message in catalogue(language) if message.id}
    asked = {key(message) for message in wanted()}
    missing = [
        texts(message)[0]
        for message, context in asked
        if (message, context) not in held or not all(texts(held[message, context].string))
    ]
    assert missing == [], ADVICE
    assert [texts(message.id)[0] for message in held.values() if message.fuzzy] == [], ADVICE
    assert [texts(message)[0] for message, context in held if (message, context) not in asked] == [], ADVICE


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_places_and_the_marks_of_its_sentence(language: str) -> None:
    wrong = []
    for said, forms in translated(language):
        places = set(PLACES.findall(" ".join(said)))
        tags = sorted(TAGS.findall(said[-1]))
        for place, form in enumerate(forms):
            found = set(PLACES.findall(form))
            # A singular may say "one" in words, as "une réponse" does.
            is_short = place == 0 and len(forms) > 1 and found == places - {"num"}
            if (found != places and not is_short) or sorted(TAGS.findall(form)) != tags:
                wrong.append((said[0], form))
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_can_be_filled_in(language: str) -> None:
    for said, forms in translated(language):
        if any("%" in text for text in said):
            values = dict.fromkeys(PLACES.findall(" ".join(said)), "x")
            for form in forms:
                assert "%(" not in form % values, form


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_differs_from_the_french_unless_both_say_it_so(language: str) -> None:
    same = listed(SAME[language])
    copied = [
        form
        for said, forms in translated(language)
        for form in forms
        if form in said and form not in same and any(letter.isalpha() for letter in PLACES.sub("", form))
    ]
    assert copied == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_french_spaces_and_quotation_marks_stay_in_french(language: str) -> None:
    assert [form for _, forms in translated(language) for form in forms if FRENCH_SPACES.search(form)] == []


def test_no_french_is_left_in_english() -> None:
    names = re.compile("|".join(map(re.escape, sorted(listed(NAMES), key=len, reverse=True))))
    left = [
        form
        for _, forms in translated("en")
        for form in forms
        for bare in [names.sub("", PLACES.sub("", form))]
        if FRENCH_LETTERS.search(bare) or len(FRENCH_WORDS.findall(bare)) > 1
    ]
    assert left == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_stands_as_the_command_writes_it(language: str) -> None:
    assert path_of(language).read_bytes() == written(catalogue(language)), ADVICE


def test_every_catalogue_is_of_a_language_that_the_house_knows() -> None:
    assert {path.parent.parent.name for path in CATALOGUES.glob("*/*/messages.po")} == set(TRANSLATED)


def test_french_is_set_with_typographic_apostrophes() -> None:
    assert [text for message in wanted() for text in texts(message.id) if STRAIGHT.search(text)] == []


def test_no_sentence_is_empty_or_carries_its_own_margin() -> None:
    sentences = [text for message in wanted() for text in texts(message.id)]
    assert len(sentences) > 50
    assert [text for text in sentences if not text.strip() or text != text.strip()] == []
