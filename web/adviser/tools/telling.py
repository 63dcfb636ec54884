"""What to say to a colleague on the line: the caller's own words, and what was heard in them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.understand import SURE_NEED, Understanding

MOST_SAID = 6  # what one can read out in half a minute, and somebody else can remember


@dataclass(frozen=True)
class Telling:
    """`said`: pieces of the notes, in the caller's words and order. `left_out`: how many are not there."""

    said: tuple[str, ...]
    left_out: int
    needs: tuple[str, ...]
    dangers: tuple[str, ...]
    requests: tuple[str, ...]


def telling(pieces: Sequence[str], understood: Sequence[Understanding]) -> Telling:
    """What to read out: the first thing they said, then dangers, requests and needs before the rest."""
    weights = [_weight(each) for each in understood] or [0] * len(pieces)
    order = sorted(range(len(pieces)), key=lambda place: (place > 0, -weights[place], place))
    chosen = sorted(order[:MOST_SAID])
    return Telling(
        said=tuple(pieces[place] for place in chosen),
        left_out=len(pieces) - len(chosen),
        needs=_once(need.id for each in understood for need in each.needs if need.score >= SURE_NEED),
        dangers=_once(each.risk.category for each in understood if each.risk),
        requests=_once(each.request for each in understood if each.request),
    )


def _weight(heard: Understanding) -> int:
    """How much a piece must not be left out."""
    if heard.risk:
        return 4 if heard.risk.level.is_alert else 3
    if heard.request:
        return 2
    return int(any(need.score >= SURE_NEED for need in heard.needs))


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
