from __future__ import annotations

import re
from collections import Counter

from tests.architecture.plan import refusals
from tools.catalogues import collect

CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")


def test_every_refusal_has_a_stable_code_of_its_own() -> None:
    kinds = refusals()
    assert len(kinds) > 10
    assert [kind.__qualname__ for kind in kinds if "code" not in vars(kind)] == []
    assert [kind.code for kind in kinds if not CODE.fullmatch(kind.code)] == []
    assert [code for code, count in Counter(kind.code for kind in kinds).items() if count > 1] == []


def test_every_refusal_is_answered_by_a_status_that_blames_the_right_side() -> None:
    wrong = {
        kind.code: kind.status for kind in refusals() if kind.status < 400 or kind.status in {500, 502, 504}
    }
    assert wrong == {}


def test_every_refusal_is_worded_in_a_sentence_that_the_catalogues_collect() -> None:
    sentences = {message.id for message in collect()}
    own = [kind for kind in refusals() if "wording" in vars(kind)]
    assert len(own) > 10
    assert [kind.code for kind in own if kind.wording not in sentences] == []
    assert [kind.code for kind in own if not kind.wording.rstrip().endswith((".", "?", "!"))] == []


def test_a_refusal_beside_a_field_names_the_field_as_forms_do() -> None:
    named = {kind.code: kind.field for kind in refusals() if kind.field is not None}
    assert {code: field for code, field in named.items() if not re.fullmatch(r"[a-z][a-z_0-9]*", field)} == {}
