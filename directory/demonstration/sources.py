"""The demonstration's data files, read as they were written: services, organisations and venues."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

import yaml

HERE = "directory.demonstration"


@dataclass(frozen=True)
class Venue:
    """A building of the invented borough, at a real postcode."""

    key: str
    name: str
    street: str
    town: str
    postcode: str
    lat: float
    lon: float
    access: tuple[str, ...]


@dataclass(frozen=True)
class Organisation:
    """Who runs a service."""

    key: str
    name: str
    about: str


@dataclass(frozen=True)
class Source:
    """One service as a person wrote it. `when`, `cost` and `ages` are still words."""

    slug: str
    name: str
    by: str
    kind: str
    about: str
    needs: tuple[str, ...]
    phone: str
    modified: date
    at: str | None
    reach: tuple[str, ...]
    area: str | None
    when: str | None
    cost: str | None
    ages: str | None
    languages: tuple[str, ...]
    assured: date | None


def read_sources() -> list[Source]:
    """All services, file by file in the order of the file names."""
    folder = files(HERE) / "services"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yml"))
    return [_source(item) for name in names for item in yaml.safe_load((folder / name).read_text("utf-8"))]


def read_venues() -> dict[str, Venue]:
    """Venues by key."""
    given = _mapping("places.yml")
    return {
        key: Venue(key=key, **{**item, "access": tuple(item.get("access", ()))})
        for key, item in given.items()
    }


def read_organisations() -> dict[str, Organisation]:
    """Organisations by key."""
    return {key: Organisation(key=key, **item) for key, item in _mapping("organisations.yml").items()}


def _mapping(name: str) -> dict[str, dict[str, Any]]:
    text = (files(HERE) / name).read_text("utf-8")
    given: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return given


def _source(item: Mapping[str, Any]) -> Source:
    return Source(
        slug=item["id"],
        name=item["name"],
        by=item["by"],
        kind=item["kind"],
        about=item["about"].strip(),
        needs=tuple(item["needs"]),
        phone=item["phone"],
        modified=item["modified"],
        at=item.get("at"),
        reach=tuple(item.get("reach", ())),
        area=item.get("area"),
        when=item.get("when"),
        cost=item.get("cost"),
        ages=item.get("ages"),
        languages=tuple(item.get("languages", ())),
        assured=item.get("assured"),
    )
