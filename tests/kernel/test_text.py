from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.kernel.text import clean, fold, slugify, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Illkirch-Graffenstaden", "illkirch graffenstaden"),
        ("ÉTOFFES & Œuvres", "etoffes oeuvres"),
        ("Straßburg", "strassburg"),
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("Fûts <200 L>", "futs 200 l"),
        ("ﬁlm plastique", "film plastique"),
        ("", ""),
    ],
)
def test_words_are_folded_as_people_would_type_them(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert words(text) == fold(text).split()


@given(st.text(alphabet="aàâäAÀçÇeéèêëœŒæÆoôùûüÿß '’-xyz09"))
def test_capitals_never_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


@given(st.text())
def test_a_slug_is_short_and_made_of_bare_words(text: str) -> None:
    slug = slugify(text)
    assert len(slug) <= 60
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert fold(slug).replace(" ", "-") == slug


@pytest.mark.parametrize("text", ["10 % d’humidité", "Fûts <200 L>", "{bois}", "خشب", "♻️ carton", "a\nb"])
def test_honest_text_comes_back_as_it_was(text: str) -> None:
    assert clean(text) == text


@given(st.text(alphabet=st.characters()))
def test_what_a_database_cannot_store_is_gone(text: str) -> None:
    kept = clean("a\x00\ud800" + text + "\r\nb\r")
    assert kept.encode("utf-8")
    assert "\x00" not in kept
    assert "\r" not in kept
    assert clean(kept) == kept
