"""How far a long import has come, on standard error, where a person is watching."""

from typing import Any

from tqdm import tqdm


def bar(words: str, total: int | None, unit: str) -> "tqdm[Any]":
    """A progress bar, silent unless standard error is a terminal."""
    return tqdm(total=total, desc=words, unit=unit, disable=None, dynamic_ncols=True)
