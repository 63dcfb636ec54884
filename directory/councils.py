"""Which council answers for care and support in a place, its name and its front door, by ONS code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from directory.towns import plain_town

# Parts of official names that people leave off: "Leeds City Council" is Leeds.
LEFT_OFF = (
    "City Council",
    "County Borough Council",
    "Borough Council",
    "County Council",
    "Council",
    "Corporation",
)
LEFT_OFF_BEFORE = ("City of ", "Council of the ", "Cyngor ")


@dataclass(frozen=True)
class Council:
    """Who runs social care somewhere. `codes` are all that its postcodes carry; `door` an address to go to.

    `who` is what a sentence calls it. In Northern Ireland the name is the council's, and `is_trust` says that
    a Health and Social Care Trust answers.
    """

    code: str
    name: str
    who: str
    codes: tuple[str, ...]
    door: str
    door_words: str
    is_trust: bool = False


@dataclass(frozen=True)
class CouncilArea:
    """The area of a council, or of a county's district, as people name it, and its postcodes' codes."""

    name: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Councils:
    """All councils of the United Kingdom by each code of their postcodes, and their areas by plain name."""

    by_code: Mapping[str, Council]
    areas: Mapping[str, CouncilArea]

    def of(self, code: str | None) -> Council | None:
        """The council that answers for social care under this code: for a district, its county."""
        return self.by_code.get(code or "")

    def answering(self, codes: Iterable[str]) -> tuple[str, ...]:
        """The codes of the councils that answer, each once, in order; an unknown code stays itself."""
        return tuple(dict.fromkeys(found.code if (found := self.of(code)) else code for code in codes))


@cache
def councils() -> Councils:
    """The register of councils.yml, read at first use."""
    raw = yaml.safe_load(files("directory").joinpath("councils.yml").read_text("utf-8"))
    doors = raw["front_doors"]
    by_code: dict[str, Council] = {}
    areas: list[CouncilArea] = []
    for code, name in raw["unitaries"].items():
        by_code[code] = _council(code, name, (code,), doors["council"])
        areas.append(CouncilArea(short_name(name), (code,)))
    for code, name in raw["trusts"].items():
        by_code[code] = _council(code, name, (code,), doors["trust"], is_trust=True)
        areas.append(CouncilArea(name, (code,)))
    for code, county in raw["counties"].items():
        council = _council(code, county["name"], tuple(county["districts"]), doors["council"])
        by_code |= dict.fromkeys((code, *county["districts"]), council)
        areas.append(CouncilArea(short_name(council.name), council.codes))
        areas += [CouncilArea(name, (district,)) for district, name in county["districts"].items()]
    return Councils(by_code, {plain_town(area.name): area for area in areas})


def short_name(name: str) -> str:
    """The name as people say it: "City of York Council" is York."""
    short = name.partition(" (")[0]
    for ending in LEFT_OFF:
        short = short.removesuffix(f" {ending}")
    for beginning in LEFT_OFF_BEFORE:
        short = short.removeprefix(beginning)
    return short


def _council(
    code: str, name: str, codes: tuple[str, ...], door: Mapping[str, str], *, is_trust: bool = False
) -> Council:
    who = door["who"].format(name=name)
    return Council(code, name, who, codes, door["address"], door["words"], is_trust)
