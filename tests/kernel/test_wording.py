from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exchange.kernel.wording import N_


@given(st.text())
def test_a_marked_sentence_is_its_own_message_id(sentence: str) -> None:
    assert N_(sentence) is sentence
