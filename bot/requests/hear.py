"""Has somebody asked for what must always be honoured: an assessment, a person, to report abuse?"""

from functools import cache
from pathlib import Path

import yaml

from bot.language import ENGLISH, WITHOUT_SPACES, guess_language
from bot.patterns.rulebook import Rulebook

HERE = Path(__file__).parent
LANGUAGE = "language_or_format"
# A word or two may be a greeting or a name; a sentence is somebody who needs their own language.
SENTENCE = 3
LETTERS = 5  # as many say as much where a language puts no spaces between words


class Requests:
    """The rules of `rules/*.yml` in the order of `order.yml`. Deterministic; shared by threads."""

    def __init__(self, rulebook: Rulebook, order: tuple[str, ...], refusals: Rulebook | None = None) -> None:
        """`refusals`: words that say that a request is not meant; the file's name is the request's."""
        self.rulebook = rulebook
        self.order = order
        self._refusals = refusals

    @classmethod
    def load(cls, folder: Path = HERE / "rules") -> "Requests":
        """Compile every rule; RuleError if one of them cannot be understood."""
        order = yaml.safe_load((HERE / "order.yml").read_text(encoding="utf-8"))["order"]
        refusals = Rulebook.load(HERE / "refusals", HERE / "guards.yml")
        return cls(Rulebook.load(folder, HERE / "guards.yml"), tuple(order), refusals)

    def refused(self, text: str) -> frozenset[str]:
        """The requests that `text` plainly says it does not make: likeness must not make them of it."""
        met = self._refusals.met_by(text) if self._refusals is not None else []
        return frozenset(rule.outcome for rule in met)

    def hear(self, text: str, language: str | None = None) -> str | None:
        """The exact id of the request that wins, or None. `language`: where it is known already."""
        heard = {rule.outcome for rule in self.rulebook.met_by(text)}
        heard -= self.refused(text) if heard else frozenset()
        if not heard and _is_another_language(text, language):
            return LANGUAGE
        return next((request for request in self.order if request in heard), None)


def _is_another_language(text: str, language: str | None) -> bool:
    language = guess_language(text) if language is None else language
    is_sentence = len(text) >= LETTERS if language in WITHOUT_SPACES else len(text.split()) >= SENTENCE
    return is_sentence and language != ENGLISH


@cache
def _requests() -> Requests:
    return Requests.load()


def hear_request(text: str) -> str | None:
    """The winning request in `text`, by the rules that ship; they are read at the first call."""
    return _requests().hear(text)
