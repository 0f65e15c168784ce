"""Whatever fits, or does not fit, the document: no fault of ours, and answers as described."""

from __future__ import annotations

from contextlib import suppress
from contextvars import Context
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.test_claims import claimed, lot_of
from tests.api.test_photographs import picture, send
from tests.api.world import World

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
BOUNDED = settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
KEYS = {"slug": ["coffee-bags", "wood"], "key": ["commune:67482", "epci:246700488", "country:LU"]}


def known_ids(world: World) -> dict[str, list[str]]:
    """Return ids that exist, for the places in addresses that take them."""
    claim = claimed(world, lot_of(world))
    other = claimed(world, lot_of(world, allocation="first_come", open_to_all=True), world.other)
    read = world.calling(world.giver).get(f"/claims/{claim}").json
    return {
        "claim": [claim, other],
        "lot": [read["lot"]],
        "listing": [read["listing"]],
        "organisation": [world.giver.organisation, world.receiver.organisation],
        **KEYS,
    }


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_answers_are_as_described_and_never_a_fault_of_ours(small_world: World, mode: GenerationMode) -> None:
    world, known = small_world, known_ids(small_world)
    send(world, picture())
    tokens = [None, world.giver.token, world.receiver.token, world.body.token, "nonsense"]
    described = Context().run(schemathesis.openapi.from_wsgi, "/api/v1/openapi.json", world.app)
    tried = []
    for result in described.get_all_operations():
        operation = result.ok()

        @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
        @BOUNDED
        def answers_as_described(case: Case, data: Any) -> None:
            for name in case.path_parameters:
                if name in known and data.draw(st.booleans()):
                    case.path_parameters[name] = data.draw(st.sampled_from(known[name]))
            token = data.draw(st.sampled_from(tokens))
            headers = {} if token is None else {"Authorization": f"Bearer {token}"}
            response = Context().run(case.call, headers=headers)
            case.validate_response(response, checks=CHECKS)

        with suppress(Unsatisfiable):  # what takes nothing has nothing to send wrongly
            answers_as_described()
            tried.append(operation.label)
    assert len(tried) > 25
