"""`python -m bench turn`: the whole turn, from a resident's POST to the rendered reply, in 1,000 services."""

from __future__ import annotations

import random
from collections import defaultdict

from bench.figures import group_cpu_ms, group_memory_mb, median_ms, percentile_ms, say, say_machine
from bench.house import house_of_many
from bench.resident import CONVERSATIONS, Resident, situations
from tests.journeys.house import House

ROUNDS = 40
PROMISED = 60  # milliseconds


def main() -> None:
    """Hold conversations one after the other, each begun in words of its own; prints a line a figure."""
    say_machine()
    with house_of_many() as (house, started):
        say("start to the printed address", f"{started:.1f} s")
        before = {name: group_cpu_ms(group) for name, group in house.pids().items()}
        turns = _measure(house)
        for name, group in house.pids().items():
            say(f"processor time of {name} a turn", f"{(group_cpu_ms(group) - before[name]) / turns:.1f} ms")
        for name, group in house.pids().items():
            say(f"resident memory of {name} and its workers", f"{group_memory_mb(group):.0f} MB")


def _measure(house: House) -> int:
    """Print the times of all turns, and return how many there were."""
    chance = random.Random()  # noqa: S311 -- which words are tried, no secret
    told = situations()
    took: dict[str, list[float]] = defaultdict(list)
    Resident(house.url).arrive().say("hello")  # the first turn of all pays for what is loaded late
    for number in range(ROUNDS):
        resident = Resident(house.url).arrive()
        took["the first message, a situation"].append(resident.say(chance.choice(told)))
        for text in CONVERSATIONS[number % len(CONVERSATIONS)]:
            took["a later message"].append(resident.say(text))
        resident.leave()
    for kind, seconds in took.items():
        say(f"{kind}: median, 95 of 100", f"{median_ms(seconds):.0f}, {percentile_ms(seconds, 0.95):.0f} ms")
    whole = [each for seconds in took.values() for each in seconds]
    say(f"all {len(whole)} turns: median (at most {PROMISED} ms)", f"{median_ms(whole):.0f} ms")
    return len(whole)
