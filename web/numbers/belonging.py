"""To which innovation site a contact belongs: decided once, by rules that are set before it begins. Pure.

The same arrival gives the same answer always. What is known when the contact begins (how somebody came, by
which address, whose call it is) is looked at then; where somebody lives, when it is first heard. Nothing
that happens later moves a contact: else a site could be made to look better by who is counted in it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from web.models.site import USUAL

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
LONGEST_SLUG = 40


@dataclass(frozen=True)
class Rule:
    """Who belongs to a site: whoever comes within its days and meets every condition that is set."""

    slug: str
    first: date
    last: date
    channels: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    by_address: bool = False

    @property
    def waits_for_place(self) -> bool:
        """Can it say nothing before it is known where somebody lives?"""
        return bool(self.districts)


@dataclass(frozen=True)
class Arrival:
    """A contact as far as rules look at it. `address`: the site whose own address it came by."""

    day: date
    channel: str
    address: str = ""
    teams: frozenset[str] = frozenset()
    district: str = ""


def site_of(rules: Iterable[Rule], arrival: Arrival) -> str:
    """The site it belongs to: of several the one that began first (then by name); else business as usual."""
    found = sorted((rule.first, rule.slug) for rule in rules if _meets(arrival, rule))
    return found[0][1] if found else USUAL


def is_slug(name: str) -> bool:
    """Can a site be called so in addresses and sums: small letters, digits, single hyphens?"""
    return 2 <= len(name) <= LONGEST_SLUG and _SLUG.match(name) is not None


def _meets(arrival: Arrival, rule: Rule) -> bool:
    return (
        rule.first <= arrival.day <= rule.last
        and (not rule.channels or arrival.channel in rule.channels)
        and (not rule.districts or arrival.district.upper() in rule.districts)
        and (not rule.teams or bool(arrival.teams & rule.teams))
        and (not rule.by_address or arrival.address == rule.slug)
    )
