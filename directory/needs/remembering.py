"""A recogniser that remembers what it made of the latest texts.

In a conversation the same words are looked at again at every step.
"""

from __future__ import annotations

from typing import Any

from directory.needs.heard import HeardNeed
from directory.needs.recogniser import Recogniser
from directory.text_memory import TextMemory

MOST_TEXTS = 2000


class RememberingRecogniser(Recogniser):
    """The recogniser, quick with what it has read before. Safe to share between threads."""

    def __init__(self, *parts: Any, **more: Any) -> None:
        super().__init__(*parts, **more)
        self._remembered = TextMemory[tuple[HeardNeed, ...]](MOST_TEXTS)

    def recognise(self, text: str) -> tuple[HeardNeed, ...]:
        """All needs, likeliest first, as `Recogniser` hears them."""
        return self._remembered.recall(text, super().recognise)
