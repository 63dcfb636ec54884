"""The colours and strokes of charts on white paper; web/static/css/charts.css has those of dark screens.

Nothing is told by colour alone: each kind of line has its own dashes and its name beside it, and what stands
out is a diamond among circles. A test holds every colour against its background (WCAG 2.2, 1.4.11: 3 to 1,
words 4.5 to 1), and the colours against each other as people see them who cannot tell red from green.
"""

from collections.abc import Mapping

INK, QUIET, GUIDE = "#0b0c0c", "#484f54", "#b1b4b6"
COLOURS: Mapping[str, str] = {
    "value": "#12436d",
    "odd": "#b10e1e",
    "mean": "#505a5f",
    "limit": "#6b7276",
    "target": "#a84300",
    "benchmark": "#8a3fa0",
    "baseline": "#00703c",
}
DASHES: Mapping[str, str] = {
    "mean": "",
    "limit": "2 4",
    "target": "10 4",
    "benchmark": "10 4 2 4",
    "baseline": "4 4",
}
FONT = "Helvetica, Arial, sans-serif"
LETTERS = 13  # pixels of a drawing
WIDTH = 560
NARROW = 264  # for a telephone: its words stay as large as the page's, and nothing needs scrolling


def stroke(style: str) -> dict[str, str]:
    """The attributes of a line of this style."""
    drawn = {
        "fill": "none", "stroke": COLOURS[style],
        "stroke-width": "2.5" if style == "value" else "1.5" if style == "limit" else "2",
    }  # fmt: skip
    return drawn | ({"stroke-dasharray": DASHES[style]} if DASHES.get(style) else {})
