from __future__ import annotations

import re

from babel.messages.pofile import read_po

from exchange.web.language import CATALOGUES, LANGUAGE_NAMES, LANGUAGES, SOURCE_LANGUAGE
from tools.catalogues import collect

PLACES = re.compile(r"%\((\w+)\)")
STRAIGHT = re.compile(r"\w'\w")


def texts(string: object) -> list[str]:
    return [str(part) for part in string] if isinstance(string, tuple | list) else [str(string)]


def test_every_language_offered_lacks_no_sentence_and_no_place() -> None:
    wanted = [message for message in collect() if message.id]
    for language in LANGUAGES:
        if language == SOURCE_LANGUAGE:
            continue
        with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as stream:
            held = read_po(stream, locale=language)
        for message in wanted:
            found = held.get(message.id, message.context)
            assert found is not None, message.id
            assert not found.fuzzy, message.id
            assert all(texts(found.string)), message.id
            expected = set(PLACES.findall(texts(message.id)[-1]))
            assert all(set(PLACES.findall(text)) <= expected for text in texts(found.string)), message.id


def test_every_language_offered_is_named_in_itself() -> None:
    assert set(LANGUAGES) <= set(LANGUAGE_NAMES)


def test_french_is_set_with_typographic_apostrophes() -> None:
    wrong = [
        text for message in collect() if message.id for text in texts(message.id) if STRAIGHT.search(text)
    ]
    assert wrong == []


def test_no_sentence_is_empty_or_carries_its_own_margin() -> None:
    sentences = [text for message in collect() if message.id for text in texts(message.id)]
    assert len(sentences) > 50
    assert [text for text in sentences if not text.strip() or text != text.strip()] == []
