"""A recogniser that remembers what it made of the latest texts.

In a conversation the same words are looked at again at every step, and reading them takes far longer than
finding them again. The words themselves are not kept: a text is known by its hash, under a key that ends with
the process.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from threading import Lock
from typing import Any

from directory.needs.heard import HeardNeed
from directory.needs.recogniser import Recogniser

MOST_TEXTS = 2000


class RememberingRecogniser(Recogniser):
    """The recogniser, quick with what it has read before. Safe to share between threads."""

    def __init__(self, *parts: Any, **more: Any) -> None:
        super().__init__(*parts, **more)
        self._key = secrets.token_bytes(32)
        self._remembered: OrderedDict[bytes, tuple[HeardNeed, ...]] = OrderedDict()
        self._remembering = Lock()

    def recognise(self, text: str) -> tuple[HeardNeed, ...]:
        """All needs, likeliest first, as `Recogniser` hears them."""
        name = hashlib.blake2b(text.encode(errors="surrogatepass"), key=self._key, digest_size=16).digest()
        with self._remembering:
            if name in self._remembered:
                self._remembered.move_to_end(name)
                return self._remembered[name]
        heard = super().recognise(text)
        with self._remembering:
            self._remembered[name] = heard
            if len(self._remembered) > MOST_TEXTS:
                self._remembered.popitem(last=False)
        return heard
