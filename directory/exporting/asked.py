"""What a reader asked in the ids and words of the open data, turned into those of the store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from directory.exceptions import NotBuilt, UnknownPostcode
from directory.exporting.terms import public_taxonomy_id, public_term_id
from directory.exporting.wanted import Near, TermGroup, Wanted
from directory.models.taxonomy import Taxonomy, TaxonomyTerm
from directory.needs.vocabulary import Vocabulary
from directory.openreferral import own_needs
from directory.postcode_index import PostcodeIndex, Spot


@dataclass(frozen=True)
class Asked:
    """The question, checked for form alone: the ids may be unknown, the postcode may not exist.

    `terms` and `taxonomies` hold groups: any one of a group will do, and every group has to be met.
    """

    search: str = ""
    modified_after: datetime | None = None
    terms: tuple[tuple[str, ...], ...] = ()
    taxonomies: tuple[tuple[str, ...], ...] = ()
    organization_id: str | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    start_time: str | None = None
    end_time: str | None = None
    days: frozenset[str] = frozenset()
    postcode: str | None = None
    proximity: float | None = None  # metres


@dataclass(frozen=True)
class KnownTerms:
    """What the ids of a question may stand for; empty where the question names none."""

    vocabulary: Vocabulary
    taxonomies: Sequence[Taxonomy] = ()
    terms: Sequence[TaxonomyTerm] = ()


def wanted_from(asked: Asked, known: KnownTerms, spot: Spot | None, council_code: str) -> Wanted:
    """The filters for the store; `spot` is where the postcode is, where one was asked for."""
    by_name = _names_of(known.taxonomies)
    near = Near(spot.lat, spot.lon, asked.proximity) if spot and asked.proximity is not None else None
    return Wanted(
        search=asked.search,
        modified_after=asked.modified_after,
        terms=tuple(_group(some, known) for some in asked.terms),
        taxonomies=tuple(frozenset(by_name.get(each, each) for each in some) for some in asked.taxonomies),
        organization_id=asked.organization_id,
        minimum_age=asked.minimum_age,
        maximum_age=asked.maximum_age,
        start_time=asked.start_time,
        end_time=asked.end_time,
        days=asked.days,
        near=near,
        outside_area=spot is not None and council_code not in spot.councils,
    )


def find_spot(postcode: str, index: PostcodeIndex | None) -> Spot:
    """Where a postcode, or the first half of one, is.

    UnknownPostcode where there is none such, NotBuilt where nobody can tell.
    """
    if index is None:
        raise NotBuilt("The postcode index is not there yet; run: python -m directory build")
    spot = index.find(postcode) or index.district(postcode)
    if spot is None:
        raise UnknownPostcode("There is no such postcode; half of one, such as DN15, will do as well.")
    return spot


def _group(ids: Iterable[str], known: KnownTerms) -> TermGroup:
    given = frozenset(ids)
    needs = (need for need in known.vocabulary.ids if need in given or own_needs.term_id(need) in given)
    stored = (term.id for term in known.terms if public_term_id(term) in given)
    return TermGroup(frozenset(stored), frozenset(needs))


def _names_of(taxonomies: Iterable[Taxonomy]) -> Mapping[str, str]:
    """The stored id for the outside id of each taxonomy, and for its name, which version 1 asks by."""
    names: dict[str, str] = {own_needs.TAXONOMY_NAME: own_needs.TAXONOMY_ID}
    for each in taxonomies:
        names |= {each.name: each.id, public_taxonomy_id(each.id): each.id}
    return names
