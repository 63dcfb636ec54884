"""The audit trail as a chain: each row's hash is made of the row and of the hash of the row before. Pure.

Who changes a row, takes one out or puts one in without our key breaks the chain at that row. What the chain
alone cannot show is that its newest end was cut off: the worker logs the head every night, and
`check-audit --head` holds the trail against it.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from web.exceptions import UnreadableSecret
from web.security.hashing import HashKeys

START = "start"  # stands where the first row of all has the hash of the row before


@dataclass(frozen=True)
class Deed:
    """Who did what to which thing, and when; ids alone."""

    at: datetime
    staff_user_id: int | None
    action: str
    subject: str | None
    subject_id: int | None


@dataclass(frozen=True)
class Link:
    """One row of the trail."""

    position: int
    deed: Deed
    previous: str
    hash: str


@dataclass(frozen=True)
class Anchor:
    """The last row before the trail begins, when older ones were kept long enough and went."""

    position: int
    hash: str
    at: datetime
    seal: str


class Fault(StrEnum):
    """What is wrong where a chain is broken."""

    CHANGED = "changed"
    MISSING = "missing"
    ANCHOR = "anchor"
    NO_KEY = "no_key"


@dataclass(frozen=True)
class Break:
    """The first row that is not as it was written."""

    position: int
    fault: Fault


def link(keys: HashKeys, position: int, deed: Deed, previous: str) -> Link:
    """The row that follows the one whose hash is `previous`."""
    return Link(position, deed, previous, keys.sign(_canonical(position, deed, previous)))


def anchor(keys: HashKeys, position: int, hash_: str, at: datetime) -> Anchor:
    """What stands for the rows up to `position` once they are gone."""
    return Anchor(position, hash_, at, keys.sign(_of_anchor(position, hash_, at)))


def breaks(keys: HashKeys, before: Anchor | None, links: Iterable[Link]) -> Iterator[Break]:
    """Every place at which the chain after `before` is broken, in order; `links` come in order of position.

    After a broken row the check goes on from what that row says, so that one fault is told once.
    """
    if before is not None and (fault := _fault(keys, _of_anchor_of(before), before.seal)):
        yield Break(before.position, Fault.ANCHOR if fault is Fault.CHANGED else fault)
    position, previous = (before.position, before.hash) if before else (0, START)
    for each in links:
        if each.position != position + 1 or each.previous != previous:
            yield Break(position + 1, Fault.MISSING)
        if fault := _fault(keys, _canonical(each.position, each.deed, each.previous), each.hash):
            yield Break(each.position, fault)
        position, previous = each.position, each.hash


def is_as_written(keys: HashKeys, row: Link) -> bool:
    """Does this one row fit its own hash? It says nothing of its neighbours: `breaks` does."""
    return _fault(keys, _canonical(row.position, row.deed, row.previous), row.hash) is None


def _fault(keys: HashKeys, text: str, signed: str) -> Fault | None:
    try:
        return None if keys.has_signed(text, signed) else Fault.CHANGED
    except UnreadableSecret:
        return Fault.NO_KEY


def _canonical(position: int, deed: Deed, previous: str) -> str:
    facts = [position, _moment(deed.at), deed.staff_user_id, deed.action, deed.subject, deed.subject_id]
    return json.dumps(["row", *facts, previous], separators=(",", ":"))


def _of_anchor_of(kept: Anchor) -> str:
    return _of_anchor(kept.position, kept.hash, kept.at)


def _of_anchor(position: int, hash_: str, at: datetime) -> str:
    return json.dumps(["anchor", position, hash_, _moment(at)], separators=(",", ":"))


def _moment(at: datetime) -> str:
    # In UTC and to the microsecond, so that it reads the same from every store.
    return at.astimezone(UTC).isoformat(timespec="microseconds")
