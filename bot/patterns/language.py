"""The pattern language a safeguarding lead can read, turned into regular expressions over plain words.

can not breathe            these words, next to each other
(hit|hits|hit by) {him}    one of several; {him} is a word class of words/classes.yml
[really] scared            the word in square brackets may be missing
bruis*                     any ending
gas ... kitchen            up to four words may stand between (`...8`: up to eight), never across a full stop
{he} fell & {cannot} get up    both, in any order, within about ten words of each other
= [a] person [please]      these are all the words of the message
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.patterns.exceptions import RuleError
from bot.patterns.normalise import Normaliser

DEFAULT_GAP = 4
LONGEST_GAP = 12
SHORTEST_PREFIX = 3
WHOLE = "= "

_PART = re.compile(r"\.{3}(\d*)|\{(\w+)\}|([(\[])|([)\]|])|([^\s()\[\]{}|]+)")
_WORD_RUN = re.compile(r"[^\s()\[\]{}|]+(?:\s+(?!\.{3})[^\s()\[\]{}|]+)*")


@dataclass(frozen=True)
class Piece:
    """Part of a pattern: its expression, and words of which a message must hold one (None: no such words)."""

    regex: str
    anchors: frozenset[str] | None = None


@dataclass(frozen=True)
class Pattern:
    """A whole pattern: every part must be found; the first part says where."""

    text: str
    parts: tuple[re.Pattern[str], ...]
    anchors: frozenset[str]


@dataclass
class Language:
    """Compiles patterns with one set of spellings and word classes."""

    normaliser: Normaliser
    classes: Mapping[str, tuple[str, ...]]
    _compiled: dict[str, Piece] = field(default_factory=dict)

    def compile(self, text: str) -> Pattern:
        """Turn one written pattern into something to search with; RuleError says what is wrong with it."""
        whole = text.startswith(WHOLE)
        pieces = [self._sequence(part.strip()) for part in text.removeprefix(WHOLE).split(" & ")]
        anchors = _scarcest([piece.anchors for piece in pieces])
        if anchors is None:
            raise RuleError(f"Pattern {text!r} needs at least one plain word that must be there.")
        frame = r"(?<=^ ){}(?:\| )*$" if whole else "(?<= ){}"
        return Pattern(text, tuple(re.compile(frame.format(piece.regex)) for piece in pieces), anchors)

    def _sequence(self, text: str) -> Piece:
        reader = _Reader(self, _tokens(text, self.normaliser))
        piece = reader.alternatives(closing=None)
        if not piece.regex:
            raise RuleError(f"Pattern {text!r} is empty.")
        return piece

    def word_class(self, name: str) -> Piece:
        """The expression of a `{class}`."""
        if name not in self._compiled:
            if name not in self.classes:
                raise RuleError(f"Word class {{{name}}} is not in words/classes.yml.")
            self._compiled[name] = either([self._sequence(entry) for entry in self.classes[name]])
        return self._compiled[name]


@dataclass
class _Reader:
    """Reads a list of (kind, value) tokens into one Piece."""

    language: Language
    tokens: list[tuple[str, str]]
    at: int = 0

    def alternatives(self, closing: str | None) -> Piece:
        """Sequences parted by `|`, up to the closing bracket or the end."""
        choices = [self._sequence(closing)]
        while self.at < len(self.tokens) and self.tokens[self.at] == ("close", "|"):
            self.at += 1
            choices.append(self._sequence(closing))
        if closing is not None:
            self._expect(closing)
        return either(choices) if len(choices) > 1 else choices[0]

    def _sequence(self, closing: str | None) -> Piece:
        pieces: list[Piece] = []
        while self.at < len(self.tokens) and self.tokens[self.at][0] != "close":
            pieces.append(self._one())
        if closing is None and self.at < len(self.tokens) and self.tokens[self.at][1] != "|":
            raise RuleError("A bracket is closed that was never opened.")
        return Piece("".join(p.regex for p in pieces), _scarcest([p.anchors for p in pieces]))

    def _one(self) -> Piece:
        kind, value = self.tokens[self.at]
        self.at += 1
        if kind == "open":
            inside = self.alternatives(closing=")" if value == "(" else "]")
            return inside if value == "(" else Piece(f"(?:{inside.regex})?")
        if kind == "gap":
            return Piece(rf"(?:[^ |]+ ){{0,{_gap(value)}}}?")
        return self.language.word_class(value) if kind == "class" else word(value)

    def _expect(self, closing: str) -> None:
        if self.at >= len(self.tokens) or self.tokens[self.at] != ("close", closing):
            raise RuleError(f"A bracket is not closed: {closing!r} is missing.")
        self.at += 1


def word(value: str) -> Piece:
    """One word, or with `*` at its end any word that begins so."""
    if not value.endswith("*"):
        return Piece(re.escape(value) + " ", frozenset({value}))
    prefix = value[:-1]
    if len(prefix) < SHORTEST_PREFIX:
        raise RuleError(f"{value!r} is too short to stand for any ending.")
    return Piece(re.escape(prefix) + "[^ |]* ", frozenset({value}))


def either(choices: list[Piece]) -> Piece:
    """One of several; longer spellings are tried first so that "can not" wins over "can"."""
    ordered = sorted({piece.regex for piece in choices}, key=len, reverse=True)
    anchors: frozenset[str] | None = frozenset()
    for piece in choices:
        anchors = None if anchors is None or piece.anchors is None else anchors | piece.anchors
    return Piece(f"(?:{'|'.join(ordered)})", anchors)


def _gap(size: str) -> int:
    return min(int(size), LONGEST_GAP) if size else DEFAULT_GAP


def _scarcest(choices: list[frozenset[str] | None]) -> frozenset[str] | None:
    """The smallest of the word sets: the quickest way to know that a pattern cannot match."""
    present = [anchors for anchors in choices if anchors]
    return min(present, key=lambda anchors: (len(anchors), -max(map(len, anchors)))) if present else None


def _tokens(text: str, normaliser: Normaliser) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        part = _PART.match(text, position)
        if part is None:
            raise RuleError(f"Pattern {text!r} cannot be read at {text[position:]!r}.")
        position = _add_part(found, text, part, normaliser)
    return found


def _add_part(found: list[tuple[str, str]], text: str, part: re.Match[str], normaliser: Normaliser) -> int:
    """Add the token that `part` begins; a run of plain words is read as a resident's words are."""
    if part.group().startswith("..."):
        found.append(("gap", part.group(1)))
    elif part.group(2):
        found.append(("class", part.group(2)))
    elif part.group(3) or part.group(4):
        found.append(("open" if part.group(3) else "close", part.group()))
    else:
        run = _WORD_RUN.match(text, part.start())
        assert run is not None  # noqa: S101 - _PART has just seen a word here
        found.extend(("word", value) for value in _plain_words(run.group(), normaliser))
        return run.end()
    return part.end()


def _plain_words(run: str, normaliser: Normaliser) -> list[str]:
    words: list[str] = []
    for value in re.findall(r"[^*]+\*|[^*]+", run):
        if value.endswith("*"):
            head, _, prefix = value.rpartition(" ")
            words.extend(normaliser.plain(head).split() if head else [])
            words.append(prefix)
        else:
            words.extend(normaliser.plain(value).split())
    return words
