"""Where a refusal meets a program: one shape for every error. Source: RFC 9457, Problem Details."""

from __future__ import annotations

import json
from http import HTTPStatus

from flask import Response, current_app, g, request
from flask_babel import gettext
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from exchange.api.values import Answer
from exchange.gateways import logs
from exchange.kernel.errors import Invalid, Refusal, Refusals
from exchange.kernel.wording import N_
from exchange.storage.refusals import RETRY_AFTER_S, refusal_for

MEDIA_TYPE = "application/problem+json"
INVALID = "invalid-input"

_TITLES = {
    400: N_("Demande illisible"),
    401: N_("Jeton requis ou refusé"),
    403: N_("Accès refusé"),
    404: N_("Ressource introuvable"),
    405: N_("Méthode refusée"),
    406: N_("Format indisponible"),
    408: N_("Demande trop lente"),
    409: N_("Opération impossible"),
    412: N_("Fiche modifiée entre-temps"),
    413: N_("Envoi trop volumineux"),
    414: N_("Adresse trop longue"),
    415: N_("Type de contenu refusé"),
    422: N_("Saisie à corriger"),
    429: N_("Trop de demandes"),
    500: N_("Erreur interne"),
    503: N_("Service momentanément indisponible"),
    507: N_("Espace de stockage plein"),
}
_SENTENCES = {
    400: N_("La demande est illisible."),
    404: N_("Cette ressource n’existe pas, ou ne vous est pas ouverte."),
    405: N_("Cette adresse n’accepte pas cette méthode."),
    406: N_("Cette adresse ne sait pas répondre dans le format demandé."),
    408: N_("La demande n’est pas arrivée à temps."),
    413: N_("La demande dépasse la taille permise."),
    414: N_("L’adresse demandée est trop longue."),
    415: N_("Ce type de contenu n’est pas accepté ici."),
    422: N_("Un ou plusieurs champs sont à corriger."),
    429: N_("Trop de demandes en peu de temps. Patientez une minute."),
    500: N_("Quelque chose s’est mal passé de notre côté. Rien n’a été perdu de ce qui avait été confirmé."),
}
_CODES = {
    "missing": ("field-required", N_("Ce champ est obligatoire.")),
    "extra_forbidden": ("field-unknown", N_("Ce champ n’existe pas ici.")),
    "string_type": ("text-expected", N_("Un texte est attendu.")),
    "bool_type": ("boolean-expected", N_("true ou false est attendu.")),
    "list_type": ("list-expected", N_("Une liste est attendue.")),
    "tuple_type": ("list-expected", N_("Une liste est attendue.")),
    "model_type": ("object-expected", N_("Un objet est attendu.")),
    "model_attributes_type": ("object-expected", N_("Un objet est attendu.")),
    "is_instance_of": ("file-expected", N_("Un seul fichier est attendu.")),
    "dict_type": ("object-expected", N_("Un objet est attendu.")),
    "string_too_long": ("text-too-long", N_("Ce texte dépasse %(max_length)s caractères.")),
    "string_too_short": ("text-too-short", N_("Ce texte compte au moins %(min_length)s caractères.")),
    "too_long": ("list-too-long", N_("Cette liste compte au plus %(max_length)s éléments.")),
    "too_short": ("list-too-short", N_("Cette liste compte au moins %(min_length)s éléments.")),
}
"""pydantic's own reasons by type: our code and sentence. Custom errors carry theirs."""


class FieldProblem(Answer):
    """What is wrong with one field; nested ones are written `price.amount_eur`, items `slots.0.from`."""

    field: str
    code: str
    detail: str


class Problem(Answer):
    """An error. `code` is stable and for programs; `title` and `detail` are for people, in their language."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldProblem]
    request_id: str


def answer(error: Exception) -> Response:
    """Return the problem that an error amounts to."""
    if isinstance(error, ValidationError):
        return _problem(422, INVALID, None, [_field_problem(details) for details in _details(error)])
    if isinstance(error, Refusals):
        return _several(error.refusals)
    if isinstance(error, DBAPIError):
        error = refusal_for(error) or error
    if isinstance(error, Refusal):
        return _several([error])
    if isinstance(error, HTTPException) and error.code is not None:
        return _from_http(error)
    logs.failure("unhandled", error, request_id=g.get("request_id"), endpoint=request.endpoint)
    return _problem(500, "internal-error", None)


def worded(refusal: Refusal) -> str:
    """Return the refusal's sentence in the caller's language."""
    if refusal.code == "not-found":
        return gettext(_SENTENCES[404])
    return gettext(refusal.wording, **refusal.values)


def _several(refusals: list[Refusal]) -> Response:
    errors = [
        FieldProblem(field=refusal.at, code=refusal.code, detail=worded(refusal))
        for refusal in refusals
        if refusal.at is not None
    ]
    if len(refusals) > 1:
        return _problem(max(map(_status, refusals)), INVALID, None, errors)
    only = refusals[0]
    response = _problem(_status(only), only.code, worded(only), errors)
    if only.status == 401:
        reason = ', error="invalid_token"' if "Authorization" in request.headers else ""
        response.headers["WWW-Authenticate"] = f'Bearer realm="gisement"{reason}'
    if "scope" in only.values and only.status == 403:
        scope = only.values["scope"]
        response.headers["WWW-Authenticate"] = (
            f'Bearer realm="gisement", error="insufficient_scope", scope="{scope}"'
        )
    wait = only.values.get("retry_after_s")
    if wait is not None or only.status in {429, 503} or only.code == "idempotency-twin-running":
        response.headers["Retry-After"] = str(wait or RETRY_AFTER_S)
    return response


def _status(refusal: Refusal) -> int:
    """Return the refusal's status; a field that names what is not there is bad input, not a wrong address."""
    return 422 if refusal.status == 404 and refusal.at is not None else refusal.status


def _from_http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return current_app.make_response(error.get_response())
    response = _problem(status, HTTPStatus(status).phrase.lower().replace(" ", "-"), None)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    if status == 429:
        response.headers.setdefault("Retry-After", "60")
    return response


def _problem(
    status: int, code: str, detail: str | None, errors: list[FieldProblem] | None = None
) -> Response:
    problem = Problem(
        type=f"urn:gisement:problem:{code}",
        title=gettext(_TITLES.get(status, _TITLES[400])),
        status=status,
        detail=detail or gettext(_SENTENCES.get(status, _SENTENCES[400])),
        code=code,
        errors=errors or [],
        request_id=g.get("request_id", ""),
    )
    text = json.dumps(problem.model_dump(mode="json"), ensure_ascii=False)
    return current_app.response_class(text + "\n", status=status, mimetype=MEDIA_TYPE)


def _details(error: ValidationError) -> list[ErrorDetails]:
    return error.errors(include_url=False, include_input=False)


def _field_problem(details: ErrorDetails) -> FieldProblem:
    kind, context = details["type"], details.get("ctx", {})
    # Reasons of our own are called with hyphens and worded as sentences to translate; pydantic's are neither.
    own = details["msg"] if "-" in kind else Invalid.wording
    code, sentence = _CODES.get(kind, (kind.replace("_", "-"), own))
    field = ".".join(str(part) for part in details["loc"])
    return FieldProblem(field=field[:200], code=code, detail=gettext(sentence, **context))
