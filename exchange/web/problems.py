"""Where a refusal meets a person: beside its field, in the form's summary, or on a page of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from io import BufferedReader
from typing import Any, cast

from flask import Response, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response as BaseResponse

from exchange.gateways import logs
from exchange.kernel.errors import Refusal, Refusals
from exchange.kernel.wording import N_
from exchange.storage.idempotency import once
from exchange.storage.refusals import RETRY_AFTER_S, refusal_for
from exchange.web import guards, session
from exchange.web.fields import Form

_TITLES = {
    400: N_("Demande illisible"),
    403: N_("Accès refusé"),
    404: N_("Page introuvable"),
    405: N_("Méthode refusée"),
    409: N_("Opération impossible"),
    412: N_("Fiche modifiée entre-temps"),
    413: N_("Envoi trop volumineux"),
    422: N_("Saisie à corriger"),
    429: N_("Trop de demandes"),
    500: N_("Erreur interne"),
    503: N_("Service momentanément indisponible"),
    507: N_("Espace de stockage plein"),
}
_SENTENCES = {
    400: N_(
        "Le formulaire a expiré ou la demande est incomplète. Revenez en arrière, rechargez et recommencez."
    ),
    404: N_("Cette page n’existe pas, ou ne vous est pas ouverte."),
    405: N_("Cette adresse n’accepte pas ce genre de demande."),
    413: N_("L’envoi dépasse la taille permise."),
    429: N_("Vous avez fait beaucoup de demandes en peu de temps. Patientez une minute."),
    500: N_("Quelque chose s’est mal passé de notre côté. Rien n’a été perdu de ce qui avait été confirmé."),
}


def worded(refusal: Refusal) -> str:
    """Return the refusal's sentence in the visitor's language."""
    return gettext(refusal.wording, **refusal.values)


def page(template: str, form: Form | None = None, **context: Any) -> Response:
    """Return a rendered page; a form with errors sets its status (422, or the refusal's own)."""
    status = form.status if form is not None and (form.errors or form.form_errors) else 200
    return make_response(render_template(template, form=form, **context), status)


def see_other(endpoint: str, **values: Any) -> BaseResponse:
    """Return the redirect that follows a successful POST."""
    return redirect(url_for(endpoint, **values), 303)


def perform(form: Form, verb: Callable[[], str]) -> str | None:
    """Run a verb once for this form's key and return the public id it made.

    A repeated submit returns the first one's id. A refusal is put beside its field, or into the
    form's summary, and None is returned: nothing that was typed is lost.
    """
    try:
        with once(
            actor=guards.actor().account or "anonymous",
            route=request.endpoint or "",
            key=form.key(),
            body=_body(),
            now=guards.now(),
        ) as outcome:
            if not outcome.is_repeat:
                outcome.record(303, verb())
            return outcome.resource
    except Refusals as several:
        attach(form, several.refusals)
    except Refusal as refusal:
        attach(form, [refusal])
    return None


def attach(form: Form, refusals: list[Refusal]) -> None:
    """Put each refusal beside the field it names, else into the form's own errors."""
    for refusal in refusals:
        form.status = refusal.status
        field = form[refusal.at] if refusal.at and refusal.at in form else None
        if field is None:
            form.form_errors.append(worded(refusal))
        else:
            field.errors = [*field.errors, worded(refusal)]


def answer(error: Exception) -> Response:
    """Return the problem page for an error that no view handled."""
    if isinstance(error, Refusals):
        error = error.refusals[0]
    if isinstance(error, DBAPIError):
        session.forgo()
        error = refusal_for(error) or error
    if isinstance(error, Refusal):
        return _problem(error.status, worded(error))
    if isinstance(error, HTTPException) and error.code is not None:
        if error.code < 400:
            return make_response(error.get_response())
        response = _problem(error.code, None)
        for name, value in error.get_headers():
            if name in {"Allow", "Retry-After"}:
                response.headers[name] = value
        return response
    logs.failure("unhandled", error, request_id=g.get("request_id"), endpoint=request.endpoint)
    return _problem(InternalServerError.code, None)


def _problem(status: int, sentence: str | None) -> Response:
    response = make_response(
        render_template(
            "problems/problem.html",
            status=status,
            title=gettext(_TITLES.get(status, _TITLES[400])),
            sentence=sentence or gettext(_SENTENCES.get(status, _SENTENCES[400])),
            request_id=g.get("request_id", ""),
        ),
        status,
    )
    if status in {429, 503}:
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


def _body() -> bytes:
    """Return what was sent, in one order, without the parts that say nothing of its meaning."""
    digest = hashlib.sha256()
    for name, values in sorted(request.form.lists()):
        if name not in {"csrf_token", "idempotency_key"}:
            digest.update(repr((name, values)).encode("utf-8", "replace"))
    for name, uploads in sorted(request.files.lists()):
        for upload in uploads:
            digest.update(repr((name, upload.filename)).encode("utf-8", "replace"))
            digest.update(hashlib.file_digest(cast("BufferedReader", upload.stream), "sha256").digest())
            upload.stream.seek(0)
    return repr((request.path, digest.hexdigest())).encode()
