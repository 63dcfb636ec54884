"""One phrase of a lexicon, read into what is looked for; and text made ready for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.patterns.exceptions import RuleError

STOP = ";"  # the end of a sentence, in text made ready
GAP_WORDS, GAP_LETTERS = 5, 12
_ENDS = frozenset(".!?;:\n\u061f\u06d4\u0964\u3002\uff01\uff1f")
# Left out: accents on Latin and Cyrillic letters, vowel signs of Arabic, joiners without width.
_DROPPED = re.compile("[\u0300-\u036f\u064b-\u0655\u0670\u0640\u200b-\u200f\u2060\ufeff]")
_ONE_LETTER = str.maketrans(
    {"ł": "l", "đ": "d", "ı": "i", "ø": "o"}
    | dict.fromkeys("\u0649\u06cc", "\u064a")  # yeh
    | {"\u06a9": "\u0643", "\u0629": "\u0647", "\u0671": "\u0627"}  # kaf, teh marbuta, alef wasla
    | dict.fromkeys("\u06c1\u06be\u06c2\u06c3\u06d5", "\u0647")  # heh
)
_TOKEN = re.compile(r"\.\.\.|\)\?|[()|]|(?:(?!\.\.\.)[^\s()|])+")
_MARK = re.compile(r"(?:\*|\?)+$")


def fold(text: str) -> str:
    """`text` in small letters without accents, one letter for the ways to write it."""
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", _DROPPED.sub("", apart)).translate(_ONE_LETTER)


def spaced(folded: str) -> str:
    """Words with one space before and after each, STOP between sentences; other signs count as spaces."""
    signs = "".join(_sign(letter) for letter in folded)
    return f" {' '.join(signs.split())} "


def unspaced(words: str) -> str:
    """The same without any space, for languages that write none."""
    return words.replace(" ", "")


def _sign(letter: str) -> str:
    if letter in _ENDS:
        return f" {STOP} "
    return " " if unicodedata.category(letter)[0] in "PSZC" else letter


@dataclass(frozen=True)
class ForeignPhrase:
    """`starts`: the words one of which begins it (`word*` for a beginning of a word), or the letters."""

    expression: str
    starts: frozenset[str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first looked for: most never are, and a thousand take half a second."""
        return re.compile(self.expression)

    @classmethod
    def read(cls, written: str, *, with_spaces: bool) -> ForeignPhrase:
        """RuleError for brackets that do not fit, or a phrase that could begin with anything."""
        tokens = _TOKEN.findall(written)
        reader = _Reader(tokens, with_spaces)
        pattern, starts, empty = reader.either()
        if reader.place != len(tokens) or empty or not starts:
            raise RuleError(f"the phrase {written!r} cannot be read")
        return cls(pattern, frozenset(starts))

    def found_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Where it stands in text made ready."""
        return (hit.span() for hit in self.pattern.finditer(text))

    def is_in(self, text: str) -> bool:
        """Does it stand anywhere in text made ready?"""
        return self.pattern.search(text) is not None


# A piece of a phrase: its regular expression, what it may begin with, and whether it may be nothing.
_Piece = tuple[str, set[str], bool]


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, tokens: Sequence[str], with_spaces: bool) -> None:
        self._tokens = tokens
        self._spaces = with_spaces
        self.place = 0

    def either(self) -> _Piece:
        """Alternatives between bars."""
        pieces = [self._row()]
        while self._next() == "|":
            self.place += 1
            pieces.append(self._row())
        pattern = "|".join(pattern for pattern, _, _ in pieces)
        starts = set().union(*(starts for _, starts, _ in pieces))
        return f"(?:{pattern})", starts, any(empty for _, _, empty in pieces)

    def _row(self) -> _Piece:
        pattern, starts, empty = "", set[str](), True
        while self._next() not in (None, "|", ")", ")?"):
            piece, begins, nothing = self._piece()
            pattern += piece
            if empty:
                starts |= begins
                empty = nothing
        return pattern, starts, empty

    def _piece(self) -> _Piece:
        token = self._tokens[self.place]
        self.place += 1
        if token == "...":  # noqa: S105
            gap = rf"(?: [^ {STOP}]+){{0,{GAP_WORDS}}}" if self._spaces else rf"[^{STOP}]{{0,{GAP_LETTERS}}}?"
            return gap, set(), True
        return self._group() if token == "(" else self._word(token)  # noqa: S105

    def _group(self) -> _Piece:
        pattern, starts, empty = self.either()
        close = self._next()
        if close not in (")", ")?"):
            raise RuleError("a bracket is not closed")
        self.place += 1
        return (f"{pattern}?", starts, True) if close == ")?" else (pattern, starts, empty)

    def _word(self, token: str) -> _Piece:
        mark = _MARK.search(token)
        marks = mark.group() if mark else ""
        words = spaced(fold(token[: len(token) - len(marks)])).split()
        if not words:
            raise RuleError("a word is missing")
        if not self._spaces:
            return re.escape("".join(words)), {words[0][0]}, False
        any_ending = "*" in marks
        pattern = "".join(f" {re.escape(word)}" for word in words)
        pattern += rf"[^ {STOP}]*" if any_ending else "(?= )"
        start = f"{words[0]}*" if any_ending and len(words) == 1 else words[0]
        optional = "?" in marks
        return (f"(?:{pattern})?" if optional else pattern), {start}, optional

    def _next(self) -> str | None:
        return self._tokens[self.place] if self.place < len(self._tokens) else None
