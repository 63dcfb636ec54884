"""What the dialogue says of a service that it shows, as the web keeps it and pages show it."""

from datetime import date

from bot.actions.find_services import as_card
from directory.finder import ServiceMatch


def test_a_card_says_what_the_service_costs_in_words_and_sorted() -> None:
    shown = ServiceMatch(
        id="s1", name="Steady Steps", score=0.9, why="Helps with falls.", needs=("falls_prevention",),
        distance_km=3.2, cost="£3 a session", phone="01632 960123", url=None, assured_date=date(2026, 11, 1),
        reach_words=None, price="low_cost",
    )  # fmt: skip
    card = as_card(shown)
    assert (card["cost"], card["price"], card["assured_date"]) == ("£3 a session", "low_cost", "2026-11-01")
    assert "score" not in card
