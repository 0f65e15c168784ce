from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from exchange.claims.lifecycle import (
    AGREED,
    BEGINNINGS,
    BY_NAME,
    ENDED,
    HOLDING,
    SIDES,
    STEPS,
    after,
    diagram,
    is_for,
    opposite,
    steps_open,
)
from exchange.claims.models import STATES

PAGE = Path(__file__).parents[2] / "docs" / "claim-life-cycle.md"


def test_every_state_and_name_is_known_and_told_once() -> None:
    assert len(BY_NAME) == len(STEPS)
    for step in STEPS:
        reached = {state for state in (step.target, step.otherwise) if state is not None}
        assert {*step.sources, *reached} <= set(STATES)


def test_every_state_can_be_reached_and_every_live_one_left() -> None:
    reached = set(BEGINNINGS)
    while True:
        targets = {step.target for step in STEPS if reached & set(step.sources)} - {None}
        other = {step.otherwise for step in STEPS if reached & set(step.sources)} - {None}
        if targets | other <= reached:
            break
        reached |= targets | other
    assert reached == {source for step in STEPS for source in step.sources} | (reached & set(ENDED))
    assert reached >= {"confirmed", "declined", "withdrawn", "cancelled", "disputed"}


def test_no_step_leaves_an_end() -> None:
    assert not {source for step in STEPS for source in step.sources} & set(ENDED)


def test_what_holds_mass_is_agreed_and_not_over() -> None:
    assert set(HOLDING) < set(AGREED)
    assert not set(HOLDING) & set(ENDED)


@given(st.sampled_from(STATES), st.sampled_from(SIDES), st.sampled_from([*SIDES, None]))
def test_steps_open_and_after_say_the_same(state: str, side: str, standing: str | None) -> None:
    opened = steps_open(state, side, standing)
    for step in STEPS:
        leads = after(step.name, state) is not None
        assert (step in opened) == (leads and is_for(step, side, standing))


@given(st.sampled_from(STATES), st.sampled_from(SIDES))
def test_only_the_side_without_the_standing_figure_judges_it(state: str, standing: str) -> None:
    judging = {"confirm", "dispute", "resolve"}
    assert not judging & {step.name for step in steps_open(state, standing, standing)}
    judged = judging & {step.name for step in steps_open(state, opposite(standing), standing)}
    assert bool(judged) == (state in {"handed_over", "disputed"})


def test_an_unknown_step_leads_nowhere() -> None:
    assert after("teleport", "requested") is None


def test_the_page_shows_the_table_as_it_is() -> None:
    assert diagram() in PAGE.read_text(encoding="utf-8")
