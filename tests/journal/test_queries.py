from __future__ import annotations

import pytest
from flask import Flask

from exchange.journal.actions import record
from exchange.journal.queries import of_subject, tail
from exchange.kernel.actor import ANONYMOUS
from exchange.kernel.paging import CursorInvalid
from tests.houses import NOW


def test_the_tail_is_read_page_by_page_the_newest_first(app: Flask) -> None:
    for number in range(7):
        record(ANONYMOUS, "test.step", "thing", str(number), None, NOW)
    seen, cursor = [], None
    while True:
        found = tail(limit=3, cursor=cursor)
        assert found.total == 7
        seen += [entry.subject for entry in found.items]
        cursor = found.next_cursor
        if cursor is None:
            break
    assert seen == ["6", "5", "4", "3", "2", "1", "0"]


def test_a_subjects_story_is_told_in_order(app: Flask) -> None:
    for action in ("test.begin", "test.end"):
        record(ANONYMOUS, action, "thing", "one", None, NOW)
    record(ANONYMOUS, "test.begin", "thing", "other", None, NOW)
    assert [entry.action for entry in of_subject("thing", "one")] == ["test.begin", "test.end"]


def test_a_foreign_cursor_is_refused(app: Flask) -> None:
    with pytest.raises(CursorInvalid):
        tail(cursor="not one of ours")
