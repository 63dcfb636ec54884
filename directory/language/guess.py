"""Which language is a message written in? By its letters, its small words and its English words.

English unless there is good reason to think otherwise: a dialect, a slip of the finger or a foreign name
is still English. ISO 639-1; Urdu or Hindi in Latin letters is `ur`, as the two cannot be told apart there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from directory.language.library import Namer, load_namer
from directory.language.scripts import Script, Scripts
from directory.language.tables import EnglishWords, SmallWords

ENGLISH = "en"
LONGEST = 1000  # characters that are read: the language is plain by then
SHARED = 0.5  # a word that English has as well says half as much
ENOUGH = 1.5  # what the small words of a language must say together, in a message of two words and more
# The library is asked where less than this share of the words is English, and believed when it is this sure.
MOST_ENGLISH, SURE = 0.5, 0.7
A_SENTENCE = 3  # fewer words may be a name, a place or a slip
# Latin-letter spellings of languages that have a script of their own; the library does not know them.
AS_IT_SOUNDS = frozenset({"ur", "pa", "bn"})

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")


class Languages:
    """The tables and, unless it is left out, the library. Deterministic; shared by threads."""

    def __init__(
        self,
        scripts: Scripts,
        small: Mapping[str, SmallWords],
        english: EnglishWords,
        namer: Namer | None = None,
    ) -> None:
        self._scripts = scripts
        self._small = small
        self._english = english
        self._namer = namer
        self._latin = frozenset(small) - AS_IT_SOUNDS | {ENGLISH}

    @classmethod
    def load(cls) -> Languages:
        """The tables that ship, and the library."""
        scripts, small = Scripts.load(), SmallWords.load()
        english = EnglishWords.load(small.pop(ENGLISH).words)
        return cls(scripts, small, english, load_namer({ENGLISH, *small, *scripts.languages}))

    def language_of(self, text: str) -> str:
        """An ISO 639-1 code; "en" for English, for nothing, and whenever there is doubt."""
        plain = unicodedata.normalize("NFC", text[:LONGEST])
        script = self._scripts.of(plain)
        return self._by_words(plain, _words(plain)) if script is None else self._in_script(script, plain)

    def _in_script(self, script: Script, text: str) -> str:
        code, signs = script.language_of(text)
        if self._namer is None or not script.others or signs >= 1:
            return code
        likeliest, sureness = self._namer.likeliest(text, script.others)
        return likeliest if sureness >= SURE else code

    def _by_words(self, text: str, words: Sequence[str]) -> str:
        if not words:
            return ENGLISH
        heard = {code: self._heard(own, words) for code, own in self._small.items()}
        best = max(heard, key=lambda code: heard[code])
        known = (word for word in words if word in self._english)
        english = sum(SHARED if self._small[best].weight(word) else 1.0 for word in known)
        if heard[best] > english and heard[best] >= min(ENOUGH, len(words)):
            return self._or_a_neighbour(text, best, heard)
        return self._by_letters(text, words, english / len(words))

    def _heard(self, own: SmallWords, words: Sequence[str]) -> float:
        return sum(own.weight(word) * (SHARED if word in self._english else 1.0) for word in words)

    def _or_a_neighbour(self, text: str, best: str, heard: Mapping[str, float]) -> str:
        """Czech and Slovak share their small words: then the letters of the whole text decide."""
        if self._namer is None or best in AS_IT_SOUNDS:
            return best
        close = [code for code, said in heard.items() if said >= heard[best] * 0.7 and code in self._latin]
        return self._namer.likeliest(text, close)[0] or best

    def _by_letters(self, text: str, words: Sequence[str], share_of_english: float) -> str:
        """No small word speaks: the library, if hardly a word is English and it is sure of a language."""
        few = len(words) == 1 or (len(words) < A_SENTENCE and text.isascii())
        if self._namer is None or few or share_of_english >= MOST_ENGLISH:
            return ENGLISH
        code, sureness = self._namer.likeliest(text, self._latin)
        return code if code and sureness >= SURE else ENGLISH


def _words(text: str) -> list[str]:
    return [found.replace("\u2019", "'").casefold() for found in _WORD.findall(text)]


@cache
def languages() -> Languages:
    """The tables that ship, read at the first call."""
    return Languages.load()


def guess_language(text: str) -> str:
    """An ISO 639-1 code, "en" when there is no good reason to think otherwise."""
    return languages().language_of(text)
