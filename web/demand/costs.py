"""What a month costs, line by line, from what happened in it. Pure."""

from collections.abc import Mapping

from web.demand.pathway import Flows, Values

WEEKS = 365.25 / 12 / 7  # in a month
LINES = (
    "contacts", "assessments", "equipment", "reablement", "short", "community", "day", "residential",
    "nursing", "interventions",
)  # fmt: skip


def of_month(values: Values, flows: Flows, price: float, spent: float) -> Mapping[str, float]:
    """Pounds by line. `price`: how much dearer than today; `spent`: what interventions cost today.

    A line whose cost nobody knows is 0: `not_counted` names it.
    """
    web = values["web_share"]
    stocks = flows.stocks
    home_week = values["home_care_hours"] * values["home_care_hour"]
    day_week = values.get("day_share", 0.0) * values.get("day_week", 0.0)
    lines = {
        "contacts": flows.contacts * (web * values["contact_web"] + (1 - web) * values["contact_person"]),
        "assessments": flows.to_assessment * values["assessment_cost"],
        "equipment": flows.to_equipment * values.get("equipment_cost", 0.0),
        "reablement": stocks["reablement"].came * values["reablement_cost"],
        "short": stocks["short"].care * WEEKS * values["short_week"],
        "community": stocks["community"].care * WEEKS * home_week,
        "day": stocks["community"].care * WEEKS * day_week,
        "residential": stocks["residential"].care * WEEKS * values["residential_week"],
        "nursing": stocks["nursing"].care * WEEKS * values["nursing_week"],
        "interventions": spent,
    }
    return {name: pounds * price for name, pounds in lines.items()}


def not_counted(values: Values) -> tuple[str, ...]:
    """The lines that are left out, since nobody knows what one costs."""
    missing = {"equipment": {"equipment_cost"}, "day": {"day_share", "day_week"}}
    return tuple(line for line, needed in missing.items() if needed - values.keys())
