"""The parts of what was told: each once, and never so many that hearing them holds up everybody else."""

from bot.listening.clauses import MOST_CLAUSES, clauses_of


def test_what_is_said_twice_is_heard_once() -> None:
    told = ["mum fell, she is alone", "she is alone, no heating here"]
    assert clauses_of(told) == ["mum fell", "she is alone", "no heating here"]


def test_of_a_flood_the_newest_are_heard() -> None:
    flood = ", ".join(f"thing number{number}" for number in range(200))
    heard = clauses_of([flood, "mum fell, she is alone"])
    assert (len(heard), heard[-2:]) == (MOST_CLAUSES, ["mum fell", "she is alone"])
