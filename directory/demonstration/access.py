"""How a demonstration service is used, as Open Referral UK parts: times, prices, ages and areas."""

import re
from typing import Any

from directory.demonstration.ids import stable_id
from directory.demonstration.sources import Source

Row = dict[str, Any]

BOROUGH = "Eastmere"
ATTENDING = {"home": "home visit", "telephone": "telephone", "online": "online"}
IN_PERSON = "in person"

HOURS = re.compile(r"(?P<days>[-\dA-Z,]+) (?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d)")
PRICE = re.compile(r"£(?P<pounds>\d[\d,]*(?:\.\d\d)?)(?: (?P<rest>.+))?")
AGES = re.compile(r"(?P<least>\d+)(?:\+|-(?P<most>\d+))")


def schedules(source: Source) -> list[Row]:
    """A row for each way of attending and each set of hours; a way without hours keeps a row of its own."""
    ways = ([IN_PERSON] if source.at else []) + [ATTENDING[way] for way in source.reach]
    hours = [_hours(text) for text in source.when.split("; ")] if source.when else [{}]
    return [
        {"id": stable_id("schedule", source.slug, way, str(number)), **times, "attending_type": way}
        for way in ways
        for number, times in enumerate(hours)
    ]


def _hours(text: str) -> Row:
    """ "1TU,3TU 18:30-20:00" or "MO,FR 09:00-17:00": a number before the day makes it monthly."""
    found = HOURS.fullmatch(text)
    if not found:
        raise ValueError(f"Hours that cannot be read: {text}")
    freq = "MONTHLY" if any(mark.isdigit() for mark in found["days"]) else "WEEKLY"
    return {"freq": freq, "byday": found["days"], "opens_at": found["opens"], "closes_at": found["closes"]}


def price(source: Source) -> Row:
    """The price as `cost_options` where it is one sum, as `fees` where it is a sentence; {} if unknown."""
    if source.cost is None:
        return {}
    own_id = stable_id("cost", source.slug)
    if source.cost == "free":
        return {"cost_options": [{"id": own_id, "option": "Free", "amount": 0}]}
    found = PRICE.fullmatch(source.cost)
    if not found:
        return {"fees": source.cost}
    amount = float(found["pounds"].replace(",", ""))
    option = {"id": own_id, "amount": amount, "amount_description": found["rest"]}
    return {"cost_options": [{key: value for key, value in option.items() if value is not None}]}


def ages(source: Source) -> Row:
    """ "60+" or "8-13" as `minimum_age` and `maximum_age`; {} where nothing is said."""
    if source.ages is None:
        return {}
    found = AGES.fullmatch(source.ages)
    if not found:
        raise ValueError(f"Ages that cannot be read: {source.ages}")
    limits = {"minimum_age": int(found["least"])}
    return {**limits, "maximum_age": int(found["most"])} if found["most"] else limits


def areas(source: Source) -> list[Row]:
    """The part of the borough served, where help travels; to a venue people come from wherever they like."""
    if source.at and not source.reach:
        return []
    return [{"id": stable_id("area", source.slug), "name": source.area or BOROUGH}]
