"""Records and pages of Open Referral UK 3 held against the profile's schemas. Knows no network."""

import json
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

from directory.exceptions import ValidatorMissing
from directory.validating.findings import Finding, Verdict
from directory.validating.formats import FORMATS

LIBRARY = "jsonschema"
MOST_FINDINGS = 20  # of one record: after these it is clear
LONGEST_VALUE = 80  # characters of a value that a message repeats
# Ids stay what their source calls them, and many sources number theirs: worth a word, never a failure.
LENIENT = frozenset({"uuid"})
ENVELOPE: dict[str, type] = {
    "total_items": int,
    "total_pages": int,
    "page_number": int,
    "size": int,
    "first_page": bool,
    "last_page": bool,
    "empty": bool,
    "contents": list,
}


class Kind(StrEnum):
    """What a record is; each has its schema."""

    SERVICE = "service"
    SHORT_SERVICE = "service_list"
    SERVICE_AT_LOCATION = "service_at_location"
    SHORT_SERVICE_AT_LOCATION = "service_at_location_list"
    TAXONOMY = "taxonomy"
    TAXONOMY_TERM = "taxonomy_term"


def check_record(record: Any, kind: Kind, endpoint: str, level: Verdict, start: str = "") -> list[Finding]:
    """What is wrong with a record; `level` is how bad that is here, `start` where it stands in the answer."""
    found = [
        Finding(_level(error, level), endpoint, _place(start, error.absolute_path), _words(error))
        for error in _checker(kind).iter_errors(record)
    ]
    return sorted(found, key=lambda each: (-each.verdict, each.where, each.message))[:MOST_FINDINGS]


def check_page(page: Any, kind: Kind, endpoint: str, level: Verdict, number: int = 1) -> list[Finding]:
    """What is wrong with page `number` of a list and the records on it."""
    if not isinstance(page, dict):
        return [Finding(level, endpoint, "", "the answer is not a page")]
    found = [Finding(level, endpoint, where, words) for where, words in _envelope(page, number)]
    contents = page.get("contents")
    for position, record in enumerate(contents if isinstance(contents, list) else []):
        found += check_record(record, kind, endpoint, level, f"contents[{position}]")
    return found


def check_about(about: Any, endpoint: str, level: Verdict) -> list[Finding]:
    """What is wrong with what an API says about itself."""
    if not isinstance(about, dict):
        return [Finding(level, endpoint, "", "the answer is not an object")]
    found = []
    for key in ("version", "profile", "openapi_url"):
        value = about.get(key)
        if not isinstance(value, str):
            found.append(Finding(level, endpoint, key, "is missing"))
        elif key != "version" and not FORMATS["uri"](value):
            found.append(Finding(level, endpoint, key, f"{_short(value)} is no uri"))
    return found


def _envelope(page: dict[str, Any], number: int) -> Iterator[tuple[str, str]]:
    for key, kind in ENVELOPE.items():
        if type(page.get(key)) is not kind:
            yield key, f"is not {'a list' if kind is list else 'a ' + kind.__name__}"
    contents, given = page.get("contents"), page.get("page_number")
    if not isinstance(contents, list):
        return
    expected = {
        "size": len(contents),
        "empty": not contents,
        "page_number": number,
        "first_page": number == 1,
        "last_page": number >= page["total_pages"] if type(page.get("total_pages")) is int else None,
    }
    for key, value in expected.items():
        if type(page.get(key)) is ENVELOPE[key] and value is not None and page[key] != value:
            yield key, f"is {page[key]} where it should be {value} (page {given}, {len(contents)} records)"


@cache
def _checker(kind: Kind) -> Any:
    """The schema made ready. The library comes with the tools of a developer, not of a council."""
    try:
        library = import_module(LIBRARY)
    except ImportError:
        raise ValidatorMissing(
            f"Checking against schemas needs the Python library {LIBRARY}; install it beside Signpost's own."
        ) from None
    known = library.FormatChecker(formats=())
    for name, is_sound in FORMATS.items():
        known.checks(name)(is_sound)
    return library.Draft202012Validator(_schema(f"{kind.value}.json"), format_checker=known)


def _schema(name: str) -> Any:
    """A schema with those it refers to in place: they lie beside it."""
    text = files("directory.validating").joinpath(f"schemas/{name}").read_text("utf-8")
    return json.loads(text, object_hook=lambda found: _schema(found["$ref"]) if "$ref" in found else found)


def _level(error: Any, level: Verdict) -> Verdict:
    is_lenient = error.validator == "format" and error.validator_value in LENIENT
    return Verdict.WARN if is_lenient else level


def _place(start: str, path: Any) -> str:
    parts = [f"[{each}]" if isinstance(each, int) else f".{each}" for each in path]
    return (start + "".join(parts)).lstrip(".")


def _words(error: Any) -> str:
    if error.validator == "format":
        return f"{_short(error.instance)} is no {error.validator_value}"
    if error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        return f"{', '.join(missing)} missing"
    return f"{_short(error.instance)} is not {error.validator} {_short(error.validator_value)}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}..."
