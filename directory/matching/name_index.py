"""Which services a message mentions by name: the telling part of the name, said as one phrase."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from directory.matching.lists import Lists, Numbers
from directory.matching.near_words import NearWords
from directory.matching.surroundings import Surroundings

NEAR_EXACT = 88  # of 100: a slip or two in a phrase
SHORTEST = 5  # letters of a name of one word
LONGEST = 6  # words of a name that are looked for
BESIDE_A_NAME = 1  # words that may stand beside a name made of ordinary words alone
KEYS_OF_A_NAME = 2  # a name is looked for by its rarest words, so many of them
MOST_WORDS = 300  # of a message are looked through for names
_ARTICLES = {"the", "a", "an"}
Words = tuple[str, ...]


class NameIndex:
    """Names and organisations of services, without articles and towns.

    A name is only compared where one of its rarest words, or two of them run together, was said.
    """

    def __init__(self, names: Iterable[Iterable[Sequence[str]]], around: Surroundings) -> None:
        """`names`: for each service the names it goes by, as words."""
        self._around = around
        self._towns = {word.casefold() for town in around.towns for word in town.name.split()}
        rows: defaultdict[Words, set[int]] = defaultdict(set)
        for row, ways in enumerate(names):
            for form in {form for words in ways for form in self._forms(self._core(words))}:
                rows[form].add(row)
        self._forms_said = sorted(rows)
        self._joined = ["".join(form) for form in self._forms_said]
        self._rows = Lists(sorted(rows[form]) for form in self._forms_said)
        self._fill_keys()

    def mentioned(self, words: Sequence[str]) -> npt.NDArray[np.intp]:
        """The services that are named in these words, in order, spelling slips forgiven."""
        said = list(words[:MOST_WORDS])
        found: set[int] = set()
        for place, forms in self._looked_for(said):
            phrases = list(_phrases_around(said, place))
            joined = ["".join(phrase) for phrase in phrases]
            names = [self._joined[form] for form in forms]
            alike = process.cdist(joined, names, scorer=fuzz.ratio, score_cutoff=NEAR_EXACT)
            for phrase, name in np.argwhere(alike > 0):
                if self._is_meant(self._forms_said[forms[name]], phrases[phrase], len(words)):
                    found.update(self._rows[forms[name]].tolist())
        return np.array(sorted(found), dtype=np.intp)

    def _fill_keys(self) -> None:
        """By which words, and which neighbouring words run together, each name is looked for."""
        often = Counter(word for form in self._forms_said for word in set(form))
        forms_of: defaultdict[str, list[int]] = defaultdict(list)
        for number, form in enumerate(self._forms_said):
            for key in self._keys(form, often):
                forms_of[key].append(number)
        keys = sorted(forms_of)
        self._near = NearWords(keys)
        self._forms_of_key = Lists(forms_of[key] for key in keys)

    def _keys(self, form: Words, often: Counter[str]) -> set[str]:
        telling = [word for word in form if word not in self._around.ordinary] or list(form)
        rarest = sorted(telling, key=lambda word: (often[word], word))[:KEYS_OF_A_NAME]
        joined = ["".join(pair) for pair in zip(form, form[1:], strict=False) if set(pair) & set(rarest)]
        return {*rarest, *joined}

    def _looked_for(self, words: Sequence[str]) -> Iterator[tuple[int, Numbers]]:
        """Where in the message a key was said, and the names to compare there."""
        is_short = len(words) <= LONGEST + BESIDE_A_NAME
        pairs = ["".join(pair) for pair in zip(words, words[1:], strict=False)]
        for place, key in [*enumerate(words), *enumerate(pairs)]:
            if not is_short and key in self._around.ordinary:
                continue  # names of ordinary words alone are not meant in a long message
            near = self._near.near(key)
            if near:
                yield place, np.unique(np.concatenate([self._forms_of_key[one] for one in near]))

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

    def _is_telling(self, form: Iterable[str]) -> bool:
        return any(word not in self._around.ordinary for word in form)

    def _is_meant(self, form: Words, phrase: Words, said: int) -> bool:
        """A name of ordinary words ("help at home") is only meant when hardly anything else is said."""
        return self._is_telling(form) or said <= len(phrase) + BESIDE_A_NAME


def _phrases_around(words: Sequence[str], place: int) -> Iterator[Words]:
    """All runs of words, of up to the longest name, that have the word at this place in them."""
    for start in range(max(0, place - LONGEST + 1), place + 1):
        for end in range(place + 1, min(len(words), start + LONGEST) + 1):
            yield tuple(words[start:end])
