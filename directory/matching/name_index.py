"""Which services a message mentions by name: the telling part of the name, said as one phrase."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from directory.matching.surroundings import Surroundings

NEAR_EXACT = 88  # of 100: a slip or two in a phrase
SHORTEST = 5  # letters of a name of one word
LONGEST = 6  # words of a name that are looked for
BESIDE_A_NAME = 1  # words that may stand beside a name made of ordinary words alone
_ARTICLES = {"the", "a", "an"}
Words = tuple[str, ...]


class NameIndex:
    """Names and organisations of services, without articles and towns."""

    def __init__(self, names: Sequence[Sequence[Sequence[str]]], around: Surroundings) -> None:
        """`names`: for each service the names it goes by, as words."""
        self._size = len(names)
        self._around = around
        self._towns = {word.casefold() for town in around.towns for word in town.name.split()}
        rows: defaultdict[Words, set[int]] = defaultdict(set)
        for row, ways in enumerate(names):
            for form in {form for words in ways for form in self._forms(self._core(words))}:
                rows[form].add(row)
        self._forms_said = sorted(rows)
        self._joined = ["".join(form) for form in self._forms_said]
        self._rows = [sorted(rows[form]) for form in self._forms_said]

    def mentioned(self, words: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Whether each service is named in these words, spelling slips forgiven."""
        found = np.zeros(self._size, dtype=bool)
        phrases = list(_phrases(words))
        if not phrases or not self._joined:
            return found
        joined = ["".join(phrase) for phrase in phrases]
        alike = process.cdist(joined, self._joined, scorer=fuzz.ratio, score_cutoff=NEAR_EXACT)
        for place, name in np.argwhere(alike > 0):
            if self._is_meant(self._forms_said[name], phrases[place], len(words)):
                found[self._rows[name]] = True
        return found

    def _core(self, words: Sequence[str]) -> Words:
        """The name without articles and towns at its ends."""
        kept = list(words)
        while kept and (kept[0] in _ARTICLES or kept[0] in self._towns):
            kept.pop(0)
        while kept and kept[-1] in self._towns:
            kept.pop()
        return tuple(kept[:LONGEST])

    def _forms(self, core: Words) -> Iterator[Words]:
        """The name, and each beginning of two words or more that has a word which is not ordinary."""
        if len(core) == 1 and (len(core[0]) < SHORTEST or core[0] in self._around.spoken):
            return
        if core:
            yield core
        for size in range(2, len(core)):
            if self._is_telling(core[:size]):
                yield core[:size]

    def _is_telling(self, form: Words) -> bool:
        return any(word not in self._around.ordinary for word in form)

    def _is_meant(self, form: Words, phrase: Words, said: int) -> bool:
        """A name of ordinary words ("help at home") is only meant when hardly anything else is said."""
        return self._is_telling(form) or said <= len(phrase) + BESIDE_A_NAME


def _phrases(words: Sequence[str]) -> Iterator[Words]:
    for size in range(1, min(LONGEST, len(words)) + 1):
        for start in range(len(words) - size + 1):
            yield tuple(words[start : start + size])
