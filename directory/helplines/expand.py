"""The national helplines as Open Referral UK 3 services. Their numbers are real, and not yet confirmed."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import yaml

from directory.demonstration.ids import stable_id

Row = dict[str, Any]

NATION = "England"


def helplines_feed() -> list[Row]:
    """Every helpline, in the order of the file."""
    return [_service(item) for item in read_helplines()]


def helplines_needs() -> dict[str, list[str]]:
    """Service id -> the needs it answers. For tests and evaluation only."""
    return {_service_id(item): list(item["needs"]) for item in read_helplines()}


def read_helplines() -> list[Row]:
    """The entries as the file has them, with owner, last_checked, status and confidence."""
    text = files("directory.helplines").joinpath("helplines.yml").read_text("utf-8")
    entries: list[Row] = yaml.safe_load(text)
    return entries


def _service_id(item: Mapping[str, Any]) -> str:
    return stable_id("helpline", item["id"])


def _service(item: Mapping[str, Any]) -> Row:
    """`assured_date` is the day somebody rang it, so a number nobody has confirmed shows as unchecked."""
    checked = item["last_checked"]
    optional = {
        "url": item.get("url"),
        "maximum_age": item.get("maximum_age"),
        "assured_date": checked.isoformat() if checked else None,
    }
    return {
        "id": _service_id(item),
        "name": item["name"],
        "description": item["about"],
        "status": "active",
        "organization": _organization(item["by"]),
        "phones": _phones(item),
        "schedules": [_attending(item)],
        "service_areas": [{"id": stable_id("helpline-area", item["id"]), "name": NATION}],
        **{key: value for key, value in optional.items() if value is not None},
    }


def _organization(name: str) -> Row:
    return {"id": stable_id("helpline-organization", name), "name": name, "description": name}


def _phones(item: Mapping[str, Any]) -> list[Row]:
    if "number" not in item:
        return []
    phone = {"id": stable_id("helpline-phone", item["id"]), "number": item["number"]}
    return [{**phone, "description": item["note"]} if "note" in item else phone]


def _attending(item: Mapping[str, Any]) -> Row:
    way = item.get("reach", "telephone")
    return {"id": stable_id("helpline-schedule", item["id"]), "attending_type": way}
