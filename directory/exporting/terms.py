"""What a service is filed under, as Open Referral UK 3: its feed's terms, and the needs it answers."""

import uuid
from collections.abc import Iterable

from directory.exporting.stored import TermRows
from directory.exporting.values import Json, filled
from directory.models.signpost import NeedSource, ServiceNeed
from directory.models.taxonomy import Taxonomy, TaxonomyTerm
from directory.needs.vocabulary import Need, Vocabulary
from directory.openreferral import own_needs

NEEDS_VERSION = "1"


def public_taxonomy_id(stored_id: str) -> str:
    """The id a taxonomy has outside. Feeds name theirs and give no id; outside, an id is to be a UUID."""
    try:
        return str(uuid.UUID(stored_id))
    except ValueError:
        return str(uuid.uuid5(own_needs.ROOT, f"taxonomy/{stored_id}"))


def public_term_id(term: TaxonomyTerm) -> str:
    """The id a term has outside: its feed's own, or a UUID for one that reading made from its list's name.

    Products number the terms of each of their lists from 1, so these are stored as "Directory:1".
    """
    return _outside(term.id) if _is_numbered(term) else term.id


def _public_parent(term: TaxonomyTerm) -> str | None:
    if term.parent_id is None or not _is_numbered(term):
        return term.parent_id
    return _outside(f"{term.taxonomy_id}:{term.parent_id}")


def _is_numbered(term: TaxonomyTerm) -> bool:
    return bool(term.taxonomy_id) and term.id.startswith(f"{term.taxonomy_id}:")


def _outside(stored_id: str) -> str:
    return str(uuid.uuid5(own_needs.ROOT, f"term/{stored_id}"))


def attribute_records(
    service_id: str, terms: Iterable[TermRows], needs: Iterable[ServiceNeed], vocabulary: Vocabulary
) -> list[Json]:
    """The terms of the feed, then the needs with whose word that is and how sure."""
    given = [
        filled(
            {
                "id": link.id,
                "link_id": service_id,
                "taxonomy_term_id": public_term_id(term),
                "link_type": link.link_type,
                "taxonomy_term": term_record(term, taxonomy),
            }
        )
        for link, term, taxonomy in terms
    ]
    return given + [_need_attribute(service_id, need, vocabulary) for need in needs]


def _need_attribute(service_id: str, row: ServiceNeed, vocabulary: Vocabulary) -> Json:
    need = vocabulary[row.need_id] if row.need_id in vocabulary else None
    return {
        "id": own_needs.attribute_id(service_id, row.need_id),
        "link_id": service_id,
        "taxonomy_term_id": own_needs.term_id(row.need_id),
        "link_type": own_needs.LINK_TYPES[NeedSource(row.source)],
        "value": repr(row.confidence),
        "taxonomy_term": need_term(row.need_id, need),
    }


def term_record(term: TaxonomyTerm, taxonomy: Taxonomy | None) -> Json:
    """A term of a feed."""
    written = {
        "id": public_term_id(term),
        "name": term.name,
        "description": term.description,
        "parent_id": _public_parent(term),
        "taxonomy": taxonomy.name if taxonomy else None,
        "taxonomy_id": public_taxonomy_id(term.taxonomy_id) if term.taxonomy_id else None,
        "term_uri": term.term_uri,
    }
    return filled(written, required=("description",))


def need_term(need_id: str, need: Need | None) -> Json:
    """A need as a term; one that has left the vocabulary keeps its id for a name."""
    return {
        "id": own_needs.term_id(need_id),
        "code": need_id,
        "name": need.label if need else need_id,
        "description": need.resident_label if need else "",
        "taxonomy": own_needs.TAXONOMY_NAME,
        "taxonomy_id": own_needs.TAXONOMY_ID,
    }


def taxonomy_record(taxonomy: Taxonomy) -> Json:
    """A feed's list of terms."""
    written = {
        "id": public_taxonomy_id(taxonomy.id),
        "name": taxonomy.name,
        "description": taxonomy.description,
        "uri": taxonomy.uri,
        "version": taxonomy.version,
    }
    return filled(written, required=("description",))


def needs_taxonomy() -> Json:
    """Signpost's own list."""
    return {
        "id": own_needs.TAXONOMY_ID,
        "name": own_needs.TAXONOMY_NAME,
        "description": "What people need, as Signpost hears it in their own words and looks for services by.",
        "version": NEEDS_VERSION,
    }
