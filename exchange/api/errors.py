"""Why a request cannot even be read, or its token taken: refusals of the JSON face itself."""

from __future__ import annotations

from exchange.kernel.errors import Forbidden, Invalid, Refusal
from exchange.kernel.wording import N_


class TokenRefused(Refusal):
    """The token is unknown, expired or revoked, or whom it stood for is no longer in good standing."""

    code = "token-refused"
    status = 401
    wording = N_("Ce jeton n’est pas valable : il est inconnu, expiré ou révoqué.")


class TokenNeeded(Refusal):
    """Only somebody known may do this, and no token came with the request."""

    code = "token-needed"
    status = 401
    wording = N_("Cette opération demande un jeton : « Authorization: Bearer … ».")


class ScopeMissing(Forbidden):
    """The token was made for less than this."""

    code = "token-scope-missing"
    wording = N_("Ce jeton n’a pas la portée « %(scope)s » que cette opération demande.")


class JsonUnreadable(Refusal):
    """The body is not JSON in UTF-8, or holds what no field can mean."""

    code = "json-unreadable"
    status = 400
    wording = N_("Le corps de la demande n’est pas un document JSON lisible, en UTF-8.")


class JsonTooDeep(Refusal):
    """The body nests deeper than any request needs."""

    code = "json-too-deep"
    status = 400
    wording = N_("Le document JSON comporte trop de niveaux imbriqués.")


class JsonNumberUnreadable(Refusal):
    """A number is NaN, infinite, or longer than any quantity."""

    code = "json-number-unreadable"
    status = 400
    wording = N_("Le document JSON contient un nombre illisible : NaN, infini ou démesuré.")


class JsonNameRepeated(Refusal):
    """An object names the same field twice: which one counts cannot be known."""

    code = "json-name-repeated"
    status = 400
    wording = N_("Le document JSON nomme deux fois le champ « %(name)s ».")


class JsonTextUnsound(Refusal):
    """A text holds half a character (a lone surrogate) or a NUL."""

    code = "json-text-unsound"
    status = 400
    wording = N_("Le document JSON contient un texte qui n’est pas de l’Unicode bien formé.")


class JsonMissing(Refusal):
    """A body is needed and none came."""

    code = "json-missing"
    status = 400
    wording = N_("Le corps de la demande est vide : un objet JSON est attendu.")


class ContentTypeWrong(Refusal):
    """The body is announced as something else than what this address takes."""

    code = "content-type-unsupported"
    status = 415
    wording = N_("Cette adresse attend un corps de type « %(expected)s ».")


class KeyInvalid(Refusal):
    """The Idempotency-Key is empty, too long, or not of plain characters."""

    code = "idempotency-key-invalid"
    status = 400
    wording = N_("L’en-tête Idempotency-Key compte 1 à 200 caractères ASCII visibles.")


class MatchInvalid(Refusal):
    """The If-Match header names no single ETag of ours."""

    code = "if-match-invalid"
    status = 400
    wording = N_("L’en-tête If-Match reprend tel quel un seul ETag donné par une lecture.")


class PlaceUnknown(Invalid):
    """No place is known by this text."""

    code = "place-unknown"
    wording = N_("Aucun lieu connu ne correspond à « %(place)s ».")
    field = "place"


class PlaceUncertain(Invalid):
    """No place is known by this text as it stands, but some are spelled nearly so."""

    code = "place-uncertain"
    wording = N_("Aucun lieu ne correspond exactement à « %(place)s ». Vouliez-vous dire : %(places)s ?")
    field = "place"


class PlaceAmbiguous(Invalid):
    """Several places go by this text: the caller must choose."""

    code = "place-ambiguous"
    wording = N_("Plusieurs lieux correspondent : %(places)s. Précisez, ou donnez near=latitude,longitude.")
    field = "place"


class StatusNotSearchable(Invalid):
    """Only open listings are searched; other states are read by their own organisation, without filters."""

    code = "listing-status-not-searchable"
    wording = N_(
        "Hors « open », status vaut all ou un état d’annonce, se lit pour votre propre organisation, "
        "et ne se combine avec aucun autre critère."
    )
    field = "status"
