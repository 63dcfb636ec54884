"""`python -m bench load`: two hundred conversations at once, a message every ten seconds in each.

Every resident has a beat of his own, and speaks at it whether or not the others are answered: a server that
falls behind is not spared. All of them arrive within the first beat, which is told apart; from then on each
is somewhere in a conversation, and begins another when it is over: a quarter of all messages open one.
"""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field

from bench.figures import median_ms, percentile_ms, say, say_machine
from bench.house import house_of_many
from bench.resident import CONVERSATIONS, Resident, SlowOrWrong, situations
from tests.journeys.house import House

RESIDENTS = 200
EVERY = 10.0  # seconds
LASTS = 120.0
ARRIVING = 20.0  # the first beat, in which everybody comes at once, and the one in which that is worked off
PROMISED = 1000  # milliseconds, for 95 of 100


@dataclass
class Tally:
    """What came of all messages."""

    took: list[float] = field(default_factory=list)
    arriving: list[float] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    late: int = 0  # messages whose beat was over before the one before was answered


def main() -> None:
    """Run the load and print what came of it."""
    say_machine()
    with house_of_many() as (house, _):
        Resident(house.url).arrive().say("hello")
        tally = _hold_all(house)
    rate = len(tally.took) / (LASTS - ARRIVING)
    say("conversations, a message each every", f"{RESIDENTS}, {EVERY:.0f} s")
    say("messages answered, a second", f"{len(tally.took)}, {rate:.1f}")
    say("median, 95 of 100 (at most 1000 ms), slowest", _times(tally.took))
    say("the same while all arrive within ten seconds", _times(tally.arriving))
    say("errors (none)", f"{len(tally.troubles)} {sorted(set(tally.troubles))}")
    say("messages that had to wait for the one before", str(tally.late))


def _times(took: list[float]) -> str:
    return f"{median_ms(took):.0f}, {percentile_ms(took, 0.95):.0f}, {max(took) * 1000:.0f} ms"


def _hold_all(house: House) -> Tally:
    tally, told = Tally(), situations()
    begun = time.monotonic()
    threads = [
        threading.Thread(target=_hold, args=(house, tally, told, begun, number))
        for number in range(RESIDENTS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _hold(house: House, tally: Tally, told: list[str], begun: float, number: int) -> None:
    """One resident: a conversation, and when it is over another."""
    chance = random.Random(number)  # noqa: S311 -- made-up data, no secret
    beat = begun + EVERY * number / RESIDENTS
    words: list[str] = []
    resident: Resident | None = None
    first = True
    while beat < begun + LASTS:
        if time.monotonic() > beat + EVERY:
            tally.late += 1
        time.sleep(max(0.0, beat - time.monotonic()))
        try:
            if resident is None or not words:
                if resident is not None:
                    resident.leave()
                resident = Resident(house.url, address=f"127.0.1.{number + 1}").arrive()
                words = [chance.choice(told), *chance.choice(CONVERSATIONS)]
                if first:  # else all conversations would end, and begin again, in the same ten seconds
                    words, first = words[: chance.randint(1, len(words))], False
            took = resident.say(words.pop(0))
        except (SlowOrWrong, OSError) as trouble:
            tally.troubles.append(str(trouble) or type(trouble).__name__)
        else:
            (tally.took if beat >= begun + ARRIVING else tally.arriving).append(took)
        beat += EVERY
