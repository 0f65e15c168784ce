"""Where a refusal meets a person, and how a repeated submit is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import MethodNotAllowed, NotFound
from wtforms import StringField

from exchange.journal.models import JournalEntry
from exchange.kernel.errors import Invalid, Missing, Refusal, Refusals, Stale
from exchange.storage.database import session, transaction
from exchange.web import problems
from exchange.web.fields import Form


class Sample(Form):
    title = StringField("Titre")


class TitleTaken(Invalid):
    code = "title-taken"
    wording = "Ce titre, %(title)s, est déjà pris."
    field = "title"


@pytest.fixture
def sent(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Sample]:
    """Return a way to fill the form as if it had been posted."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)

    def fill(title: str, key: str = "one-key") -> Sample:
        return Sample(formdata=MultiDict({"title": title, "idempotency_key": key}))

    return fill


def write(app: Flask, subject: str) -> str:
    with transaction() as open_session:
        open_session.add(
            JournalEntry(
                at=app.extensions["clock"].now(), action="test.write", subject_kind="test", subject=subject
            )
        )
    return subject


def written() -> int:
    return session().query(JournalEntry).count()


def posted(app: Flask, title: str) -> Any:
    return app.test_request_context("/sign-in", method="POST", data={"title": title})


def test_a_submit_sent_twice_has_one_effect_and_one_answer(app: Flask, sent: Callable[..., Sample]) -> None:
    with posted(app, "a"):
        first = problems.perform(sent("a"), lambda: write(app, "first"))
        again = problems.perform(sent("a"), lambda: write(app, "second"))
        assert (first, again) == ("first", "first")
        assert written() == 1


def test_a_key_used_for_something_else_is_refused_in_the_summary(
    app: Flask, sent: Callable[..., Sample]
) -> None:
    with posted(app, "a"):
        problems.perform(sent("a"), lambda: write(app, "first"))
    with posted(app, "b"):
        form = sent("b")
        assert problems.perform(form, lambda: write(app, "second")) is None
        assert form.status == 422
        assert len(form.form_errors) == 1
        assert written() == 1


def test_a_refusal_undoes_the_effect_and_leaves_the_key_free(app: Flask, sent: Callable[..., Sample]) -> None:
    def refused() -> str:
        write(app, "half")
        raise TitleTaken(title="a")

    with posted(app, "a"):
        form = sent("a")
        assert problems.perform(form, refused) is None
        assert list(form.title.errors) == ["Ce titre, a, est déjà pris."]
        assert form.title.data == "a"
        assert written() == 0
        assert problems.perform(sent("a"), lambda: write(app, "whole")) == "whole"


def test_several_refusals_are_told_at_once_each_in_its_place(app: Flask, sent: Callable[..., Sample]) -> None:
    def refused() -> str:
        raise Refusals([TitleTaken(title="a"), Stale()])

    with posted(app, "a"):
        form = sent("a")
        problems.perform(form, refused)
        assert len(form.title.errors) == 1
        assert len(form.form_errors) == 1


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Missing(), 404),
        (Stale(), 412),
        (Refusals([TitleTaken(title="a")]), 422),
        (NotFound(), 404),
        (OperationalError("BEGIN", None, Exception("database is locked")), 503),
        (OperationalError("INSERT", None, Exception("database or disk is full")), 507),
        (ZeroDivisionError(), 500),
    ],
)
def test_every_error_has_a_page_that_says_what_to_do(
    sqlite_app: Flask, error: Exception, status: int
) -> None:
    with sqlite_app.test_request_context("/"):
        answer = problems.answer(error)
        assert answer.status_code == status
        assert answer.mimetype == "text/html"
        assert "Traceback" not in answer.get_data(as_text=True)
        assert ("Retry-After" in answer.headers) == (status == 503)


def test_a_refused_method_says_which_are_allowed(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/"):
        assert problems.answer(MethodNotAllowed(["GET"])).headers["Allow"] == "GET"


def test_a_refusal_is_worded_with_its_values(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/"):
        assert problems.worded(TitleTaken(title="<b>")) == "Ce titre, <b>, est déjà pris."
        assert problems.worded(Refusal()) == Refusal.wording
