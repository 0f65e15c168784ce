from __future__ import annotations

import pytest

from exchange.api.description import _flattened


def test_nested_shapes_stand_under_their_own_names() -> None:
    described = {
        "paths": {"/x": {"$ref": "#/components/schemas/Listing.Price"}},
        "components": {"schemas": {"Listing": {"a": 1}, "Listing.Price": {"b": 2}, "Page.Price": {"b": 2}}},
    }
    flat = _flattened(described)
    assert flat["components"]["schemas"] == {"Listing": {"a": 1}, "Price": {"b": 2}}
    assert flat["paths"]["/x"]["$ref"] == "#/components/schemas/Price"


def test_two_shapes_of_one_name_are_a_fault() -> None:
    with pytest.raises(ValueError, match="Price"):
        _flattened({"components": {"schemas": {"A.Price": {"a": 1}, "B.Price": {"b": 2}}}})
