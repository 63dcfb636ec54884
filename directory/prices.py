"""Whether a service is free, costs little, or more, from the prices that its listing names. Pure.

The rule, with the sums that count as little, is in `prices.yml`. It sorts services for counting; it says
nothing about what somebody can afford, and ranks nobody's matches.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml

from directory.models.access import CostOption

_SUM = re.compile(r"£\s?(\d[\d,]*(?:\.\d+)?)([^£;.]*)")


class Price(StrEnum):
    """What a service costs whoever uses it."""

    FREE = "free"
    LOW_COST = "low_cost"
    PAID = "paid"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Line:
    """Up to how many pounds a price counts as low, where its words name one of these."""

    words: re.Pattern[str]
    up_to: float


@dataclass(frozen=True)
class LowCost:
    """The file: a line for each way of paying, and one for prices that do not say how."""

    lines: tuple[Line, ...]
    otherwise: float

    @classmethod
    def load(cls) -> "LowCost":
        """Reads `prices.yml`."""
        raw = yaml.safe_load(files("directory").joinpath("prices.yml").read_text("utf-8"))
        lines = tuple(
            Line(re.compile(rf"\b(?:{'|'.join(each['words'])})\b", re.IGNORECASE), float(each["up_to"]))
            for each in raw["low_cost"]
        )
        return cls(lines, float(raw["otherwise"]))

    def is_low(self, amount: float, words: str) -> bool:
        """Is this price low, by the first line whose words stand beside it?"""
        line = next((each.up_to for each in self.lines if each.words.search(words)), self.otherwise)
        return amount <= line


@cache
def low_cost() -> LowCost:
    """The file, read at first use."""
    return LowCost.load()


def price_of(costs: Sequence[CostOption], fees: str | None, free: bool | None) -> Price:
    """The dearest of the prices decides. `free`: what `listing_words.is_free` made of the same listing.

    A price that is not a sum ("means tested") is not known, and neither is one that nobody names.
    """
    if free:
        return Price.FREE
    sums = [each for each in _sums(costs, fees) if each[0] > 0]
    if not sums:
        return Price.NOT_KNOWN
    low = all(low_cost().is_low(amount, words) for amount, words in sums)
    return Price.LOW_COST if low else Price.PAID


def _sums(costs: Sequence[CostOption], fees: str | None) -> Iterator[tuple[float, str]]:
    """Every sum in pounds, with the words beside it."""
    for cost in costs:
        words = " ".join(text for text in (cost.amount_description, cost.option) if text)
        if cost.amount is not None:
            yield cost.amount, words
        else:
            yield from _written(words)
    yield from _written(fees or "")


def _written(text: str) -> Iterator[tuple[float, str]]:
    for found in _SUM.finditer(text):
        yield float(found[1].replace(",", "")), found[2]
