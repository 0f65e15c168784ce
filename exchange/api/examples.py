"""One example of each shape, by its name in the OpenAPI document; a test holds them to the schemas."""

from __future__ import annotations

from typing import Any

_LISTING_ID = "7m2k9x4qzt0b8c1d"
_LOT_ID = "3v8r1y6hsw5n2j4g"
_CLAIM_ID = "9c4t7b2xkq0m6z1p"
_SITE_ID = "5d1g8h3jkm6n9p2q"
_PHOTO_ID = "2a4b6c8d0e1f3g5h"

_GIVER = {"id": "0f3h6k9n2r5t8w1y", "slug": "torrefaction-de-l-ill", "name": "Torréfaction de l’Ill"}
_RECEIVER = {"id": "1g4j7m0p3s6v9x2z", "slug": "couture-du-neudorf", "name": "Couture du Neudorf"}
_TERRITORY = {
    "key": "commune:67482", "level": "commune", "code": "67482", "name": "Strasbourg", "country": "FR",
    "latitude": 48.57358, "longitude": 7.75321, "population": 293771, "communes_total": 1,
}  # fmt: skip
_TERRITORY_DETAIL = _TERRITORY | {
    "time_zone": "Europe/Paris", "postcodes": ["67000", "67100", "67200"],
    "belongs_to": [{"key": "departement:67", "level": "departement", "name": "Bas-Rhin"}],
    "vintage": "2026-01-01", "valid_from": "2026-01-01", "valid_until": None, "successors": [],
}  # fmt: skip
_PLACE = {
    "label": "Strasbourg (Bas-Rhin)", "kind": "commune", "latitude": 48.57358, "longitude": 7.75321,
    "commune": "commune:67482", "precision": "commune", "name": "Strasbourg", "postcode": "", "guess": False,
}  # fmt: skip
_WASTE_CODE = {"code": "15 01 05", "hazardous": False, "name": "Emballages composites", "chapter": "15"}
_LISTED_WASTE_CODE = {
    **_WASTE_CODE,
    "chapter_name": "Emballages, absorbants, chiffons, filtres et vêtements de protection",
    "subchapter": "15 01",
    "subchapter_name": "Emballages",
}
_MATERIAL = {
    "slug": "coffee-bags",
    "name": "Sacs à café",
    "synonyms": ["emballages de café"],
    "parent": "composite-packaging",
    "waste_codes": [_WASTE_CODE],
    "units": [{"unit": "kg", "kg_per_unit": 1, "basis": "exact", "source": None}],
}
_WRITTEN = {
    "title": "Sacs à café déclassés",
    "description": "Sacs neufs mal imprimés, en liasses de 50.",
    "kind": "lot",
    "material": "coffee-bags",
    "waste_code": "15 01 05",
    "legal_status": "by_product",
    "available_from": "2026-03-16",
    "available_until": "2026-06-30",
    "recurrence": None,
    "allocation": "giver_chooses",
    "open_to_all": False,
    "handling": "Quai à hauteur de camion, de 8 h à 16 h.",
}
_FREE = {"mode": "free", "amount_eur": None, "per": "lot"}
_POSITION = {"latitude": 48.5841, "longitude": 7.7449}
_LISTING = {
    **_WRITTEN,
    "id": _LISTING_ID,
    "status": "published",
    "material_name": "Sacs à café",
    "quantity": {"value": 12, "unit": "pallet", "kg_per_unit": 25},
    "mass_kg": 220,
    "site": _SITE_ID,
    "commune": "commune:67482",
    "commune_name": "Strasbourg",
    "position": _POSITION,
    "price": _FREE,
    "photos": [
        {
            "id": _PHOTO_ID,
            "alternative": "Liasses de sacs sur une palette",
            "width": 1600,
            "height": 1200,
            "large_url": f"/media/{_PHOTO_ID}/large",
            "card_url": f"/media/{_PHOTO_ID}/card",
        }
    ],
    "lots": [
        {
            "id": _LOT_ID,
            "available_on": "2026-03-16",
            "initial_kg": 300,
            "adjusted_kg": 0,
            "remaining_kg": 220,
            "held_kg": 80,
            "collected_kg": 0,
            "removed_kg": 0,
        }
    ],
    "organisation": _GIVER,
    "created_at": "2026-03-15T16:02:11Z",
    "published_at": "2026-03-16T09:30:00Z",
    "closed_at": None,
    "links": [{"step": "pause", "href": f"/api/v1/listings/{_LISTING_ID}/pause"}],
}
_CARD = {
    "id": _LISTING_ID,
    "title": "Sacs à café déclassés",
    "kind": "lot",
    "status": "published",
    "material": "coffee-bags",
    "material_name": "Sacs à café",
    "mass_kg": 220,
    "held_kg": 80,
    "available_from": "2026-03-16",
    "available_until": "2026-06-30",
    "price": _FREE,
    "allocation": "giver_chooses",
    "commune": "commune:67482",
    "commune_name": "Strasbourg",
    "position": _POSITION,
    "organisation": _GIVER,
    "photo_url": f"/media/{_PHOTO_ID}/card",
    "published_at": "2026-03-16T09:30:00Z",
    "distance_km": 1.284,
    "url": f"/api/v1/listings/{_LISTING_ID}",
}
_CLAIM_ITEM = {
    "id": _CLAIM_ID,
    "state": "accepted",
    "side": "receiver",
    "waits_for": "either",
    "listing": _LISTING_ID,
    "title": "Sacs à café déclassés",
    "lot": _LOT_ID,
    "allocation": "giver_chooses",
    "material": "coffee-bags",
    "material_name": "Sacs à café",
    "giver": {**_GIVER, "kind": "company", "is_checked": True, "commune_name": "Strasbourg"},
    "receiver": {**_RECEIVER, "kind": "association", "is_checked": True, "commune_name": "Strasbourg"},
    "requested_kg": 80,
    "held_kg": 80,
    "net_kg": None,
    "purpose": "Trousses et sacs cousus en atelier d’insertion",
    "reason": "",
    "pickup_from": "2026-03-20T08:00:00Z",
    "pickup_until": "2026-03-20T11:00:00Z",
    "distance_km": 3.117,
    "created_at": "2026-03-16T10:15:42Z",
    "changed_at": "2026-03-16T14:01:09Z",
    "links": [{"step": "hand_over", "href": f"/api/v1/claims/{_CLAIM_ID}/hand_over"}],
    "url": f"/api/v1/claims/{_CLAIM_ID}",
}
_EXACT = {
    "name": "Atelier",
    "address": "12 rue d’exemple",
    "postcode": "67000",
    "commune_name": "Strasbourg",
    "latitude": 48.5823,
    "longitude": 7.7467,
}
_CLAIM = {
    **_CLAIM_ITEM,
    "slots": [{"side": "giver", "from": "2026-03-20T08:00:00Z", "until": "2026-03-20T11:00:00Z"}],
    "weighings": [],
    "history": [
        {
            "step": "request",
            "source": "requested",
            "target": "requested",
            "side": "receiver",
            "at": "2026-03-16T10:15:42Z",
            "by": "Camille Exemple",
        }
    ],
    "meeting": {
        "source": _EXACT,
        "target": _EXACT,
        "giver_contacts": [{"name": "Dominique Exemple", "email": "dominique@torrefaction.example"}],
        "receiver_contacts": [{"name": "Camille Exemple", "email": "camille@couture.example"}],
    },
    "booked_kg": None,
    "grade": None,
}
_MEMBERSHIP = {**_RECEIVER, "kind": "association", "role": "manager"}
_MONTH = {
    "month": "2026-01",
    "material": None,
    "material_name": None,
    "diverted_kg": 4210.5,
    "secret": False,
}
_EXCEEDED = "There is not enough material left: another claim came first."

EXAMPLES: dict[str, Any] = {
    "Problem": {
        "type": "urn:gisement:problem:claim-mass-exceeds-remainder",
        "title": "Operation not possible",
        "status": 409,
        "detail": _EXCEEDED,
        "code": "claim-mass-exceeds-remainder",
        "errors": [{"field": "mass_kg", "code": "claim-mass-exceeds-remainder", "detail": _EXCEEDED}],
        "request_id": "6a7f29b3ea1d746f",
    },
    "Territory": _TERRITORY,
    "TerritoryDetail": _TERRITORY_DETAIL,
    "TerritoryPage": {"items": [_TERRITORY], "total": 1, "next": None},
    "PlacePage": {"items": [_PLACE], "total": 1, "next": None},
    "Material": _MATERIAL,
    "MaterialPage": {"items": [_MATERIAL], "total": 1, "next": None},
    "ListedWasteCode": _LISTED_WASTE_CODE,
    "WasteCodePage": {"items": [_LISTED_WASTE_CODE], "total": 1, "next": None},
    "ListingIn": {
        **_WRITTEN,
        "quantity": {"value": 12, "unit": "pallet", "kg_per_unit": 25},
        "site": _SITE_ID,
        "price": {"mode": "free"},
        "photos": [{"id": _PHOTO_ID, "alternative": "Liasses de sacs sur une palette"}],
    },
    "ListingChange": {"title": "Sacs à café, deux palettes de plus", "available_until": None},
    "Listing": _LISTING,
    "ListingPage": {"items": [_CARD], "total": 1, "next": None},
    "Photograph": {
        "id": _PHOTO_ID,
        "width": 1600,
        "height": 1200,
        "large_url": f"/media/{_PHOTO_ID}/large",
        "card_url": f"/media/{_PHOTO_ID}/card",
    },
    "ClaimIn": {
        "mass_kg": 80,
        "purpose": "Trousses et sacs cousus en atelier d’insertion",
        "pickup_from": "2026-03-20T08:00:00Z",
        "pickup_until": "2026-03-20T11:00:00Z",
    },
    "Claim": _CLAIM,
    "ClaimPage": {"items": [_CLAIM_ITEM], "total": 1, "next": None},
    "AcceptIn": {"mass_kg": 80},
    "ReasonIn": {"reason": "La palette est déjà promise."},
    "NothingIn": {},
    "ProposeIn": {"slots": [{"from": "2026-03-20T08:00:00Z", "until": "2026-03-20T11:00:00Z"}]},
    "AppointmentIn": {"pickup_from": "2026-03-20T08:00:00Z", "pickup_until": "2026-03-20T09:00:00Z"},
    "HandOverIn": {"gross_kg": 102.5, "tare_kg": 22, "method": "scale"},
    "WeighingIn": {"gross_kg": 102.4, "tare_kg": 22, "method": "scale", "refused_kg": 0},
    "Statistics": {
        "territory": {
            "key": "epci:246700488",
            "level": "epci",
            "name": "Eurométropole de Strasbourg",
            "communes_loaded": 33,
            "communes_total": 33,
        },
        "from": "2026-01",
        "to": "2026-02",
        "sight": "public",
        "totals": {
            "diverted_kg": 4210.5,
            "received_kg": 3980,
            "internal_kg": 3711.25,
            "handovers": 31,
            "givers": 5,
            "receivers": 6,
            "organisations": 10,
            "is_partial": True,
            "quality": {"A": 0.7, "B": 0.3},
            "range": {"low_kg": 4100, "high_kg": 4321},
        },
        "items": [_MONTH, {**_MONTH, "month": "2026-02", "diverted_kg": None, "secret": True}],
        "years": [],
    },
    "Me": {
        "account": {
            "id": "4k7n0q3t6w9z2c5f",
            "name": "Camille Exemple",
            "email": "camille@couture.example",
            "language": "fr",
        },
        "organisation": {
            **_MEMBERSHIP,
            "sites": [
                {"id": _SITE_ID, "name": "Atelier", "commune": "commune:67482", "commune_name": "Strasbourg"}
            ],
            "territories": [],
        },
        "organisations": [_MEMBERSHIP],
        "scopes": ["read", "write"],
    },
    "Organisation": {
        **_RECEIVER,
        "kind": "association",
        "country": "FR",
        "description": "Atelier de couture d’insertion.",
        "is_checked": True,
        "is_demonstration": False,
        "communes": [{"key": "commune:67482", "name": "Strasbourg"}],
    },
}
