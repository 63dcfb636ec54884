"""Is this somebody else's business: bins, passports, an advert, nonsense? Never outranks a need."""

import re
from pathlib import Path

from bot.patterns.rulebook import Rulebook

HERE = Path(__file__).parent

_LETTERS = re.compile(r"[^\W\d_]")
_KEYBOARD_RUN = re.compile(r"(.)\1{5,}|asdf|sdfg|qwert|hjkl|zxcv|[bcdfghjklmnpqrstvwxz]{6,}")
_MARKUP = re.compile(r"<\s{0,3}script|\{\{|\.\./|\bdrop table\b|/set slot|;\s*--", re.IGNORECASE)


class Scope:
    """The rules of `outside/*.yml`, with two checks of shape: keyboard noise and program text."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook

    @classmethod
    def load(cls, folder: Path = HERE / "outside") -> "Scope":
        """Compile every rule; RuleError if one of them cannot be understood."""
        return cls(Rulebook.load(folder, HERE / "guards.yml"))

    def is_outside(self, text: str) -> bool:
        """True when the words are not about adult social care at all."""
        return _is_noise(text) or bool(_MARKUP.search(text)) or bool(self.rulebook.met_by(text))

    def kind(self, text: str) -> str | None:
        """Whose business it is instead (the id of a file in `outside/`), where that is known."""
        if _is_noise(text):
            return "nonsense"
        met = self.rulebook.met_by(text)
        return met[0].outcome if met else None


def _is_noise(text: str) -> bool:
    """Nothing readable: no letters at all, or nothing but a run across the keyboard."""
    squeezed = text.strip().casefold()
    # An emoji or a lone figure may be an answer; what is left over here is punctuation.
    if not _LETTERS.search(squeezed):
        return not any(c.isalnum() or ord(c) > 0x2190 for c in squeezed)
    return " " not in squeezed and bool(_KEYBOARD_RUN.search(squeezed))
