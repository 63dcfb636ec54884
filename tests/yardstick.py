"""How slow the core is that a test happens to run on: what promises a tenth of a second may take longer.

A limit in a test is a promise about one core of an ordinary machine. A machine at half its speed, or one
whose core is shared with others', is given twice the time; a quicker one is given no less.
"""

from __future__ import annotations

import time

# Seconds the work below took, at its quickest, on the slower machine that docs/speed.md tells of.
ORDINARY = 0.020
TIMES = 7


def slowness(times: int = TIMES) -> float:
    """How many times as long as on an ordinary core a piece of plain Python takes now: 1 or more.

    Where the machine's pace changes from second to second, once (`times`) beside each thing that is measured.
    """
    return max(1.0, min(_worked() for _ in range(times)) / ORDINARY)


def _worked() -> float:
    """Seconds of processor time that the same piece of work takes: words counted, sorted and joined."""
    begun = time.process_time()
    counted: dict[str, int] = {}
    for number in range(60_000):
        word = f"w{number * 7919 % 4001}"
        counted[word] = counted.get(word, 0) + 1
    "".join(sorted(counted, key=lambda word: (counted[word], word)))
    return time.process_time() - begun
