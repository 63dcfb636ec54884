"""What a chart shows, without how it is drawn. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["weeks", "bars"]
Style = Literal["mean", "limit", "target", "baseline", "benchmark"]
Scale = Literal["number", "share", "ratio"]


@dataclass(frozen=True)
class Line:
    """A level drawn across a chart of weeks, with its name in the legend."""

    name: str
    value: float
    style: Style


@dataclass(frozen=True)
class Chart:
    """Values in order, each with its label; None where there is none to show.

    `marked`: places of values that stand out, drawn in another shape. `said`: what it shows, for whoever
    does not see it. `name`: what the values are. `odd`: what the marked ones are called.
    """

    kind: Kind
    name: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    said: str
    scale: Scale = "number"
    lines: tuple[Line, ...] = ()
    marked: frozenset[int] = frozenset()
    odd: str = ""

    @property
    def shown(self) -> Sequence[float]:
        """The values that there are."""
        return [value for value in self.values if value is not None]


def amount(value: float, scale: Scale) -> str:
    """A value as it stands at an axis or a bar."""
    if scale == "share":
        return f"{value:.0f}%" if float(value).is_integer() else f"{value:.1f}%"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
