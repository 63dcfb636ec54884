"""What a report is made of, before it is a page or a paper: so that both say the same, word for word."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from web.paper.document import Paper
from web.paper.tables import Column


@dataclass(frozen=True)
class Heading:
    """Level 2 or 3; the title of a report is its level 1."""

    text: str
    level: int = 2
    kind: str = "heading"


@dataclass(frozen=True)
class Text:
    """A paragraph. `strong`: it warns."""

    text: str
    strong: bool = False
    kind: str = "text"


@dataclass(frozen=True)
class Points:
    """A list."""

    items: tuple[str, ...]
    kind: str = "points"


@dataclass(frozen=True)
class Grid:
    """A table; the first column names each row. `tags`: a name for each row, for tests and links."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    tags: tuple[str, ...] = ()
    kind: str = field(default="grid")


Block = Heading | Text | Points | Grid


def write(paper: Paper, blocks: Iterable[Block]) -> None:
    """Writes a report down on paper."""
    for block in blocks:
        match block:
            case Heading():
                paper.heading(block.text, block.level)
            case Text():
                paper.paragraph(block.text, bold=block.strong)
            case Points():
                paper.bullets(block.items)
            case Grid():
                paper.table(block.caption, block.columns, block.rows)
