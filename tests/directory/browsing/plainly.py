"""Narrowing in the plainest way, one listing and one condition at a time, to hold the index against."""

from directory.browsing.conditions import Conditions, Facet
from directory.listings import Listing
from directory.matching.asked import says
from directory.places import distance_km
from directory.reach import Reach
from tests.directory.matching.listings import HERE

ANSWERS_FROM = 0.2
LANGUAGE_NAMES = {"polish": {"Polish", "pl"}, "urdu": {"Urdu"}, "bsl": {"British Sign Language"}}


def far(listing: Listing) -> float:
    return min((distance_km(HERE, point) for point in listing.points), default=float("inf"))


def needs_no_journey(one: Listing) -> bool:
    return one.national or bool({Reach.HOME_VISIT, Reach.TELEPHONE, Reach.ONLINE} & set(one.reach))


def usable_in(one: Listing, town: str) -> bool:
    named = {
        "Winterby and the cliff villages": {"Winterby"}, "Epwell": {"Epwell"}, "Kirtling": {"Kirtling"},
    }  # fmt: skip
    parts = {each for area in one.serves for each in named.get(area, set())}
    if parts:
        return town in parts
    has_to_be_gone_to = not needs_no_journey(one) and one.towns and not one.serves
    return town in one.towns if has_to_be_gone_to else True


def has(one: Listing, facet: Facet, value: str) -> bool:
    """The same questions as the index answers, asked of one listing in plain words."""
    return {
        Facet.NEED: lambda: any(need == value and sure >= ANSWERS_FROM for need, sure in one.needs),
        Facet.FREE: lambda: one.free is True,
        Facet.REACH: lambda: value in one.reach,
        Facet.EVENING: lambda: one.open_evenings is True,
        Facet.WEEKEND: lambda: bool({"SA", "SU"} & one.open_days),
        Facet.WHEELCHAIR: lambda: "wheels" in says(one).access,
        Facet.LANGUAGE: lambda: bool(LANGUAGE_NAMES[value] & set(one.languages)),
        Facet.AGE: lambda: (one.min_age or 0) <= int(value) <= (999 if one.max_age is None else one.max_age),
        Facet.AREA: lambda: usable_in(one, value),
        Facet.MILES: lambda: needs_no_journey(one) or far(one) <= int(value) * 1.609344,
        Facet.ORGANISATION: lambda: one.organisation == value,
    }[facet]()


def fits(one: Listing, conditions: Conditions) -> bool:
    return all(any(has(one, facet, value) for value in values) for facet, values in conditions.asked())
