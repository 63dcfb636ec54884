"""The whole question in an address of the open data, in the words of version 3 or of version 1. Pure."""

from typing import NamedTuple

from directory.exporting.asked import Asked
from directory.exporting.wanted import Part
from directory.publisher import Detail
from web.open_referral.reading import LONGEST_POSTCODE, LONGEST_SEARCH, BadQuestion, Reader, Values

LAST_PAGE, A_PAGE, MOST_ON_PAGE = 1_000_000, 50, 1000
OLDEST = 150.0  # years
FARTHEST = 100_000.0  # metres


class Question(NamedTuple):
    """What is asked of a list of services: which, which page of them, and how much of each."""

    asked: Asked
    part: Part
    detail: Detail


def read_services(values: Values) -> Question:
    """A question to `/services`; BadQuestion names the parameter that cannot be read."""
    read = Reader(values)
    return Question(_asked(read), read_part(values), _detail(read, may_be_minimal=True))


def read_service_at_locations(values: Values) -> Question:
    """A question to `/service_at_locations`."""
    read = Reader(values)
    return Question(_asked(read), read_part(values), _detail(read, may_be_minimal=False))


def read_part(values: Values) -> Part:
    """Which page, of what size."""
    read = Reader(values)
    number, per_page = read.whole("page", 1, LAST_PAGE), read.whole("per_page", 1, MOST_ON_PAGE)
    return Part(number or 1, per_page or A_PAGE)


def read_search(values: Values) -> str:
    """The words searched for."""
    return Reader(values).text("search", 0, LONGEST_SEARCH) or ""


def read_services_v1(values: Values) -> Question:
    """A question to version 1's `/services`. Its lists are met by any one of their members."""
    read = Reader(values)
    terms = (read.texts(field) for field in ("taxonomy_id", "need", "circumstance", "service_type"))
    starts, ends = read.clocks("start_time"), read.clocks("end_time")
    coverage = read.text("coverage", 2, LONGEST_POSTCODE)
    postcode = read.text("postcode", 2, LONGEST_POSTCODE)
    asked = Asked(
        search=read.text("text", 0, LONGEST_SEARCH) or "",
        terms=tuple(group for group in terms if group),
        taxonomies=tuple(group for group in [read.texts("vocabulary")] if group),
        minimum_age=read.number("minimum_age", 0, OLDEST),
        maximum_age=read.number("maximum_age", 0, OLDEST),
        start_time=min(starts, default=None),
        end_time=max(ends, default=None),
        days=read.days("day"),
        postcode=postcode or coverage,
        proximity=_proximity(read, postcode),
    )
    return Question(asked, read_part(values), Detail.V1)


def _asked(read: Reader) -> Asked:
    terms, taxonomy = read.texts("taxonomy_term_id"), read.text("taxonomy_id")
    postcode = read.text("postcode", 2, LONGEST_POSTCODE)
    return Asked(
        search=read.text("search", 0, LONGEST_SEARCH) or "",
        modified_after=read.moment("modified_after"),
        terms=tuple((each,) for each in terms),
        taxonomies=((taxonomy,),) if taxonomy else (),
        organization_id=read.text("organization_id"),
        minimum_age=read.number("minimum_age", 0, OLDEST),
        maximum_age=read.number("maximum_age", 0, OLDEST),
        start_time=read.clock("start_time"),
        end_time=read.clock("end_time"),
        days=read.day("day"),
        postcode=postcode,
        proximity=_proximity(read, postcode),
    )


def _proximity(read: Reader, postcode: str | None) -> float | None:
    metres = read.number("proximity", 0, FARTHEST)
    if metres is not None and postcode is None:
        raise BadQuestion("proximity", "with_postcode")
    return metres


def _detail(read: Reader, *, may_be_minimal: bool) -> Detail:
    full, minimal = read.truth("full"), may_be_minimal and read.truth("minimal")
    return Detail.FULL if full else Detail.MINIMAL if minimal else Detail.SHORT
