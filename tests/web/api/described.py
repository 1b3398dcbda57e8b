"""Holds answers to the OpenAPI document that describes them."""

from typing import Any

Schema = dict[str, Any]
_KINDS = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float)}


def resolved(schema: Schema, document: Schema) -> Schema:
    """The schema that a reference names."""
    name = schema.get("$ref", "").rpartition("/")[2]
    return document["components"]["schemas"][name] if name else schema


def schema_of(document: Schema, path: str, media_type: str) -> Schema:
    """What the document says of the answer under a path."""
    return document["paths"][path]["get"]["responses"]["200"]["content"][media_type]["schema"]


def faults(value: Any, schema: Schema, document: Schema, where: str = "$") -> list[str]:
    """Where a value is not as its schema says, or has what the schema does not name."""
    schema = resolved(schema, document)
    if "oneOf" in schema:
        fitting = (resolved(one, document) for one in schema["oneOf"])
        schema = min(fitting, key=lambda one: len(faults(value, one, document)))
    if value is None:
        return [] if schema.get("nullable") else [f"{where} is null"]
    if not isinstance(value, _KINDS[schema["type"]]) or (schema["type"] != "boolean" and isinstance(value, bool)):
        return [f"{where} is {value!r}, no {schema['type']}"]
    if value not in schema.get("enum", [value]):
        return [f"{where} is {value!r}"]
    if schema["type"] == "array":
        return [fault for one in value for fault in faults(one, schema["items"], document, f"{where}[]")]
    if schema["type"] == "object" and "properties" in schema:
        return _faults_of_parts(value, schema, document, where)
    return []


def _faults_of_parts(value: Any, schema: Schema, document: Schema, where: str) -> list[str]:
    known = schema["properties"]
    missing = set(schema.get("required", ())) - value.keys()
    inner = (faults(value[key], part, document, f"{where}.{key}") for key, part in known.items() if key in value)
    found = [fault for part in inner for fault in part]
    strange = sorted(missing | (value.keys() - known.keys()))
    return [f"{where}: {strange}"] * bool(strange) + found
