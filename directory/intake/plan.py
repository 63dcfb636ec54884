"""What an import will do, worked out before anything is written: new, changed, vanished, back again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.intake import copies
from directory.intake.copies import Left
from directory.intake.corrections import as_editors_have_it
from directory.intake.cycles import without_cycles
from directory.intake.scoping import Owned, Scope, Taken
from directory.intake.vanishing import Gone, gone
from directory.models.service import Source, Status
from directory.openreferral.feed import Feed
from directory.openreferral.records import ServiceRecord
from directory.queries import owners
from directory.queries.owners import KnownService

CIRCLES = "{} terms of its taxonomies stood above themselves; they now stand at the top."


@dataclass(frozen=True)
class Errand:
    """What is to be imported as what. `source_id` is None for what comes from no feed: the demonstration.

    `may_be_copy`: it is a file, and those may be of this directory's own giving out. A live source never is
    taken for one: it has its own word on what it lists.
    """

    source: Source
    source_id: str | None = None
    complete: bool = False
    allow_shrinking: bool = False
    may_be_copy: bool = False


@dataclass(frozen=True)
class Plan:
    """What will be written. `others_terms` are terms shared with another source, which keeps them."""

    to_write: Sequence[ServiceRecord]
    fingerprints: Mapping[str, str]
    added: int
    changed: int
    unchanged: int
    adopted: frozenset[str]
    returned: frozenset[str]
    gone: Gone
    renamed: tuple[tuple[str, str], ...]
    others_terms: frozenset[str]
    notes: tuple[str, ...]


def make_plan(session: Session, feed: Feed, prints: Sequence[str], errand: Errand) -> Plan:
    """The plan for a feed whose records have these fingerprints. Reads, and writes nothing."""
    known = owners.known_services(session)
    scope = _scope(session, known, errand)
    left, others = _without_copies(session, Left(feed, prints), known, scope, errand)
    feed, prints = left.feed, left.prints
    named = [scope.record(record) if scope else record for record in feed.records]
    sorted_out = _sort(named, prints, known, errand)
    listed = {scope.service_id(each) if scope else each for each in feed.listed}
    to_write, circular = without_cycles(sorted_out.to_write, owners.parents_of_terms(session))
    own = {key for key, stored in known.items() if errand.source_id and stored.source_id == errand.source_id}
    return Plan(
        to_write=as_editors_have_it(session, to_write),
        fingerprints=sorted_out.fingerprints,
        added=sorted_out.added,
        changed=len(to_write) - sorted_out.added,
        unchanged=len(named) - len(to_write) + left.count,
        adopted=sorted_out.adopted,
        returned=frozenset(key for key in own & listed if known[key].vanished),
        gone=_gone(own, listed, known, errand, any_good=bool(feed.records)),
        renamed=tuple(
            (old.id, new.id) for old, new in zip(feed.records, named, strict=True) if old.id != new.id
        ),
        others_terms=_others(scope),
        notes=(*((CIRCLES.format(len(circular)),) if circular else ()), *copies.said_of(others)),
    )


@dataclass(frozen=True)
class _Sorted:
    to_write: list[ServiceRecord]
    fingerprints: dict[str, str]
    added: int
    adopted: frozenset[str]


def _without_copies(
    session: Session,
    read: Left,
    known: Mapping[str, KnownService],
    scope: Scope | None,
    errand: Errand,
) -> tuple[Left, Mapping[str, str]]:
    """The feed without what stands here already as somebody else's, and what of that is other feeds'."""
    if scope is None:
        return read, {}
    house = copies.of_the_house(read.feed, known)
    found = copies.others_services(read.feed, known, scope.source_id) if errand.may_be_copy else {}
    others = {key: owner for key, owner in found.items() if scope.service_id(key) not in known}
    if others:
        ids = [record.id for record in read.feed.records if record.id in known]
        if not copies.is_copy(read.feed.records, known, owners.descriptions(session, ids)):
            others = {}
    return copies.without(read.feed, read.prints, house | others.keys()), others


def _scope(session: Session, known: Mapping[str, KnownService], errand: Errand) -> Scope | None:
    if errand.source_id is None:
        return None
    kinds = (owners.organizations(session), owners.locations(session), owners.terms(session))
    shared = [{key: Owned(*row) for key, row in kind.items()} for kind in kinds]
    services = {key: Owned(stored.owner) for key, stored in known.items()}
    return Scope(errand.source_id, Taken(services, *shared))


def _sort(
    named: Sequence[ServiceRecord], prints: Sequence[str], known: Mapping[str, KnownService], errand: Errand
) -> _Sorted:
    to_write: list[ServiceRecord] = []
    added, adopted = 0, set()
    for record, fingerprint in zip(named, prints, strict=True):
        stored = known.get(record.id)
        if stored is None:
            added += 1
        elif (stored.fingerprint, stored.source) == (fingerprint, errand.source.value):
            if stored.source_id != errand.source_id:
                adopted.add(record.id)
            continue
        to_write.append(record)
    by_id = {record.id: fingerprint for record, fingerprint in zip(named, prints, strict=True)}
    return _Sorted(to_write, by_id, added, frozenset(adopted))


def _gone(
    own: set[str], listed: set[str], known: Mapping[str, KnownService], errand: Errand, any_good: bool
) -> Gone:
    present = {key for key in own if not known[key].vanished and known[key].status != Status.WITHDRAWN}
    complete = errand.complete and any_good
    return gone(present, listed, complete=complete, allow_shrinking=errand.allow_shrinking)


def _others(scope: Scope | None) -> frozenset[str]:
    if scope is None:
        return frozenset()
    taken = scope.taken.terms
    return frozenset(key for key, owner in taken.items() if owner.source_id not in (None, scope.source_id))
