"""How requests are read: strictly, exactly, and with a clear answer for whatever cannot be read.

apiflask knows schemas through adapters; this one stands in for its own, which reads numbers through
floats, takes the first of repeated parameters and forgets the codes of what it refuses (decision 0050).
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from apiflask.schema_adapters import registry
from apiflask.schema_adapters.pydantic import PydanticAdapter
from flask import Request, current_app, request
from pydantic import BaseModel

from exchange.api.errors import (
    ContentTypeWrong,
    JsonMissing,
    JsonNameRepeated,
    JsonNumberUnreadable,
    JsonTextUnsound,
    JsonTooDeep,
    JsonUnreadable,
)
from exchange.api.values import Answer, Shape

JSON_LIMIT_BYTES = 256 * 1024
"""Far more than the longest listing; a larger body is refused before it is read."""

FILE_LIMIT_BYTES = 16 * 1024 * 1024
"""A photograph of 15 MB and the envelope around it."""

MAX_DEPTH = 20
_MAX_DIGITS = 40


class ShapeAdapter(PydanticAdapter):
    """Reads shapes for apiflask and describes shapes and answers in its document."""

    model_class: type[BaseModel]

    def validate_input(self, request: Request, location: str, **kwargs: Any) -> BaseModel:
        """Return the shape that a request holds in its query or body.

        Raises: pydantic.ValidationError naming every faulty field; Refusal for an unreadable body.
        """
        del kwargs
        if location == "query":
            return self.model_class.model_validate(read_query(request))
        if location == "files":
            return self.model_class.model_validate(read_files(request))
        needs_body = any(field.is_required() for field in self.model_class.model_fields.values())
        return self.model_class.model_validate(read_json(request, may_be_empty=not needs_body))

    def get_openapi_schema(self, **kwargs: Any) -> dict[str, Any]:
        """Return the JSON schema, as answered for answers and as asked for shapes."""
        del kwargs
        return self.model_class.model_json_schema(
            ref_template=f"#/components/schemas/{self.get_schema_name()}.{{model}}",
            mode="serialization" if issubclass(self.model_class, Answer) else "validation",
        )


registry.register("pydantic", ShapeAdapter)


def read_query(request: Request) -> dict[str, Any]:
    """Return the query's parameters; one given twice stays a list, which no field takes."""
    given = request.args.to_dict(flat=False)
    return {name: values[0] if len(values) == 1 else values for name, values in given.items()}


def read_files(request: Request) -> dict[str, Any]:
    """Return the parts of a multipart body by name; one sent twice stays a list, which no field takes.

    Raises: ContentTypeWrong, werkzeug's RequestEntityTooLarge.
    """
    request.max_content_length = FILE_LIMIT_BYTES
    if request.mimetype != "multipart/form-data":
        raise ContentTypeWrong(expected="multipart/form-data")
    parts: dict[str, list[Any]] = {**request.form.to_dict(flat=False), **request.files.to_dict(flat=False)}
    return {name: values[0] if len(values) == 1 else values for name, values in parts.items()}


def read_json(request: Request, *, may_be_empty: bool) -> Any:
    """Return the document of a JSON body, its numbers exact; {} for no body where that is enough.

    Raises: ContentTypeWrong, JsonMissing, JsonUnreadable, JsonTooDeep, JsonNumberUnreadable,
    JsonNameRepeated, JsonTextUnsound, werkzeug's RequestEntityTooLarge.
    """
    request.max_content_length = JSON_LIMIT_BYTES
    body = request.get_data(cache=True)
    if not body.strip():
        if may_be_empty:
            return {}
        raise JsonMissing
    if request.mimetype != "application/json":
        raise ContentTypeWrong(expected="application/json")
    try:
        document = json.loads(
            body.decode("utf-8"),
            parse_int=_integer,
            parse_float=_decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_object,
        )
    except RecursionError as error:
        raise JsonTooDeep from error
    except ValueError as error:
        raise JsonUnreadable from error
    _check(document)
    return document


def refuse_stray_query() -> None:
    """Refuse parameters given to an address that takes none: a `before_request` of every blueprint.

    Raises: pydantic.ValidationError naming each.
    """
    if not request.args or request.endpoint is None:
        return
    described = getattr(current_app.view_functions[request.endpoint], "_spec", {})
    if not any(location == "query" for _, location in described.get("args", ())):
        Shape.model_validate(read_query(request))


def _integer(text: str) -> int:
    if len(text) > _MAX_DIGITS:
        raise JsonNumberUnreadable
    return int(text)


def _decimal(text: str) -> Decimal:
    if len(text) > _MAX_DIGITS:
        raise JsonNumberUnreadable
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise JsonNumberUnreadable from error


def _no_constant(text: str) -> Any:
    raise JsonNumberUnreadable(text=text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise JsonNameRepeated(name=name[:60].encode("utf-8", "replace").decode())
        found[name] = value
    return found


def _check(document: Any) -> None:
    """Walk the document without recursion: neither too deep nor with broken text anywhere."""
    waiting = [(document, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise JsonTooDeep
        if isinstance(value, str):
            _check_text(value)
        elif isinstance(value, dict):
            for name in cast("dict[str, Any]", value):
                _check_text(name)
            waiting.extend((inner, depth + 1) for inner in value.values())
        elif isinstance(value, list):
            waiting.extend((inner, depth + 1) for inner in value)


def _check_text(text: str) -> None:
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise JsonTextUnsound
