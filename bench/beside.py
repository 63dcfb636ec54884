"""`python -m bench beside`: the bot that `rasa init` makes and ours, measured the same way in one run."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.chatbot import median_turn_ms, turns_a_second
from bench.figures import Watch, group_cpu_ms, memory_mb, say, say_machine
from bench.ours import OurBot
from bench.stock import StockBot
from launch.settings import LaunchSettings

STARTS = 2  # the second finds its files in the machine's memory, as a server that is started again does
CONVERSATIONS = 30
AT_ONCE, SECONDS = 8, 15.0


@dataclass(frozen=True)
class Figures:
    """What was measured of one bot."""

    start: float
    median: float
    cpu: float
    rate: float
    memory: float


def main() -> None:
    """Build, train, start and measure both; prints a line a figure, ours with its promise."""
    settings = LaunchSettings.from_env()
    say_machine()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        stock, ours = StockBot(Path(folder), settings), OurBot(Path(folder), settings)
        stock.make_environment()
        stock.make()
        say("training, stock", f"{_timed(stock.train):.1f} s")
        say("training, ours (at most 60 s)", f"{_timed(ours.train):.1f} s")
        say("training, ours, when nothing changed", f"{_timed(ours.train):.1f} s")
        ours.fill_directory()
        theirs, our_own = _measure(stock), _measure(ours)
    _compare(theirs, our_own)


def _measure(bot: StockBot | OurBot) -> Figures:
    starts = []
    for left in reversed(range(STARTS)):
        watch = Watch()
        with bot.serving() as (door, pid):
            starts.append(watch.seconds)
            if left:
                continue
            before = group_cpu_ms(pid)
            median = median_turn_ms(door, CONVERSATIONS)
            cpu = (group_cpu_ms(pid) - before) / ((CONVERSATIONS + 1) * len(door.messages))
            rate = turns_a_second(door, AT_ONCE, SECONDS)
            return Figures(min(starts), median, cpu, rate, memory_mb(pid))
    raise AssertionError("it was not started at all")


def _compare(stock: Figures, ours: Figures) -> None:
    def line(what: str, theirs: float, our_own: float, unit: str, promise: str) -> None:
        share = our_own / theirs
        say(f"{what}: stock, ours", f"{theirs:.1f}, {our_own:.1f} {unit}: {share:.2f} times ({promise})")

    line("start to first answer", stock.start, ours.start, "s", "at most 0.25")
    line("median turn", stock.median, ours.median, "ms", "at most 0.33")
    line("processor time of the Rasa process a turn", stock.cpu, ours.cpu, "ms", "not promised")
    line(f"turns a second, {AT_ONCE} at once", stock.rate, ours.rate, "", "at least 3")
    line("resident memory of the Rasa process", stock.memory, ours.memory, "MB", "at most 0.5")


def _timed(work) -> float:  # type: ignore[no-untyped-def]
    watch = Watch()
    work()
    return watch.seconds
