"""Plain words: one spelling for the many ways people type, so that a pattern need be written only once."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

SENTENCE_END = "|"
# A short run of hashes keeps "10,000 characters" of one unbroken token from costing anything to match.
LONGEST_TOKEN = 40
# How alike (of 100) a slip must be to a word that matters, and how short is too short to tell.
NEAR = 84
SHORTEST_SLIP = 6

_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00b4": "'", "`": "'", "\u02bc": "'", "\u2032": "'"})
_TOKEN = re.compile(r"[.!?;:\n]+|[\w'@$]+|[^\w\s]")
_SENTENCE = re.compile(r"[.!?;:\n]+")
_ELONGATED = re.compile(r"([a-z])\1{2,}")
_LEET_WORD = re.compile(r"(?=.*[a-z])(?=.*[0134578@$])[a-z0134578@$]{3,}")


@dataclass(frozen=True)
class Spellings:
    """The editable tables of `words/spellings.yml`.

    `words` rewrites one word, `phrases` rewrites several together, `emoji` says what a picture means,
    `near` are words so important that any slip close to them counts.
    """

    words: Mapping[str, str]
    phrases: Mapping[str, str]
    emoji: Mapping[str, str]
    near: tuple[str, ...] = ()

    def nearest(self, word: str) -> str:
        """The word that matters which `word` is a slip for, else `word` itself."""
        if len(word) < SHORTEST_SLIP:
            return word
        found = process.extractOne(word, self.near, scorer=fuzz.ratio, score_cutoff=NEAR)
        return found[0] if found else word

    @cached_property
    def _phrase(self) -> re.Pattern[str]:
        longest_first = sorted(self.phrases, key=len, reverse=True)
        return re.compile("(?<= )(?:" + "|".join(map(re.escape, longest_first)) + ")(?= )")

    def rewrite_phrases(self, padded: str) -> str:
        """Split words and set phrases put right ("sui cide" is "suicide"), in a text padded with spaces."""
        if not self.phrases:
            return padded
        return self._phrase.sub(lambda found: self.phrases[found.group()], padded)


@dataclass(frozen=True)
class Normaliser:
    """Turns anything typed into lower-case words with one space between; `known` are words the rules use."""

    spellings: Spellings
    known: frozenset[str]

    def plain(self, text: str) -> str:
        """The words of `text`, padded with a space at both ends; `|` stands where a sentence ended."""
        words: list[str] = []
        for token in _TOKEN.findall(self._letters(text)):
            words.extend(self._token(token))
        padded = f" {' '.join(words)} "
        return self.spellings.rewrite_phrases(padded)

    def _letters(self, text: str) -> str:
        for picture, meaning in self.spellings.emoji.items():
            if picture in text:
                text = text.replace(picture, f" {meaning} ")
        decomposed = unicodedata.normalize("NFKD", text.translate(_QUOTES)).casefold()
        # Accents, zero-width joiners and other invisible marks hide words from patterns and add nothing.
        return "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf"))

    def _token(self, token: str) -> list[str]:
        if _SENTENCE.fullmatch(token):
            return [SENTENCE_END]
        if not any(c.isalnum() for c in token):
            return []
        word = token.strip("'")[:LONGEST_TOKEN]
        return self._word(word).split()

    def _word(self, word: str) -> str:
        if word in self.spellings.words:
            return self.spellings.words[word]
        if _LEET_WORD.fullmatch(word):
            word = self._unleet(word)
        word = self._shorten(word)
        if word in self.spellings.words:
            return self.spellings.words[word]
        if "'" in word:
            return self._apart(word)
        return word if word in self.known else self.spellings.nearest(word)

    def _unleet(self, word: str) -> str:
        read = word.translate(_LEET)
        return read if read in self.known or read in self.spellings.words else word

    def _shorten(self, word: str) -> str:
        """`heeeelp` is `help`, `sooo` is `so`: the doubled form if the rules know it, else the single."""
        doubled = _ELONGATED.sub(r"\1\1", word)
        if doubled == word or doubled in self.known or doubled in self.spellings.words:
            return doubled
        return _ELONGATED.sub(r"\1", word)

    def _apart(self, word: str) -> str:
        """`mum's` is `mum s`, `isn't` is `s not`, `they've` is `they have`."""
        head, _, tail = word.rpartition("'")
        if tail == "t" and head.endswith("n"):
            return f"{self._word(head[:-1])} not"
        ending = {"s": "s", "m": "am", "ve": "have", "re": "are", "ll": "will", "d": "d"}.get(tail)
        joined = word.replace("'", "")
        if ending is None:
            return self.spellings.words.get(joined, joined)
        return f"{self._word(head)} {ending}"
