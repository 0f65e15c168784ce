from __future__ import annotations

import pytest

from exchange.organisations.errors import OrganisationStepImpossible
from exchange.organisations.lifecycle import STATUSES, STEPS, after, steps_open


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("name", [step.name for step in STEPS])
def test_every_cell_of_the_table_is_open_or_refused(status: str, name: str) -> None:
    if name in steps_open(status):
        assert after(name, status) in STATUSES
        assert after(name, status) != status
    else:
        with pytest.raises(OrganisationStepImpossible):
            after(name, status)


def test_a_step_that_the_table_lacks_is_refused() -> None:
    with pytest.raises(OrganisationStepImpossible):
        after("erase", "active")
