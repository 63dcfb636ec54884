"""The words a feed files a service under: taxonomy terms of every version, and of known products."""

from collections.abc import Iterator

from directory.models.base import ID_LENGTH
from directory.openreferral.own_needs import read_own_need
from directory.openreferral.parts import part_id
from directory.openreferral.records import Row, TermRecord
from directory.openreferral.values import Json, identity, object_in, objects, text_in, web_address

# Lists of plain terms that are not Open Referral's own: key, name of the taxonomy, key of the term's name.
OWN_LISTS = (
    ("taxonomies", "Directory", "name"),
    ("send_needs", "SEND needs", "name"),
    ("suitabilities", "Suitability", "name"),
    ("pc_targetAudience", "Target audience", "audienceType"),
)


def read_own_needs(row: Json) -> tuple[Row, ...]:
    """The needs that a Signpost gave out with the service, each once."""
    found = [need for link in objects(row, "attributes") if (need := read_own_need(link))]
    return tuple({str(need["need_id"]): need for need in reversed(found)}.values())[::-1]


def read_terms(service_id: str, row: Json) -> tuple[TermRecord, ...]:
    """The service's terms, each once; needs of Signpost's own taxonomy are read apart."""
    kept: dict[str, TermRecord] = {}
    for position, found in enumerate([*_linked(row), *_listed(row)]):
        link, given, taxonomy, name_key = found
        if read_own_need(link):
            continue
        record = _term(part_id(service_id, "attribute", position, link), link, given, taxonomy, name_key)
        if record:
            kept.setdefault(str(record.term["id"]), record)
    return tuple(kept.values())


def _linked(row: Json) -> Iterator[tuple[Json, Json, str, str]]:
    """Open Referral's own: v3 `attributes`, v1 `service_taxonomys` and `link_taxonomies`."""
    for link in objects(row, "attributes"):
        yield link, object_in(link, "taxonomy_term"), "", "name"
    for key in ("service_taxonomys", "service_taxonomies", "link_taxonomies"):
        for link in objects(row, key):
            yield link, object_in(link, "taxonomy", "taxonomy_term"), "", "name"


def _listed(row: Json) -> Iterator[tuple[Json, Json, str, str]]:
    for key, taxonomy, name_key in OWN_LISTS:
        for given in objects(row, key):
            yield {}, given, taxonomy, name_key


def _term(own_id: str, link: Json, given: Json, list_name: str, name_key: str) -> TermRecord | None:
    name = text_in(given, name_key, "term")
    if not name:
        return None
    detail = object_in(given, "taxonomy_detail")
    taxonomy = list_name or text_in(given, "taxonomy", "vocabulary") or text_in(detail, "name") or "Other"
    return TermRecord(
        attribute_id=own_id,
        link_type=text_in(link, "link_type"),
        term={
            # Lists of a product number their terms each from 1, so the list's name goes in front.
            "id": _term_id(given, name, list_name or ("" if identity(given.get("id")) else taxonomy)),
            "taxonomy_id": taxonomy[:200],
            "parent_id": identity(given.get("parent_id")) or identity(given.get("parentId")),
            "name": name,
            "description": text_in(given, "description") or "",
            "term_uri": web_address(given, "term_uri"),
        },
        taxonomy={"id": taxonomy[:200], "name": taxonomy, "description": ""},
    )


def _term_id(given: Json, name: str, prefix: str) -> str:
    own = identity(given.get("id")) or identity(name[:ID_LENGTH]) or "unnamed"
    return (f"{prefix}:{own}" if prefix else own)[:200]
