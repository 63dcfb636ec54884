"""A screen that remembers what it made of the latest texts.

The words of a message are read again as its sentences, for the needs in it, and with each hand-off.
"""

from typing import Any

from bot.safeguarding.screen import Heard, Screen
from directory.text_memory import TextMemory

MOST_TEXTS = 2000


class RememberingScreen(Screen):
    """The screen, quick with what it has read before. Safe to share between threads."""

    def __init__(self, *parts: Any, **more: Any) -> None:
        super().__init__(*parts, **more)
        self._remembered = TextMemory[Heard](MOST_TEXTS)

    def hear(self, text: str) -> Heard:
        """All that the rules make of `text`, as `Screen` hears it."""
        return self._remembered.recall(text, super().hear)
