"""One example of each shape, by its name in the OpenAPI document; a test holds them to the schemas."""

from __future__ import annotations

from typing import Any

EXAMPLES: dict[str, Any] = {
    "Problem": {
        "type": "urn:gisement:problem:claim-mass-exceeds-remainder",
        "title": "Conflict",
        "status": 409,
        "detail": "Il ne reste plus assez de matière : une autre demande est passée avant.",
        "code": "claim-mass-exceeds-remainder",
        "errors": [
            {
                "field": "mass_kg",
                "code": "claim-mass-exceeds-remainder",
                "detail": "Il ne reste plus assez de matière : une autre demande est passée avant.",
            }
        ],
        "request_id": "6a7f29b3ea1d746f",
    },
}
