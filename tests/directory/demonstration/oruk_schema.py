"""As much of JSON Schema as Open Referral UK's own schema uses: no validator is among the pins."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

TYPES = {"string": str, "number": (int, float), "integer": int, "array": list, "object": dict}
URI = re.compile(r"[a-z]+://\S+")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def faults(value: Any, schema: dict[str, Any], at: str = "service") -> Iterator[str]:
    """What is wrong with the value, a sentence for each fault; nothing when it fits."""
    wanted = schema.get("type")
    if wanted and not isinstance(value, TYPES[wanted]):
        yield f"{at} is no {wanted}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at} is {value!r}, not one of {schema['enum']}"
    if "format" in schema and not _is_formatted(value, schema["format"]):
        yield f"{at} is no {schema['format']}: {value!r}"
    yield from _faults_within(value, schema, at)


def _faults_within(value: Any, schema: dict[str, Any], at: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{at} lacks {key}" for key in schema.get("required", ()) if key not in value)
        for key, part in schema.get("properties", {}).items():
            if key in value:
                yield from faults(value[key], part, f"{at}.{key}")
    if isinstance(value, list):
        for position, item in enumerate(value):
            yield from faults(item, schema.get("items", {}), f"{at}[{position}]")


def _is_formatted(value: str, kind: str) -> bool:
    if kind == "uuid":
        return str(UUID(value)) == value
    if kind == "date-time":
        return datetime.fromisoformat(value.replace("Z", "+00:00")).tzinfo is not None
    pattern = {"uri": URI, "email": EMAIL}[kind]
    return pattern.fullmatch(value) is not None
