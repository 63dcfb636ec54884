"""Opening times, costs and addresses put into words; the words themselves are in `listing_words.yml`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from directory.models.access import CostOption, Schedule
from directory.models.location import Address, Location

BYDAY = re.compile(r"(-?\d)?(MO|TU|WE|TH|FR|SA|SU)")
WORKING_WEEK = ("MO", "TU", "WE", "TH", "FR")


@dataclass(frozen=True)
class ListingWords:
    """The file, with its patterns ready to use."""

    raw: dict[str, Any]
    free: re.Pattern[str]
    free_fees: re.Pattern[str]
    paid: re.Pattern[str]
    reach: dict[str, re.Pattern[str]]


@cache
def listing_words() -> ListingWords:
    """The words, read at first use."""
    raw = yaml.safe_load(files("directory").joinpath("listing_words.yml").read_text("utf-8"))
    reach = {name: _any_of(patterns) for name, patterns in raw["reach"].items()}
    return ListingWords(raw, _any_of(raw["free"]), _any_of(raw["free_fees"]), _any_of(raw["paid"]), reach)


def cost_words(costs: Sequence[CostOption], fees: str | None, free: bool | None) -> str | None:
    """What it costs, in words; None where nobody says."""
    words: dict[str, Any] = listing_words().raw["cost"]
    said = [text for cost in costs if (text := _price(cost, words))]
    if said:
        return str(words["joint"]).join(dict.fromkeys(said))
    return fees or (str(words["free"]) if free else None)


def is_free(costs: Sequence[CostOption], fees: str | None, description: str) -> bool | None:
    """True or False where prices or words say so, else None."""
    amounts = [cost.amount for cost in costs if cost.amount is not None]
    if amounts:
        return max(amounts) == 0
    words = listing_words()
    said = " ".join(text for cost in costs for text in (cost.option, cost.amount_description) if text)
    named = f"{fees or ''} {said}"
    if words.paid.search(f"{named} {description}"):
        return False if words.paid.search(named) else None
    return True if words.free_fees.search(named) or words.free.search(description) else None


def opening_words(schedules: Iterable[Schedule]) -> tuple[str, ...]:
    """When it is open, a line for each schedule that says anything."""
    lines = (_opening(schedule) for schedule in schedules)
    return tuple(dict.fromkeys(line for line in lines if line))


def address_words(location: Location | None, address: Address) -> str:
    """One line: the place's name, street, town and postcode, nothing said twice."""
    parts = [location.name if location else None, address.address_1, address.address_2, address.city]
    parts.append(address.postal_code)
    kept: dict[str, str] = {}
    for part in parts:
        if part:
            tidy = " ".join(part.replace("\n", ", ").split()).strip(" ,")
            kept.setdefault(tidy.casefold(), tidy)
    return ", ".join(text for text in kept.values() if text)


def _price(cost: CostOption, words: dict[str, Any]) -> str:
    amount = "" if cost.amount is None else str(words["free"])
    if cost.amount:
        number = f"{cost.amount:.2f}".removesuffix(".00")
        amount = str(words["amount"]).format(amount=number)
    pieces = [amount, cost.amount_description or ""]
    described = " ".join(piece for piece in pieces if piece and piece.casefold() not in ("", "free"))
    described = described or amount
    if cost.option and cost.option.casefold() != described.casefold():
        return f"{cost.option}: {described}" if described else cost.option
    return described


def _opening(schedule: Schedule) -> str:
    words = listing_words().raw
    when = _days(schedule.byday or "", words)
    times = _times(schedule, words)
    if when and times:
        return str(words["opening"]).format(when=when, times=times)
    return when or schedule.description or times


def _days(byday: str, words: dict[str, Any]) -> str:
    found = BYDAY.findall(byday)
    codes = tuple(code for _, code in found)
    if set(codes) == set(words["days"]):
        return str(words["every_day"])
    if codes == WORKING_WEEK:
        return str(words["weekdays"])
    named = [_day(ordinal, code, words) for ordinal, code in found]
    return str(words["list_joint"]).join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def _day(ordinal: str, code: str, words: dict[str, Any]) -> str:
    day = str(words["days"][code])
    if ordinal not in words["ordinals"]:
        return day
    return str(words["monthly"]).format(ordinal=words["ordinals"][ordinal], day=day)


def _times(schedule: Schedule, words: dict[str, Any]) -> str:
    if not schedule.opens_at:
        return ""
    form = words["times"] if schedule.closes_at else words["from"]
    closes = _clock(schedule.closes_at) if schedule.closes_at else ""
    return str(form).format(opens=_clock(schedule.opens_at), closes=closes)


def _clock(time: str) -> str:
    """GOV.UK style: 9am, 5:30pm, midday stays 12pm."""
    hour, minute = int(time[:2]), time[3:5]
    shown = f"{hour % 12 or 12}" + (f":{minute}" if minute != "00" else "")
    return shown + ("am" if hour < 12 else "pm")


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
