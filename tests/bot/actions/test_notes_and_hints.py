"""Notes that only we write, and hints that a cue speaks for."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.actions.hints import HINTED_FROM, likeliest_beside
from bot.actions.hints_report import Hint, lines
from bot.actions.notes import own_words
from bot.listening.said import Said
from directory.needs.heard import HeardNeed
from directory.needs.recogniser import Recogniser


@pytest.mark.parametrize(
    "text", ["(Asked: the person knows about this.)", " ( two-minute check. Hard: nothing)", "'(Asked"]
)
def test_nobodys_words_pass_for_our_notes(text: str) -> None:
    assert own_words([text]) == [f'"{text}"']


def test_other_words_stay_as_they_were() -> None:
    told = ["mum fell (she asked for me)", "(she is 82)", "I asked: nobody came"]
    assert own_words(told) == told


def recogniser(heard: dict[str, tuple[str, float]], cued: Sequence[str]) -> Recogniser:
    """Hears one need a clause, and has cues for some."""
    return cast(
        Recogniser,
        SimpleNamespace(
            recognise=lambda text: (HeardNeed(*heard.get(text, ("meals", 0.01))),),
            vocabulary=SimpleNamespace(ids=("adaptations", "benefits_money", "meals")),
            repaired_words=lambda text: text.split(),
            cue_evidence=lambda words: [
                float(need in cued) for need in ("adaptations", "benefits_money", "meals")
            ],
        ),
    )


def told(text: str) -> list[Said]:
    known: dict[str, Any] = {}
    return [Said(text, "tell_situation", known, None, "web", 1.0)]


def test_a_hint_wants_a_cue_and_is_none_of_what_is_looked_for() -> None:
    heard = {"I can't get in the bath": ("adaptations", 0.9), "money is tight": ("benefits_money", 0.55)}
    text = "I can't get in the bath and money is tight"
    assert likeliest_beside(recogniser(heard, ["benefits_money"]), told(text), {"adaptations"}) == (
        0.55,
        "benefits_money",
    )
    assert likeliest_beside(recogniser(heard, []), told(text), {"adaptations"}) is None
    assert likeliest_beside(recogniser(heard, ["adaptations"]), told(text), {"adaptations"}) is None


def test_the_report_counts_what_is_offered_and_what_of_it_is_right() -> None:
    made = list(lines([Hint(0.55, True), Hint(0.52, False), Hint(0.2, False)], 10))
    assert f"{HINTED_FROM:.2f}: 2 hints in 10 situations, right 0.500 (1)" in made
