"""Remembers what was made of the latest texts: reading one again takes far longer than finding it again.

The texts themselves are not kept: each is known by its hash, under a key that ends with the process.
"""

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class TextMemory(Generic[Made]):
    """What was made of at most `most` texts, the longest unused forgotten first. Safe between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._key = secrets.token_bytes(32)
        self._known: OrderedDict[bytes, Made] = OrderedDict()
        self._lock = Lock()

    def recall(self, text: str, make: Callable[[str], Made]) -> Made:
        """What was made of `text`; made now where it is not known. Two at once may both make it."""
        name = hashlib.blake2b(text.encode(errors="surrogatepass"), key=self._key, digest_size=16).digest()
        with self._lock:
            if name in self._known:
                self._known.move_to_end(name)
                return self._known[name]
        made = make(text)
        with self._lock:
            self._known[name] = made
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return made
