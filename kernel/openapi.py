"""The OpenAPI document, read into the few plain parts that a page shows."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator

METHODS = ("get", "post", "put", "patch", "delete")
JSON = "application/json"


@dataclass(frozen=True)
class Field:
    """A parameter, or a field of a request or an answer."""

    name: str
    kind: str
    description: str = ""
    required: bool = False


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    name: str
    method: str
    path: str
    description: str
    parameters: list[Field]
    request: list[Field]
    answer: list[Field]


def operations_by_tag() -> dict[str, list[Operation]]:
    """Every operation, under the word that its address starts with."""
    return _operations(translation.get_language() or "")


@cache
def _operations(_language: str) -> dict[str, list[Operation]]:
    generator: Any = SchemaGenerator
    schema = generator().get_schema(request=None, public=True)
    found: dict[str, list[Operation]] = defaultdict(list)
    for path, methods in schema["paths"].items():
        for method in METHODS:
            if described := methods.get(method):
                tag = described.get("tags", [""])[0]
                found[tag].append(_operation(schema, method, path, described))
    return dict(found)


def _operation(schema: dict[str, Any], method: str, path: str, described: dict[str, Any]) -> Operation:
    answers: dict[str, dict[str, Any]] = described.get("responses", {})
    success: dict[str, Any] = next((answers[code] for code in sorted(answers) if code.startswith("2")), {})
    return Operation(
        name=described["operationId"],
        method=method.upper(),
        path=path,
        description=described.get("description", ""),
        parameters=[_parameter(each) for each in described.get("parameters", [])],
        request=list(_fields(schema, described.get("requestBody", {}))),
        answer=list(_fields(schema, success)),
    )


def _parameter(described: dict[str, Any]) -> Field:
    return Field(
        described["name"],
        _kind(described.get("schema", {})),
        described.get("description", ""),
        required=described.get("required", False),
    )


def _fields(schema: dict[str, Any], body: dict[str, Any]) -> Iterator[Field]:
    """The fields of a body; of each result where it is a page of results."""
    shape = _resolve(schema, body.get("content", {}).get(JSON, {}).get("schema", {}))
    results = shape.get("properties", {}).get("results")
    if results:
        shape = _resolve(schema, results.get("items", {}))
    elif shape.get("type") == "array":
        shape = _resolve(schema, shape.get("items", {}))
    required = shape.get("required", [])
    for name, described in shape.get("properties", {}).items():
        yield Field(name, _kind(described), described.get("description", ""), required=name in required)


def _resolve(schema: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    reference = shape.get("$ref", "")
    return schema["components"]["schemas"].get(reference.rpartition("/")[2], {}) if reference else shape


def _kind(described: dict[str, Any]) -> str:
    """`string`, `integer`, `array of string`, or the name of a described shape."""
    if reference := described.get("$ref"):
        return str(reference.rpartition("/")[2])
    parts = described.get("allOf") or described.get("oneOf") or []
    if parts:
        return _kind(parts[0])
    if described.get("type") == "array":
        return f"array of {_kind(described.get('items', {}))}"
    words = described.get("type", "any"), described.get("format", "")
    return " ".join(str(word) for word in words if word)
