"""Many texts as one sparse matrix of n-grams: for training only, since SciPy takes long to load."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from directory.needs.ngrams import NgramIndex


def ngram_matrix(ngrams: NgramIndex, texts: Sequence[Sequence[str]]) -> Any:
    """One row a text, one column an n-gram (a SciPy CSR matrix)."""
    rows = [ngrams.row(words) for words in texts]
    ends = np.cumsum([0, *(len(numbers) for numbers, _ in rows)])
    numbers = np.concatenate([numbers for numbers, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return sparse.csr_matrix((values, numbers, ends), shape=(len(rows), len(ngrams.names)))
