"""The committed List of Waste: whole, marked as the Decision marks it, worded for the trade."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from pathlib import Path

import pytest

import exchange.materials

DATA = Path(exchange.materials.__path__[0]) / "data"

SHA256 = "9fe7ce2947e63ed9f96b6ab860ff462e93f2445fb98cf3ad75c35b4be986c68a"
"""Of the sorted lines "code,hazardous" ("15 01 10,1"), as compiled apart from these files from the annex of
Decision 2000/532/EC in its consolidated form: a slip in a code or a mark changes it."""

LONGEST = 110


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))


CODES, HEADINGS = rows("waste_codes.csv"), rows("waste_headings.csv")


def test_the_list_has_20_chapters_111_subchapters_and_842_entries_408_of_them_hazardous() -> None:
    assert Counter(len(row["code"]) for row in HEADINGS) == {2: 20, 5: 111}
    assert len({row["code"] for row in CODES}) == len(CODES) == 842
    assert Counter(row["hazardous"] for row in CODES) == {"0": 434, "1": 408}


def test_every_code_and_mark_is_that_of_the_decision() -> None:
    lines = sorted(f"{row['code']},{row['hazardous']}\n" for row in CODES)

    assert hashlib.sha256("".join(lines).encode()).hexdigest() == SHA256


def test_every_heading_has_entries_and_every_entry_its_headings() -> None:
    known = {row["code"] for row in HEADINGS}

    assert {row["code"][:2] for row in CODES} | {row["code"][:5] for row in CODES} == known


@pytest.mark.parametrize("language", ["fr", "en"])
def test_labels_are_short_and_each_says_something_of_its_own(language: str) -> None:
    labels = {row["code"]: row[f"label_{language}"] for row in CODES}
    twins = [label for label, count in Counter(map(str.casefold, labels.values())).items() if count > 1]

    assert twins == []
    assert [label for label in labels.values() if not 4 <= len(label) <= LONGEST] == []
    assert [label for label in labels.values() if label != label.strip() or not label[0].isupper()] == []


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_headings_are_worded_in_three_languages_without_twins(language: str) -> None:
    labels = [row[f"label_{language}"] for row in HEADINGS]

    assert len(set(labels)) == len(labels)
    assert all(3 <= len(label) <= LONGEST for label in labels)


def test_french_is_set_with_typographic_apostrophes_and_english_is_not_french() -> None:
    texts = [text for row in [*CODES, *HEADINGS] for text in row.values()]

    assert [text for text in texts if "'" in text] == []
    assert [row["code"] for row in CODES if set(row["label_en"]) & set("àâçèêîôùûœ’")] == []
    assert [row["code"] for row in CODES if row["label_en"] == row["label_fr"]] == [
        "16 09 01",
        "17 04 02",
        "20 01 11",
    ]


def test_no_label_says_the_contrary_of_its_mark() -> None:
    harmless = ("non dangereu", "non-hazardous", "sans amiante", "non pollué", "unpolluted")
    dangerous = ("à substances dangereuses", "with hazardous", "souillés par", "soiled by")
    for row in CODES:
        label = f"{row['label_fr']} {row['label_en']}".casefold()
        contrary = harmless if row["hazardous"] == "1" else dangerous
        assert not any(words in label for words in contrary), row["code"]


def test_words_of_the_trade_stand_each_with_the_entry_alone() -> None:
    for row in CODES:
        given = [word for word in row["words"].split("; ") if word]
        assert len(set(given)) == len(given), row["code"]
        assert all(word == word.strip() for word in given), row["code"]
