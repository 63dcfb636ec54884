"""What to say to a message that is not ours: where it should go, or which short line. Pure once loaded.

Whether a message is ours is decided before, by `scope.py` and the dialogue.
"""

from dataclasses import dataclass, field
from pathlib import Path

from bot.requests.asides import ABUSE, ADVERT, CHIT_CHAT, NONSENSE, TRICK, Asides
from bot.requests.doors import Door, Doors


@dataclass(frozen=True)
class Whose:
    """The doors that it should go to, or else the kind of line; neither where nothing is sure."""

    doors: tuple[Door, ...] = ()
    aside: str | None = None

    def is_sure(self) -> bool:
        """Is there anything better to say than the general line?"""
        return bool(self.doors or self.aside)


@dataclass(frozen=True)
class OtherBusiness:
    """The doors and the lines. Safe between threads."""

    doors: Doors = field(default_factory=Doors.load)
    asides: Asides = field(default_factory=Asides.load)

    @classmethod
    def load(cls, own: Path | None = None, website: str = "", phone: str = "") -> "OtherBusiness":
        """With the council's own doors, website and number, where it has them; SettingsError as for Doors."""
        return cls(Doors.load(own, website, phone))

    def of(self, text: str, *, rude: bool = False) -> Whose:
        """Whose business it is. An order is never looked into; an angry question is still a question."""
        kinds = self.asides.kinds(text) | ({ABUSE} if rude else set())
        if first := next((kind for kind in (TRICK, ADVERT) if kind in kinds), None):
            return Whose(aside=first)
        if doors := self.doors.of(text):
            return Whose(doors)
        return Whose(aside=next((kind for kind in (ABUSE, CHIT_CHAT, NONSENSE) if kind in kinds), None))
