"""Rows as GeoNames gives them, for tests of the derivation."""

from __future__ import annotations

from typing import Any


def place(
    country: str,
    postcode: str,
    city: str,
    *,
    latitude: float = 49.5,
    longitude: float = 6.1,
    state: str = "Esch",
) -> dict[str, Any]:
    """Return one place of the postcode file."""
    return {
        "country_code": country, "postal_code": postcode, "city": city, "state": state,
        "latitude": latitude, "longitude": longitude, "accuracy": 6.0,
    }  # fmt: skip
