"""`make bench`: starts Signpost as a person would and measures start-up, memory and the time of a turn.

Prints one line a figure. Medians are to be quoted; a machine's neighbours make single times worthless.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.journeys.house import House

OPENINGS = (
    "my mum keeps falling and I'm worn out",
    "its that quiet since ron went",
    "he puts his shoes in the fridge now",
    "cant get in and out the bath no more",
    "we are choosing between the meter and the shopping",
)
ROUNDS = 12


def main() -> int:
    """Measure one house in an empty folder; the trained models in BUILD_DIR are used as they are."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder) / "var", LIMIT_CHAT="100000 per minute", LIMIT_HEALTH="100000 per minute")
        begun = time.monotonic()
        house.start()
        try:
            _say("start to the printed address, empty VAR_DIR", f"{time.monotonic() - begun:.1f} s")
            _measure(house)
        finally:
            house.stop()
        begun = time.monotonic()
        house.start()
        _say("start to the printed address, again", f"{time.monotonic() - begun:.1f} s")
        house.stop()
    return 0


def _measure(house: House) -> None:
    house.chat(OPENINGS[0])  # the first turn of all pays for what is loaded late
    openings, answers = [], []
    for number in range(ROUNDS):
        first, conversation = _timed(lambda n=number: house.chat(OPENINGS[n % len(OPENINGS)]))  # type: ignore[misc]
        openings.append(first)
        for text in ("that she is safe", "DN15 6NL", "no"):
            took, _ = _timed(lambda said=text, to=conversation["conversation_id"]: house.chat(said, to))  # type: ignore[misc]
            answers.append(took)
    _say("first message of a conversation, median", f"{statistics.median(openings) * 1000:.0f} ms")
    _say("later message, median", f"{statistics.median(answers) * 1000:.0f} ms")
    _say("later message, slowest", f"{max(answers) * 1000:.0f} ms")
    for name, pid in house.pids().items():
        _say(f"resident memory of {name} and its workers", f"{_memory(pid):.0f} MB")


def _timed(work: Callable[[], dict]) -> tuple[float, dict]:  # type: ignore[type-arg]
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def _memory(group: int) -> float:
    """Resident memory of a process group in megabytes (Linux)."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            total += int(fields[21]) * 4096
    return total / 1e6


def _say(what: str, figure: str) -> None:
    sys.stdout.write(f"{what:<50} {figure}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
