"""What every measurement needs: a clock, a process's memory, a port, a line for a figure."""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

PAGE, TICKS = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")


def say(what: str, figure: str) -> None:
    """Print one figure, at once."""
    sys.stdout.write(f"{what:<64} {figure}\n")
    sys.stdout.flush()


def say_machine() -> None:
    """Say on what, and beside what else, the following was measured."""
    loads = " ".join(f"{load:.1f}" for load in os.getloadavg())
    say(f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}", "")
    say("load of the machine before (1, 5, 15 minutes)", loads)


def median_ms(seconds: Sequence[float]) -> float:
    """The middle one, in milliseconds."""
    return statistics.median(seconds) * 1000


def percentile_ms(seconds: Sequence[float], share: float) -> float:
    """The one that this share (0 to 1) of all do not exceed, in milliseconds."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000


def memory_mb(pid: int) -> float:
    """Resident memory of one process (Linux)."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 1e6


def group_memory_mb(group: int) -> float:
    """Resident memory of a process group: of a server and its workers."""
    return sum(int(fields[21]) * PAGE / 1e6 for fields in _members(group))


def group_cpu_ms(group: int) -> float:
    """Processor time of a process group so far: what else the machine does hardly changes it."""
    return sum((int(fields[11]) + int(fields[12])) / TICKS * 1000 for fields in _members(group))


def _members(group: int) -> Iterator[list[str]]:
    """What /proc says of each process of a group, from its state on (Linux)."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue  # it has just ended
        if int(fields[2]) == group:
            yield fields


class Watch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._begun = time.perf_counter()

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._begun
