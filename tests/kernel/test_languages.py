from __future__ import annotations

import pytest

from exchange.kernel import languages
from exchange.kernel.languages import BEGUN, LANGUAGE_NAMES, LANGUAGES, SOURCE_LANGUAGE, spoken


def test_french_comes_first_and_every_language_is_named_in_itself() -> None:
    assert LANGUAGES[0] == SOURCE_LANGUAGE
    assert set(LANGUAGES) | set(BEGUN) <= set(LANGUAGE_NAMES)
    assert not set(LANGUAGES) & set(BEGUN)


def test_a_language_that_is_not_complete_leads_to_french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "LANGUAGES", ("fr", "en"))
    assert [spoken(code) for code in ("fr", "en", "de", "xx", "", "../en")] == [
        "fr",
        "en",
        "fr",
        "fr",
        "fr",
        "fr",
    ]
