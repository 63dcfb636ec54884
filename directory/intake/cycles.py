"""Terms that stand above themselves: a feed's mistake that would send whoever climbs up round for ever."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from directory.openreferral.records import ServiceRecord


def without_cycles(
    records: Iterable[ServiceRecord], stored: Mapping[str, str]
) -> tuple[list[ServiceRecord], list[str]]:
    """The records with such parents taken off, and the ids of the terms that lost theirs.

    `stored` are the parents of terms that the directory has already: a circle may close through them.
    """
    kept = list(records)
    parents = dict(stored)
    for record in kept:
        for term in record.terms:
            parents[str(term.term["id"])] = str(term.term.get("parent_id") or "")
    circular = in_circles(parents)
    if not circular:
        return kept, []
    return [_freed(record, circular) for record in kept], sorted(circular)


def in_circles(parents: Mapping[str, str]) -> set[str]:
    """Every id from which the way up comes back to itself. Each is looked at once, however deep the tree."""
    settled: set[str] = set()
    circular: set[str] = set()
    for start in parents:
        way: dict[str, int] = {}
        at = start
        while at and at not in settled and at not in way:
            way[at] = len(way)
            at = parents.get(at, "")
        if at in way:
            circular.update(each for each, place in way.items() if place >= way[at])
        settled.update(way)
    return circular


def _freed(record: ServiceRecord, circular: set[str]) -> ServiceRecord:
    if not any(term.term["id"] in circular for term in record.terms):
        return record
    terms = tuple(
        replace(term, term={**term.term, "parent_id": None}) if term.term["id"] in circular else term
        for term in record.terms
    )
    return replace(record, terms=terms)
