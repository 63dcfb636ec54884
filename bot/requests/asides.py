"""Which short line fits what was set aside: is it a trick, an advert, abuse, chat or nonsense?"""

import re
from pathlib import Path

from bot.patterns.rulebook import Rulebook

FOLDER = Path(__file__).with_name("asides")
TRICK, ADVERT, ABUSE, CHIT_CHAT, NONSENSE = "trick", "advert", "abuse", "chit_chat", "nonsense"

_LETTERS = re.compile(r"[^\W\d_]")
# Bounded runs: a line of nothing but spaces or brackets must not keep anybody waiting.
_MARKUP = re.compile(
    r"<\s{0,3}/?\s{0,3}script|\{\{|\{%|\.\./|;\s{0,3}--|\$\{|</?\w+>|select\s{1,3}\*\s{1,3}from",
    re.IGNORECASE,
)
_NO_VOWELS = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,}", re.IGNORECASE)
_KEYBOARD = re.compile(r"(.)\1{4,}|asdf|sdfg|qwert|hjkl|zxcv|lkj|fghj|vbn", re.IGNORECASE)
SHORT_LINE = 4


class Asides:
    """The rules of `asides/*.yml`, with three checks of shape."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "Asides":
        """Compile every rule; RuleError if one of them cannot be understood."""
        return cls(Rulebook.load(folder))

    def kinds(self, text: str) -> frozenset[str]:
        """Every kind of line that would fit; none where nothing is known of it."""
        met = {rule.outcome for rule in self.rulebook.met_by(text)}
        if _MARKUP.search(text):
            met.add(TRICK)
        if _is_noise(text):
            met.add(NONSENSE)
        return frozenset(met)


def _is_noise(text: str) -> bool:
    """Nothing that can be read: no letters at all, or a few runs across the keyboard."""
    words = text.split()
    if not _LETTERS.search(text):
        return True
    return len(words) <= SHORT_LINE and any(_KEYBOARD.search(one) or _NO_VOWELS.search(one) for one in words)
