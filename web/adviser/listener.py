"""Understands pieces of notes, and remembers what it made of them: only what is new takes time."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any, cast

from flask import current_app
from flask.blueprints import BlueprintSetupState

from bot.safeguarding.sentences import sentences
from bot.understand import Understanding
from directory.needs.heard import HeardNeed
from directory.text_memory import TextMemory

MOST_PIECES = 4000  # of all calls together


class Listener:
    """One a process. Safe between threads."""

    def __init__(self) -> None:
        self._known = TextMemory[Understanding](MOST_PIECES)

    def hear(self, understander: Any, pieces: Iterable[str]) -> tuple[Understanding, ...]:
        """What each piece means, in order; nothing where there is no `understander` yet."""
        if understander is None:
            return ()
        return tuple(self._known.recall(piece, partial(understood, understander)) for piece in pieces)


def understood(understander: Any, piece: str) -> Understanding:
    """What a piece means; a need that one of its sentences tells of more clearly than the whole is kept so.

    Notes say several things in a row, and the loudest would hide the others.
    """
    heard: Understanding = understander.understand(piece)
    of_danger = understander.sureness.needs_of_danger
    scores: dict[str, float] = {}
    for each in (heard, *map(understander.understand, sentences(piece))):
        # "She says she will end it" asks for no help near the end of life: few dangers are a need as well.
        told = each.needs if not _is_alert(each) else (need for need in each.needs if need.id in of_danger)
        for need in told:
            scores[need.id] = max(need.score, scores.get(need.id, 0.0))
    needs = (HeardNeed(*pair) for pair in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])))
    return replace(heard, needs=tuple(needs))


def _is_alert(heard: Understanding) -> bool:
    return heard.risk is not None and heard.risk.level.is_alert


def install_listener(state: BlueprintSetupState) -> None:
    """Gives the app that takes in a blueprint its one listener."""
    state.app.extensions.setdefault("listener", Listener())


def listener() -> Listener:
    """The listener of the app that answers the present request."""
    return cast(Listener, current_app.extensions["listener"])
