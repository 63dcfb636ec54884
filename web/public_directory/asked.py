"""What somebody asked the services page for, from its address; pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

LONGEST_QUERY, LONGEST_PLACE, LAST_PAGE = 300, 80, 999


@dataclass(frozen=True)
class Asked:
    """The search box, the place, the filters and the page, as typed but no longer than allowed."""

    q: str = ""
    place: str = ""
    need: str = ""
    free: bool = False
    home: bool = False
    page: int = 1

    @property
    def anything(self) -> bool:
        """Was anything asked at all, or is this the whole list?"""
        return self != Asked(page=self.page)

    def as_query(self, page: int) -> dict[str, str]:
        """The same question for another page, as the address carries it."""
        asked = asdict(replace(self, page=page))
        return {name: "yes" if value is True else str(value) for name, value in asked.items() if value}


def read_asked(query: Mapping[str, str]) -> Asked:
    """The question in an address; anything odd in it is left out rather than refused."""
    number = query.get("page", "1")
    return Asked(
        q=_line(query.get("q", ""), LONGEST_QUERY),
        place=_line(query.get("place", ""), LONGEST_PLACE),
        need=_line(query.get("need", ""), 64),
        free=bool(query.get("free")),
        home=bool(query.get("home")),
        page=min(int(number), LAST_PAGE) if number.isascii() and number.isdigit() and int(number) else 1,
    )


def _line(text: str, longest: int) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:longest]
