"""How often the right need is heard in situations that training never saw: over all, by kind, by need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from directory.evaluation.measured import Measured, kinds
from directory.evaluation.measures import hit, line, share
from directory.needs.heard import HeardNeed
from directory.needs.recogniser import Recogniser

Heard = Sequence[Sequence[HeardNeed]]
STEPS = tuple(step / 10 for step in range(10))


def heard_in(recogniser: Recogniser, situations: Sequence[Measured]) -> list[tuple[HeardNeed, ...]]:
    """What is heard in each situation, likeliest first."""
    return [recogniser.recognise(one.text) for one in situations]


def needs_lines(name: str, heard: Heard, situations: Sequence[Measured]) -> Iterator[str]:
    """Right need first and among the first three: over all, then by how it is told."""
    yield f"Right need, {len(situations)} {name} situations{'':<4} first{'':<17}among the first three"
    yield _row("all", heard, situations, [True] * len(situations))
    for kind in kinds(situations):
        yield _row(f"  {kind}", heard, situations, [one.kind == kind for one in situations])


def per_need_lines(heard: Heard, situations: Sequence[Measured]) -> Iterator[str]:
    """The same for each need, by the need that is mainly meant."""
    for need in dict.fromkeys(one.needs[0] for one in situations):
        yield _row(f"  {need}", heard, situations, [one.needs[0] == need for one in situations])


def ablation_lines(recogniser: Recogniser, situations: Sequence[Measured]) -> Iterator[str]:
    """Each opinion alone, and all without it; then with clauses, which is what is used."""

    def asked(texts: Sequence[Sequence[str]]) -> dict[str, npt.NDArray[np.float32]]:
        quick = recogniser.opinions(texts)
        return quick | recogniser.adapted_opinion(texts, quick["ngrams"])

    opinions = asked([recogniser.repaired_words(one.text) for one in situations])
    ids = recogniser.vocabulary.ids
    for name, scores in opinions.items():
        others = {other: values for other, values in opinions.items() if other != name}
        yield _ranked_row(f"{name} alone", _rankings(scores, ids), situations)
        yield _ranked_row(f"all without {name}", _rankings(recogniser.mixed(others), ids), situations)
    yield _ranked_row("all, whole text only", _rankings(recogniser.mixed(opinions), ids), situations)
    unrepaired = asked([recogniser.wording.words(one.text) for one in situations])
    yield _ranked_row("all, no spelling repaired", _rankings(recogniser.mixed(unrepaired), ids), situations)


def calibration_lines(recogniser: Recogniser, heard: Heard, situations: Sequence[Measured]) -> Iterator[str]:
    """Said likelihood against how often the first need is right, and the mean gap between them."""
    pairs = [(needs[0], one) for needs, one in zip(heard, situations, strict=True) if needs]
    said = np.array([need.score for need, _ in pairs])
    right = np.array([need.id in one.needs for need, one in pairs])
    sure = [bool(recogniser.sure_needs(needs)) for needs in heard]
    acted = [hit_ for hit_, is_sure in zip(right.tolist(), sure, strict=True) if is_sure]
    yield f"Sure of {sum(sure)} of {len(sure)}; of those the first is right in {share(acted):.3f}"
    yield "Said likelihood of the first need, and how often it is right:"
    gap = 0.0
    for low in STEPS:
        inside = (said >= low) & ((said < low + 0.1) | (low == STEPS[-1]))
        if inside.any():
            gap += inside.mean() * abs(said[inside].mean() - right[inside].mean())
            yield f"  {low:.1f} and up: {right[inside].mean():.2f} of {int(inside.sum())}"
    yield f"  mean gap between said and true (expected calibration error): {gap:.3f}"


def _row(name: str, heard: Heard, situations: Sequence[Measured], chosen: Sequence[bool]) -> str:
    picked = [place for place, is_chosen in enumerate(chosen) if is_chosen]
    rankings = [[need.id for need in heard[place]] for place in picked]
    return _ranked_row(f"{name} ({len(picked)})", rankings, [situations[place] for place in picked])


def _ranked_row(name: str, rankings: Sequence[Sequence[str]], situations: Sequence[Measured]) -> str:
    pairs = list(zip(rankings, situations, strict=True))
    first = [hit(ranked, one.needs, 1) for ranked, one in pairs]
    return line(name, first, [hit(ranked, one.needs, 3) for ranked, one in pairs])


def _rankings(scores: npt.NDArray[np.float32], ids: Sequence[str]) -> list[list[str]]:
    return [[ids[place] for place in order[:3]] for order in np.argsort(-scores, axis=1, kind="stable")]
