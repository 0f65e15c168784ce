"""Names of photographs' files."""

from __future__ import annotations

from exchange.media.rules import VARIANTS, file_name


def test_two_photographs_of_the_same_content_have_files_of_their_own() -> None:
    names = {file_name("ab" * 32, public_id, variant) for public_id in ("one", "two") for variant in VARIANTS}
    assert len(names) == 4
    assert all(name.startswith("ab/") and name.endswith(".webp") for name in names)
