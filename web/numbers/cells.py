"""Into which rows of the sums a contact goes, so that each page adds up few rows and counts nobody twice.

A grain is one way of cutting: `all` once, `locality` by place, `need` once for every need, `place_need` by
both, and so on. Within a grain each row also has its day, channel and site. What a page asks for is in one
grain: `grain_for`. Where a page looks at every value at once, whole months are added up beforehand too:
`month_grain`; such a row has the first of its month as its day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from web.numbers.facts import Facts


class Cell(NamedTuple):
    """The key of one row of the sums; empty where its grain does not say."""

    grain: str
    locality: str
    need: str
    team: str
    split: str
    day: date
    channel: str
    site: str


# Several traits of few people at once: these go with the contacts.
CROSSED = ("crossed", "place_team", "place_need", "need_team")
BY_MONTH = ("all", "locality", "need", "team", "split")
# Which traits the rows of a grain are told apart by; the others are empty in their keys.
OF_GRAIN = {
    "all": (), "locality": ("locality",), "need": ("need",), "team": ("team",), "split": ("split",),
    "place_need": ("locality", "need"), "place_team": ("locality", "team"), "need_team": ("need", "team"),
    "crossed": ("locality", "need", "team"),
}  # fmt: skip
_GRAINS = {traits: grain for grain, traits in OF_GRAIN.items()}


@dataclass(frozen=True)
class Traits:
    """What decides which rows a contact is in."""

    day: date
    channel: str
    site: str
    locality: str
    team: str
    needs: tuple[str, ...]
    splits: tuple[str, ...]


def traits_of(contact: Facts) -> Traits:
    """A contact's traits; its team is the one that has its newest hand-off, or none."""
    team = contact.handed_on[-1].team if contact.handed_on else ""
    needs = tuple(dict.fromkeys(contact.needs))
    return Traits(contact.day, contact.channel, contact.site, contact.locality, team, needs, _splits(contact))


def cells_of(traits: Traits) -> tuple[Cell, ...]:
    """Every row that a contact with these traits is counted in."""
    day, channel, site, month = traits.day, traits.channel, traits.site, traits.day.replace(day=1)
    found = []
    for grain, locality, need, team, split in _places(traits):
        found.append(Cell(grain, locality, need, team, split, day, channel, site))
        if grain in BY_MONTH:
            found.append(Cell(month_grain(grain), locality, need, team, split, month, channel, site))
    return tuple(found)


def grain_for(*, locality: bool, need: bool, team: bool) -> str:
    """The grain in which rows can be told apart by these, and by nothing more."""
    asked = {"locality": locality, "need": need, "team": team}
    return _GRAINS[tuple(name for name, is_asked in asked.items() if is_asked)]


def month_grain(grain: str) -> str:
    """The grain that holds the whole months of one of BY_MONTH."""
    return f"{grain}_month"


def _places(traits: Traits) -> Iterator[tuple[str, str, str, str, str]]:
    locality, team = traits.locality, traits.team
    yield "all", "", "", "", ""
    yield "locality", locality, "", "", ""
    if team:
        yield "team", "", "", team, ""
        yield "place_team", locality, "", team, ""
    for need in traits.needs:
        yield "need", "", need, "", ""
        yield "place_need", locality, need, "", ""
        if team:
            yield "need_team", "", need, team, ""
            yield "crossed", locality, need, team, ""
    for split in traits.splits:
        yield "split", "", "", "", split


def _splits(contact: Facts) -> tuple[str, ...]:
    """The groups that a contact is in when equity is looked at, and the hour it began."""
    language = "other" if contact.language and contact.language != "en" else "english"
    about = contact.who_for if contact.who_for in ("self", "someone_else") else "unknown"
    return (
        f"language:{language}",
        f"about:{about}",
        f"carer:{'yes' if contact.carer else 'not_known'}",
        f"opening:{'out' if contact.out_of_hours else 'office'}",
        f"hour:{contact.hour:02}",
    )
