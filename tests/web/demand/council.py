"""A council of round figures, whose first months can be reckoned on paper, and the example council."""

from math import log

from web.demand.inputs import Range, known
from web.demand.interventions import Intervention

HALF_LEAVE = 1 / log(2)  # months of stay by which half of those who were there are gone a month later

ROUND = {
    **{id_: 0.0 for id_ in known() if id_ not in ("day_share", "equipment_cost", "day_week")},
    "contacts_year": 1200.0,
    "web_share": 25.0,
    "to_request": 50.0,
    "abandoned": 10.0,
    "return_months": 2.0,
    "request_to_assessment": 40.0,
    "assessment_to_community": 25.0,
    "reablement_months": 1.0,
    "reablement_success": 50.0,
    "short_months": 1.0,
    "community_people": 100.0,
    "community_months": HALF_LEAVE,
    "residential_months": 12.0,
    "nursing_months": 12.0,
    "contact_web": 1.0,
    "contact_person": 5.0,
    "assessment_cost": 300.0,
    "home_care_hour": 20.0,
    "home_care_hours": 10.0,
    "residential_week": 1000.0,
    "nursing_week": 1000.0,
}


def exactly(figures: dict[str, float]) -> dict[str, Range]:
    """Figures that nobody doubts."""
    return {id_: Range(value, value, value) for id_, value in figures.items()}


def example() -> dict[str, Range]:
    """The invented council."""
    return {id_: each.example for id_, each in known().items()}


def act(target: str, effect: float, **more: object) -> Intervention:
    """An intervention whose effect nobody doubts."""
    return Intervention(f"{target} {effect}", target, Range(effect, effect, effect), **more)  # type: ignore[arg-type]
