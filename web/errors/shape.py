"""The one JSON shape of an error: {"error": {"code", "message", "fields": [{"field", "message"}]}}."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from flask import Response, jsonify

_WORDS = Path(__file__).with_name("words.yml")


@cache
def words_for(status: int) -> dict[str, str]:
    """`code`, `title` and `message` of a status; those of 400 or 500 for one without words of its own."""
    known: dict[int, dict[str, str]] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return known.get(status) or known[400 if status < 500 else 500]


def problem(
    status: int,
    code: str | None = None,
    message: str | None = None,
    fields: Iterable[tuple[str, str]] = (),
) -> Response:
    """A JSON error answer; `fields` are (field, what is wrong with it)."""
    words = words_for(status)
    error: dict[str, Any] = {"code": code or words["code"], "message": message or words["message"]}
    error["fields"] = [{"field": field, "message": text} for field, text in fields]
    response = jsonify({"error": error})
    response.status_code = status
    return response
