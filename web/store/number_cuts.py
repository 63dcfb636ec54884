"""Two more cuts of the sums: by hour of the week, and by two traits at once."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from web.models.numbers import number_sum
from web.numbers.cells import Cell, grain_for
from web.numbers.chosen import Chosen
from web.store.numbers import NOTHING, Ahead

_S = number_sum.c
_HOUR = "hour:"
WHOLE = ("channel", "site")  # what every row says of itself, whatever its grain


def by_hour(session: Session, chosen: Chosen, ahead: Ahead = NOTHING) -> Counter[tuple[int, int]]:
    """Contacts that began on a weekday (Monday is 0) at an hour of the council's clock.

    Only channel and site narrow it: hours are not kept by place, need or team.
    """
    query = (
        select(_S.day, _S.split, func.sum(_S.contacts))
        .where(_S.grain == "split", _S.split.between(_HOUR, "hour;"), *_narrowed(chosen, WHOLE))
        .where(_S.day.between(chosen.first, chosen.last))
        .group_by(_S.day, _S.split)
    )
    found: Counter[tuple[int, int]] = Counter()
    for day, split, contacts in session.execute(query):
        found[day.weekday(), int(split.removeprefix(_HOUR))] += contacts
    for cell, counts in ahead.items():
        if cell.grain == "split" and cell.split.startswith(_HOUR) and _is_in(cell, chosen, WHOLE):
            found[cell.day.weekday(), int(cell.split.removeprefix(_HOUR))] += counts.get("contacts", 0)
    return found


def by_place_and_need(session: Session, chosen: Chosen, ahead: Ahead = NOTHING) -> Counter[tuple[str, str]]:
    """Contacts of each place in which a need was told; somebody with two needs counts under both."""
    narrowing = (*WHOLE, "locality", "need", "team")
    grain = grain_for(locality=True, need=True, team=bool(chosen.team))
    query = (
        select(_S.locality, _S.need, func.sum(_S.contacts))
        .where(_S.grain == grain, *_narrowed(chosen, narrowing))
        .where(_S.day.between(chosen.first, chosen.last))
        .group_by(_S.locality, _S.need)
    )
    found = Counter({(place, need): contacts for place, need, contacts in session.execute(query)})
    for cell, counts in ahead.items():
        if cell.grain == grain and _is_in(cell, chosen, narrowing):
            found[cell.locality, cell.need] += counts.get("contacts", 0)
    return found


def _narrowed(chosen: Chosen, names: tuple[str, ...]) -> Iterator[ColumnElement[bool]]:
    return (_S[name] == getattr(chosen, name) for name in names if getattr(chosen, name))


def _is_in(cell: Cell, chosen: Chosen, names: tuple[str, ...]) -> bool:
    wanted = {name: getattr(chosen, name) for name in names if getattr(chosen, name)}
    return chosen.first <= cell.day <= chosen.last and all(
        getattr(cell, name) == wanted[name] for name in wanted
    )
