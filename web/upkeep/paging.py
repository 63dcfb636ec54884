"""One page of a long list. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

A_PAGE = 50
Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """The rows of page `number` out of `pages`, of `total` rows."""

    rows: Sequence[Row]
    total: int
    number: int
    pages: int

    @classmethod
    def of(cls, rows: Sequence[Row], asked: str) -> "Page[Row]":
        """The page that was asked for in an address; anything odd is the first, too far the last."""
        pages = max(1, -(-len(rows) // A_PAGE))
        number = (
            min(max(1, int(asked)), pages) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
        )
        return cls(rows[(number - 1) * A_PAGE : number * A_PAGE], len(rows), number, pages)
