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

    def __init__(self, rulebook: Rulebook, order: tuple[str, ...]) -> None:
        self.rulebook = rulebook
        self.order = order

    @classmethod
    def load(cls, folder: Path = HERE / "rules") -> "Requests":
        """Compile every rule; RuleError if one of them cannot be understood."""
        order = yaml.safe_load((HERE / "order.yml").read_text(encoding="utf-8"))["order"]
        return cls(Rulebook.load(folder, HERE / "guards.yml"), tuple(order))

    def hear(self, text: str) -> str | None:
        """The exact id of the request that wins, or None."""
        heard = {rule.outcome for rule in self.rulebook.met_by(text)}
        if not heard and _is_another_language(text):
            return LANGUAGE
        return next((request for request in self.order if request in heard), None)


def _is_another_language(text: str) -> bool:
    language = guess_language(text)
    is_sentence = len(text) >= LETTERS if language in WITHOUT_SPACES else len(text.split()) >= SENTENCE
    return is_sentence and language != ENGLISH


@cache
def _requests() -> Requests:
    return Requests.load()


def hear_request(text: str) -> str | None:
    """The winning request in `text`, by the rules that ship; they are read at the first call."""
    return _requests().hear(text)
