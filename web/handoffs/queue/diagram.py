"""`python -m web.handoffs.queue.diagram` draws the table of moves into docs/queue.md."""

import re
from collections import defaultdict
from pathlib import Path

from web.handoffs.queue.states import STEPS, Who
from web.models.handoff import Kind, State
from web.words.book import words

PAGE = Path(__file__).parents[3] / "docs" / "queue.md"
_PLACE = re.compile(
    r"(<!-- states of (\w+), drawn by python -m web\.handoffs\.queue\.diagram -->\n).*?(<!-- end -->)", re.S
)


def diagram(kind: Kind) -> str:
    """The states and moves of one kind as Mermaid; what stays where it is, is told in the table instead."""
    lines = ["stateDiagram-v2", *(f"    {state.name}: {_label('states', state)}" for state in State)]
    for (origin, to), moves in sorted(_arrows(kind).items(), key=_in_order):
        lines.append(f"    {origin.name if origin else '[*]'} --> {to.name}: {', '.join(moves)}")
    return "\n".join(lines)


def table(kind: Kind) -> str:
    """Every move of one kind as a table: what, from where, to where, by whom."""
    rows = ["| move | from | to | who |", "|---|---|---|---|"]
    for step in STEPS.values():
        if kind in step.kinds:
            origins = ", ".join(_label("states", state) for state in State if state in step.origins)
            to = _label("states", step.to) if step.to else "stays"
            who = _label("who", step.who)
            rows.append(f"| {_label('moves', step.move)} | {origins or 'nowhere'} | {to} | {who} |")
    return "\n".join(rows)


def drawn(page: str) -> str:
    """The page with both drawings as they should be now."""

    def place(found: re.Match[str]) -> str:
        kind = Kind(found[2])
        return f"{found[1]}\n```mermaid\n{diagram(kind)}\n```\n\n{table(kind)}\n\n{found[3]}"

    return _PLACE.sub(place, page)


def _arrows(kind: Kind) -> dict[tuple[State | None, State], list[str]]:
    found: defaultdict[tuple[State | None, State], list[str]] = defaultdict(list)
    for step in STEPS.values():
        if kind not in step.kinds or step.to is None:
            continue
        label = _label("moves", step.move) + (" (machine)" if step.who is Who.MACHINE else "")
        origins: list[State | None] = [state for state in State if state in step.origins]
        for origin in origins or [None]:
            found[origin, step.to].append(label)
    return found


def _in_order(arrow: tuple[tuple[State | None, State], list[str]]) -> tuple[int, int]:
    (origin, to), _moves = arrow
    order = list(State)
    return (order.index(origin) if origin else -1), order.index(to)


def _label(topic: str, code: str) -> str:
    return str(words("queue")[topic][code])


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
