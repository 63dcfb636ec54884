"""What somebody asked the services page for, from its address and back into one; pure.

Everything is in the address, so that a list can be shared, kept and come back to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from directory.browsing.conditions import Conditions
from directory.browsing.narrowing import Order
from directory.reach import Reach

LONGEST_QUERY, LONGEST_PLACE, LONGEST_VALUE, LAST_PAGE, OLDEST = 300, 80, 200, 999, 120
MOST_SAVED = 20
MILES = (1, 3, 5, 10, 20)
YES = "yes"
EVENING, WEEKEND = "evening", "weekend"
Query = dict[str, str | list[str]]


@dataclass(frozen=True)
class Asked:
    """The search box, the place, the filters and the page, as typed but no longer than allowed.

    `by` is an organisation. `save` are the ids of a list that is carried from page to page where no script
    keeps it. `sort` is None where nothing was chosen.
    """

    q: str = ""
    place: str = ""
    need: str = ""
    free: bool = False
    way: tuple[Reach, ...] = ()
    evening: bool = False
    weekend: bool = False
    wheelchair: bool = False
    language: str = ""
    age: int | None = None
    miles: int | None = None
    area: str = ""
    by: str = ""
    sort: Order | None = None
    page: int = 1
    save: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        """Was anything asked at all, or is this the start?"""
        return self != Asked(save=self.save)

    @property
    def conditions(self) -> Conditions:
        """What every service of the list must fulfil."""
        return Conditions(
            need=self.need,
            free=self.free,
            reach=self.way,
            evening=self.evening,
            weekend=self.weekend,
            wheelchair=self.wheelchair,
            language=self.language,
            age=self.age,
            area=self.area,
            miles=self.miles,
            organisation=self.by,
        )

    def but(self, **changes: Any) -> Asked:
        """The same with these changes, from its first page."""
        return replace(self, **{"page": 1, **changes})

    def as_query(self) -> Query:
        """As the address carries it; what was not asked is not in it."""
        query: Query = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value == field.default:
                continue
            if isinstance(value, tuple):
                query[field.name] = [str(each) for each in value]
            else:
                query[field.name] = YES if value is True else str(value)
        opening = [name for name in (EVENING, WEEKEND) if query.pop(name, None)]
        return {**query, "open": opening} if opening else query


def read_asked(query: MultiDict[str, str]) -> Asked:
    """The question in an address; anything odd in it is left out rather than refused."""
    ways = {*query.getlist("way"), *(["home_visit"] if query.get("home") else [])}
    miles = _number(query.get("miles", ""), max(MILES))
    return Asked(
        q=_line(query, "q", LONGEST_QUERY),
        place=_line(query, "place", LONGEST_PLACE),
        need=_line(query, "need"),
        free=bool(query.get("free")),
        way=tuple(each for each in Reach if each.value in ways),
        evening=EVENING in query.getlist("open"),
        weekend=WEEKEND in query.getlist("open"),
        wheelchair=bool(query.get("wheelchair")),
        language=_line(query, "language"),
        age=_number(query.get("age", ""), OLDEST),
        miles=miles if miles in MILES else None,
        area=_line(query, "area"),
        by=_line(query, "by"),
        sort=next((order for order in Order if order.value == query.get("sort")), None),
        page=_number(query.get("page", ""), LAST_PAGE) or 1,
        save=read_saved(query),
    )


def read_saved(query: MultiDict[str, str]) -> tuple[str, ...]:
    """The ids of a list in an address: each once, in their order, no more than a list may hold."""
    ids = (_tidy(each, LONGEST_VALUE) for each in query.getlist("save"))
    return tuple(dict.fromkeys(each for each in ids if each))[:MOST_SAVED]


def _number(text: str, most: int) -> int | None:
    plain = text.strip()
    return (
        min(int(plain), most) if plain.isascii() and plain.isdigit() and len(plain) < len("10000") else None
    )


def _line(query: Mapping[str, str], name: str, longest: int = LONGEST_VALUE) -> str:
    return _tidy(query.get(name, ""), longest)


def _tidy(text: str, longest: int) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:longest]
