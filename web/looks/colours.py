"""Colours as numbers: read, mixed, and held against one another as WCAG 2.2 does. It knows no page."""

import re
from dataclasses import dataclass

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


@dataclass(frozen=True)
class Colour:
    """A colour without transparency; each part from 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def read(cls, text: str) -> "Colour":
        """`#12436d` or `#abc`; ValueError for anything else."""
        if not _HEX.fullmatch(text):
            raise ValueError(text)
        digits = text[1:]
        pairs = [each * 2 for each in digits] if len(digits) == 3 else re.findall("..", digits)
        return cls(*(int(pair, 16) for pair in pairs))

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def parts(self) -> tuple[int, int, int]:
        """Red, green and blue, for whoever draws."""
        return self.red, self.green, self.blue

    def mixed(self, other: "Colour", share: float) -> "Colour":
        """This colour with `share` (0 to 1) of the other one in it."""
        pairs = zip(self.parts, other.parts, strict=True)
        return Colour(*(round(own + (theirs - own) * share) for own, theirs in pairs))

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
        red, green, blue = (_linear(part / 255) for part in self.parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue


WHITE, BLACK = Colour(255, 255, 255), Colour(0, 0, 0)


def contrast(one: Colour, other: Colour) -> float:
    """From 1 (the same) to 21 (black on white); text needs 4.5 (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((one.luminance, other.luminance), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
