"""What the OpenAPI document says beyond what the views and shapes say themselves.

apiflask draws paths, parameters and schemas; here every operation gets its security (from its guard), its
problem responses, the headers it honours, and an example of what it takes and gives.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from exchange.api.examples import EXAMPLES
from exchange.api.problems import MEDIA_TYPE, Problem
from exchange.kernel.permissions import Permission, anyone
from exchange.storage.idempotency import MAX_KEY_LENGTH

if TYPE_CHECKING:
    from apiflask import APIFlask

INFO = {
    "title": "Gisement",
    "version": "1.0.0",
    "description": (
        "List by-products, find them nearby, claim them, hand them over, and read the tonnes kept out of the "
        "bin. Reads of public data need no token; everything else takes a bearer token made on the account "
        "page. Masses are kilograms with at most three decimals, instants RFC 3339 in UTC, identifiers "
        "opaque. Unknown fields and parameters are refused. Accept-Language (fr, en) chooses the words of "
        "problems and the names of materials, waste codes and places; Content-Language says which it was. "
        "What people wrote stays as they wrote it."
    ),
}
TAGS = [
    {"name": "Listings", "description": "What organisations offer, and their photographs."},
    {"name": "Claims", "description": "From a request to the weighed, confirmed handover."},
    {"name": "Statistics", "description": "Tonnes diverted and received, within statistical secrecy."},
    {"name": "People", "description": "Who the token stands for, and organisations as anyone sees them."},
    {"name": "Reference", "description": "Territories, places, materials and waste codes."},
]
SECURITY_SCHEMES = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token made on the account page or by `exchange token create`, within its scopes.",
    }
}

_MEANINGS = {
    "400": "The request cannot be read: broken JSON, a header out of form.",
    "401": "No token where one is needed, or a token that is unknown, expired or revoked.",
    "403": "The token's holder, or its scope, does not allow this.",
    "404": "Nothing there, or nothing that the caller may see: both answer alike.",
    "406": "None of the accepted formats can be given.",
    "409": "The state of things does not allow this now; `code` says why.",
    "412": "Somebody changed it since that version was read.",
    "413": "The body is larger than allowed.",
    "415": "The body is of another type than this address takes.",
    "422": "Faulty fields, all named at once in `errors`.",
    "429": "Too many requests; wait as long as Retry-After says.",
    "default": "Any other problem: 500 a fault of ours, 503 busy (Retry-After), 507 disk full.",
}
_KEY_PARAMETER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key and body again: the first answer's status and resource, and no second "
    "effect. Another body under the key: 422. Kept for seven days.",
    "schema": {"type": "string", "pattern": "^[!-~]+$", "minLength": 1, "maxLength": MAX_KEY_LENGTH},
}
_MATCH_PARAMETER = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of the reading that this change is based on; 412 if somebody was faster.",
    "schema": {"type": "string", "examples": ['"v3"']},
}
_ETAG = {"ETag": {"description": "The version, for If-Match.", "schema": {"type": "string"}}}
_NAMED = frozenset({"slug", "key"})
"""Parameters of addresses that are no public ids."""

_PUBLIC_ID = "^[0-9a-hjkmnp-tv-z]{16}$"
_REFERENCE = re.compile(r'"#/components/schemas/([^"]+)"')


def complete(app: APIFlask, described: dict[str, Any]) -> dict[str, Any]:
    """Return apiflask's document, completed."""
    described = _flattened(described)
    schemas = described["components"]["schemas"]
    schemas.pop("HTTPError", None)  # apiflask's own shape of errors, which nothing here answers
    schemas["Problem"] = _problem_schema()
    views = _views(app)
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            operation["parameters"] = [_plain_parameter(each) for each in operation["parameters"]]
            permission, operation["tags"] = views[method, path]
            _say_who(operation, permission)
            _say_problems(operation, method, has_subject="{" in path)
            _say_headers(operation, method)
            _give_examples(operation, schemas)
    return described


def _plain_parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter whose schema speaks of what is sent: one that is left out is no null."""
    schema = dict(parameter["schema"])
    sent = [choice for choice in schema.pop("anyOf", []) if choice != {"type": "null"}]
    for choice in sent:
        schema |= choice
    schema.pop("title", None)
    if not schema.get("default"):
        schema.pop("default", None)
    if parameter["in"] == "path" and parameter["name"] not in _NAMED:
        schema["pattern"] = _PUBLIC_ID
    return {**parameter, "schema": schema}


def _say_who(operation: dict[str, Any], permission: Permission) -> None:
    is_public = permission.who is anyone
    operation["security"] = [{}, {"bearer": []}] if is_public else [{"bearer": []}]
    operation["x-permission"] = permission.action
    needed = "No token needed" if is_public else f"Token with scope `{permission.scope}`"
    told = operation.get("description", "")
    operation["description"] = f"{told}\n\n{needed}; {permission.when}.".strip()


def _say_problems(operation: dict[str, Any], method: str, *, has_subject: bool) -> None:
    wanted = {"400", "401", "403", "429", "default", *operation["responses"]}
    if has_subject:
        wanted.add("404")
    if operation["parameters"] or method != "get":
        wanted.add("422")
    if method != "get":
        wanted |= {"409", "413", "415"}
    operation["responses"].update(
        {status: _problem_response(status) for status in sorted(wanted) if status in _MEANINGS}
    )


def _say_headers(operation: dict[str, Any], method: str) -> None:
    if method == "post":
        operation["parameters"].append(_KEY_PARAMETER)
    if "412" in operation["responses"]:
        operation["parameters"].append(_MATCH_PARAMETER)
    for response in operation["responses"].values():
        if "ETag" in response["description"]:
            response["headers"] = _ETAG


def _problem_response(status: str) -> dict[str, Any]:
    return {
        "description": _MEANINGS[status],
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _problem_schema() -> dict[str, Any]:
    schema = Problem.model_json_schema(mode="serialization")
    (field,) = schema.pop("$defs").values()
    schema["properties"]["errors"]["items"] = field
    schema["examples"] = [EXAMPLES["Problem"]]
    return schema


def _give_examples(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    body = operation.get("requestBody")
    contents = [] if body is None else [body["content"]]
    contents += [response.get("content", {}) for response in operation["responses"].values()]
    for content in contents:
        for media in content.values():
            name = _own_name(media.get("schema", {}).get("$ref", "").replace("/", "."))
            if name in EXAMPLES:
                media["example"] = EXAMPLES[name]
            if body is not None and content is body["content"]:
                body["required"] = bool(schemas[name].get("required"))


def _views(app: APIFlask) -> dict[tuple[str, str], tuple[Permission, list[Any]]]:
    """Return the permission and the tags of each operation of the API, by method and path."""
    views: dict[tuple[str, str], tuple[Permission, list[Any]]] = {}
    for rule in app.url_map.iter_rules():
        tag = getattr(app.blueprints.get(rule.endpoint.partition(".")[0]), "tag", None)
        path = re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule)
        if tag is not None:
            permission: Permission = vars(app.view_functions[rule.endpoint])["permission"]
            views.update({(method.lower(), path): (permission, [tag]) for method in rule.methods or ()})
    return views


def _flattened(described: dict[str, Any]) -> dict[str, Any]:
    """Return the document with nested schemas under their own names, which every shape has once."""
    schemas = described["components"]["schemas"]
    text = _REFERENCE.sub(
        lambda match: json.dumps(f"#/components/schemas/{_own_name(match[1])}"), json.dumps(described)
    )
    flat: dict[str, Any] = json.loads(text)
    named: dict[str, Any] = {}
    for name, schema in flat["components"]["schemas"].items():
        if named.setdefault(_own_name(name), schema) != schema:
            raise ValueError(f"two different shapes are called {_own_name(name)}: {sorted(schemas)}")
    flat["components"]["schemas"] = dict(sorted(named.items()))
    return flat


def _own_name(name: str) -> str:
    return name.rpartition(".")[2]
