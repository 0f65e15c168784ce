"""How photographs are kept: limits, variants, and the name of each file."""

from __future__ import annotations

from datetime import timedelta

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 40_000_000

VARIANTS: dict[str, int] = {"large": 1600, "card": 640}
"""The longest side of each variant, in pixels; smaller pictures are not blown up."""

CONTENT_TYPE = "image/webp"

ORPHAN_AGE = timedelta(days=1)
"""How long a photograph may wait for the listing it was uploaded for."""


def file_name(sha256: str, public_id: str, variant: str) -> str:
    """Return the path of a variant below the store's folder.

    The public id keeps two photographs of the same content apart, so that dropping one never takes
    the other's file.
    """
    return f"{sha256[:2]}/{sha256}-{public_id}-{variant}.webp"
