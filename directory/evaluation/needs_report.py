"""How often the right need is heard, on situations that training never saw, by each opinion and by all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from directory.evaluation.measures import hit, line, share
from directory.evaluation.split import split
from directory.needs.bank import Situation, load_cues, load_nothing, load_situations
from directory.needs.encoder import SentenceEncoder
from directory.needs.recogniser import Recogniser
from directory.needs.training import train
from directory.needs.vocabulary import Vocabulary
from directory.needs.weights import Weights
from directory.needs.wording import Wording

FEW_WORDS = 7  # an opening is short up to here


def measured_recogniser() -> tuple[Recogniser, list[Situation]]:
    """A recogniser that never saw the held-out situations, and those situations."""
    vocabulary, wording, encoder, weights = (
        Vocabulary.load(),
        Wording.load(),
        SentenceEncoder(),
        Weights.load(),
    )
    kept, held_out = split(load_situations(vocabulary))
    nothing, _ = split(load_nothing())
    model = train([*kept, *nothing], load_cues(vocabulary), vocabulary, wording, encoder, weights.training)
    return Recogniser(model, vocabulary, wording, encoder, weights), held_out


def needs_lines(recogniser: Recogniser, held_out: Sequence[Situation]) -> Iterator[str]:
    """The table, line by line."""
    yield f"Right need, {len(held_out)} held-out situations{'':<5} first{'':<18}among the first three"
    words = [recogniser.repaired_words(one.text) for one in held_out]
    opinions = recogniser.opinions(words)
    ids = recogniser.vocabulary.ids
    for name, scores in opinions.items():
        yield _line(f"{name} alone", _rankings(scores, ids), held_out)
        others = {other: values for other, values in opinions.items() if other != name}
        yield _line(f"all without {name}", _rankings(recogniser.mixed(others), ids), held_out)
    yield _line("all, whole text", _rankings(recogniser.mixed(opinions), ids), held_out)
    heard = [[need.id for need in recogniser.recognise(one.text)] for one in held_out]
    yield _line("all, whole text and clauses", heard, held_out)
    yield from _by_length(heard, held_out)
    yield from _sureness(recogniser, held_out)


def _line(name: str, rankings: Sequence[Sequence[str]], held_out: Sequence[Situation]) -> str:
    pairs = list(zip(rankings, held_out, strict=True))
    first = [hit(ranked, one.needs, 1) for ranked, one in pairs]
    return line(name, first, [hit(ranked, one.needs, 3) for ranked, one in pairs])


def _rankings(scores: npt.NDArray[np.float32], ids: Sequence[str]) -> list[list[str]]:
    return [[ids[place] for place in order[:3]] for order in np.argsort(-scores, axis=1, kind="stable")]


def _by_length(heard: Sequence[Sequence[str]], held_out: Sequence[Situation]) -> Iterator[str]:
    for name, is_short in ((f"  of up to {FEW_WORDS} words", True), ("  longer", False)):
        chosen = [
            place for place, one in enumerate(held_out) if (len(one.text.split()) <= FEW_WORDS) is is_short
        ]
        yield _line(name, [heard[place] for place in chosen], [held_out[place] for place in chosen])


def _sureness(recogniser: Recogniser, held_out: Sequence[Situation]) -> Iterator[str]:
    sure = [recogniser.sure_needs(recogniser.recognise(one.text)) for one in held_out]
    acted = [(needs, one) for needs, one in zip(sure, held_out, strict=True) if needs]
    right = [needs[0].id in one.needs for needs, one in acted]
    yield f"Sure of {len(acted)} of {len(held_out)}; of those the first is right in {share(right):.3f}"
    yield "Said likelihood, and how often that need is right:"
    firsts = [(recogniser.recognise(one.text)[0], one) for one in held_out]
    for low in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        inside = [
            need.id in one.needs for need, one in firsts if low <= need.score < low + 0.1 + (low == 0.8)
        ]
        yield f"  {low:.1f} and up: {share(inside):.2f} of {len(inside)}"
