"""What a service costs, sorted: free, little, more, or nobody knows."""

from pathlib import Path

import pytest
import yaml

from directory.listing_words import is_free
from directory.models.access import CostOption
from directory.prices import Price, low_cost, price_of


def cost(amount: float | None = None, said: str | None = None, option: str | None = None) -> CostOption:
    return CostOption(id="c", service_id="s", amount=amount, amount_description=said, option=option)


def sorted_as(*costs: CostOption, fees: str | None = None, description: str = "") -> Price:
    return price_of(costs, fees, is_free(costs, fees, description))


@pytest.mark.parametrize(
    ("costs", "fees", "price"),
    [
        ([cost(0, option="Free")], None, Price.FREE),
        ([], "No cost", Price.FREE),
        ([cost(3, "a session")], None, Price.LOW_COST),
        ([cost(0, option="Carers"), cost(6, "a session")], None, Price.LOW_COST),
        ([cost(6.01, "a session")], None, Price.PAID),
        ([cost(3, "a session"), cost(28, "a day with lunch")], None, Price.PAID),  # the dearest decides
        ([cost(20, "a month")], None, Price.LOW_COST),
        ([cost(9, "an hour")], None, Price.PAID),
        ([cost(45, "annual membership")], None, Price.LOW_COST),
        ([cost(1150, "a week")], None, Price.PAID),
        ([], "£3.20 a swim, carers free", Price.LOW_COST),
        ([], "from £1,865 a week", Price.PAID),
        ([], "£2 a visit; £140 a night if you pay yourself", Price.PAID),
        ([cost(None, "£4 a meal")], None, Price.LOW_COST),
        ([], "Means tested", Price.NOT_KNOWN),
        ([], None, Price.NOT_KNOWN),
        ([cost(None, "ask us")], None, Price.NOT_KNOWN),
    ],
)
def test_by_hand(costs: list[CostOption], fees: str | None, price: Price) -> None:
    assert sorted_as(*costs, fees=fees) is price


def test_what_the_description_says_counts_as_it_does_on_the_card() -> None:
    assert sorted_as(description="All our groups are free.") is Price.FREE
    assert sorted_as(description="We can help you save £200 a year.") is Price.NOT_KNOWN


def test_every_line_of_the_file_is_used_and_in_pounds() -> None:
    raw = yaml.safe_load((Path("directory") / "prices.yml").read_text(encoding="utf-8"))
    assert len(low_cost().lines) == len(raw["low_cost"])
    for line, written in zip(low_cost().lines, raw["low_cost"], strict=True):
        assert all(line.words.search(word.rstrip("s?").replace("(?:ly)?", "")) for word in written["words"])
        assert 0 < line.up_to < 1000
