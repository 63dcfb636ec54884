"""What single words and short phrases say about needs: exact matches of the cue lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from directory.needs.bank import Cue
from directory.needs.vocabulary import Vocabulary
from directory.needs.wording import Wording

LONGEST_CUE = 6
Scores = npt.NDArray[np.float32]


class CueLexicon:
    """Finds cues in words, also when one of the words is in the plural."""

    def __init__(self, cues: Iterable[Cue], vocabulary: Vocabulary, wording: Wording) -> None:
        self._size = len(vocabulary)
        self._cues: dict[tuple[str, ...], dict[int, int]] = {}
        for cue in cues:
            key = tuple(singular(word) for word in wording.words(cue.text))
            needs = self._cues.setdefault(key, {})
            place = vocabulary.position[cue.need]
            needs[place] = max(cue.weight, needs.get(place, 0))
        self._cues.pop((), None)

    def evidence(self, words: Sequence[str]) -> Scores:
        """Summed evidence per need: a long cue counts more than a short one, a repeated cue once."""
        stems = [singular(word) for word in words]
        totals = np.zeros(self._size, dtype=np.float32)
        seen: set[tuple[str, ...]] = set()
        for start in range(len(stems)):
            for length in range(1, min(LONGEST_CUE, len(stems) - start) + 1):
                key = tuple(stems[start : start + length])
                if key in self._cues and key not in seen:
                    seen.add(key)
                    for place, weight in self._cues[key].items():
                        totals[place] += weight * (1.0 + 0.25 * (length - 1))
        return totals


def singular(word: str) -> str:
    """The word without the s of a plural; a rough cut, made on both sides that are compared."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
