"""One month of the way from a first contact to long-term support: how many go where. Pure.

Expected numbers of people, not whole persons. Everybody who comes into a stage leaves it or stays in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from web.demand.stock import Month, through

Values = Mapping[str, float]
# Shares of one stage: together they cannot be more than everybody.
STAGES: Mapping[str, tuple[str, ...]] = {
    "door": ("to_request", "abandoned"),
    "requests": ("request_to_assessment", "request_to_reablement", "request_to_short"),
    "assessments": (
        "assessment_to_reablement", "assessment_to_equipment", "assessment_to_community",
        "assessment_to_residential", "assessment_to_nursing",
    ),
    "after_reablement": ("after_reablement_residential", "after_reablement_nursing"),
    "community": ("community_to_residential", "community_to_nursing"),
}  # fmt: skip
ALONE = ("web_share", "return_share", "reablement_success", "residential_to_nursing", "day_share")
LENGTHS = (
    "return_months", "reablement_months", "short_months", "community_months", "residential_months",
    "nursing_months",
)  # fmt: skip
SUPPORT = ("reablement", "short", "community", "residential", "nursing")
_MAY_SHRINK = ("population_growth", "price_growth")
_ROUNDING = 1e-9


class Impossible(Exception):
    """Figures that cannot be true together; `code` says why: over, negative, no_time."""

    def __init__(self, code: str, which: str, month: int) -> None:
        super().__init__(f"{code}: {which}, month {month}")
        self.code, self.which, self.month = code, which, month


@dataclass(frozen=True)
class Flows:
    """One month. `stocks`: the kinds of support by name; the other numbers are people in that month."""

    contacts: float
    returned: float
    abandoned: float
    resolved: float
    requests_front: float
    requests_other: float
    to_assessment: float
    advice: float
    to_equipment: float
    nothing_more: float
    independent: float
    stocks: Mapping[str, Month]

    @property
    def requests(self) -> float:
        """All requests, by whichever door."""
        return self.requests_front + self.requests_other


def check(values: Values, month: int) -> None:
    """Impossible, where shares are more than everybody or less than nobody, or a length is no time at all."""
    for name, value in values.items():
        if value < 0 and not name.startswith(_MAY_SHRINK):
            raise Impossible("negative", name, month)
    for name in LENGTHS:
        if values[name] <= 0:
            raise Impossible("no_time", name, month)
    _check_shares(values, month)


def _check_shares(values: Values, month: int) -> None:
    for stage, names in STAGES.items():
        if sum(values[name] for name in names) > 1 + _ROUNDING:
            raise Impossible("over", stage, month)
    for name in (*ALONE, *(name for names in STAGES.values() for name in names)):
        if values.get(name, 0.0) > 1 + _ROUNDING:
            raise Impossible("over", name, month)


def new_contacts(today: Values) -> float:
    """Contacts a month of people who are not coming back, before anything grows."""
    return today["contacts_year"] / 12 - today["return_share"] * resolved_before(today)


def resolved_before(today: Values) -> float:
    """How many were resolved in each month before the first."""
    return today["contacts_year"] / 12 * (1 - today["to_request"] - today["abandoned"])


def starting(today: Values) -> Mapping[str, float]:
    """People with each kind of support on day one; the short kinds are where today's figures keep them."""
    requests = today["contacts_year"] / 12 * today["to_request"] + today["requests_other_year"] / 12
    assessed = requests * today["request_to_assessment"]
    reablement = requests * today["request_to_reablement"] + assessed * today["assessment_to_reablement"]
    return {
        "reablement": reablement * today["reablement_months"],
        "short": requests * today["request_to_short"] * today["short_months"],
        **{name: today[f"{name}_people"] for name in ("community", "residential", "nursing")},
    }


def through_month(
    values: Values, fresh: float, returned: float, other: float, people: Mapping[str, float]
) -> Flows:
    """One month, with the figures of that month.

    `fresh`: new contacts, `returned`: those coming back, `other`: requests by other doors, `people`: who had
    each kind of support the evening before.
    """
    contacts = fresh + returned
    front, abandoned = contacts * values["to_request"], contacts * values["abandoned"]
    requests = front + other
    assessed = requests * values["request_to_assessment"]
    direct = {name: requests * values[f"request_to_{name}"] for name in ("reablement", "short")}
    led_to = {name: assessed * values[f"assessment_to_{name}"] for name in
              ("reablement", "equipment", "community", "residential", "nursing")}  # fmt: skip
    stocks, independent = _support(values, people, direct, led_to)
    return Flows(
        contacts=contacts,
        returned=returned,
        abandoned=abandoned,
        resolved=contacts - front - abandoned,
        requests_front=front,
        requests_other=other,
        to_assessment=assessed,
        advice=requests - assessed - sum(direct.values()),
        to_equipment=led_to["equipment"],
        nothing_more=assessed - sum(led_to.values()),
        independent=independent,
        stocks=stocks,
    )


def lag(values: Values) -> int:
    """After how many whole months those who come back do so."""
    return max(1, ceil(values["return_months"] - _ROUNDING))


def _support(
    values: Values, people: Mapping[str, float], direct: Mapping[str, float], led_to: Mapping[str, float]
) -> tuple[Mapping[str, Month], float]:
    """The stocks in the order people go through them, and how many needed nothing more after reablement."""

    def of(name: str, came: float) -> Month:
        return through(people[name], came, values[f"{name}_months"])

    reablement = of("reablement", direct["reablement"] + led_to["reablement"])
    independent = reablement.left * values["reablement_success"]
    need_more = reablement.left - independent
    to_homes = {home: need_more * values[f"after_reablement_{home}"] for home in ("residential", "nursing")}
    community = of("community", led_to["community"] + need_more - sum(to_homes.values()))
    residential = of(
        "residential",
        led_to["residential"] + to_homes["residential"] + community.left * values["community_to_residential"],
    )
    nursing = of(
        "nursing",
        led_to["nursing"]
        + to_homes["nursing"]
        + community.left * values["community_to_nursing"]
        + residential.left * values["residential_to_nursing"],
    )
    return {
        "reablement": reablement,
        "short": of("short", direct["short"]),
        "community": community,
        "residential": residential,
        "nursing": nursing,
    }, independent
