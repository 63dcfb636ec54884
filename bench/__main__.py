"""`make bench`: how quick and how light Signpost is. `python -m bench WHAT` measures one thing alone.

beside: the bot that `rasa init` makes and ours, side by side (some five minutes, and more the first time).
turn: the whole turn, from a resident's POST to the rendered reply, among 1,000 services.
load: 200 conversations at once, a message every ten seconds in each.
numbers: every page of staff with 50,000 contacts; `python -m bench.numbers` has a million.
"""

from __future__ import annotations

import sys

from bench import beside, load, numbers, turn
from bench.programs import ProgramFailed
from launch.problems import LaunchError

PARTS = {"beside": beside.main, "turn": turn.main, "load": load.main, "numbers": numbers.measure}


def main(arguments: list[str]) -> int:
    """Measure what is named, or everything."""
    wanted = arguments or list(PARTS)
    if not set(wanted) <= set(PARTS):
        sys.stderr.write(f"Say nothing, or some of: {', '.join(PARTS)}.\n")
        return 2
    try:
        for name in wanted:
            sys.stdout.write(f"\n== {name}\n")
            PARTS[name]()
    except (LaunchError, ProgramFailed) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
