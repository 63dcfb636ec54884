"""A chart of bars: each with its name and its number above it, so that long names fit a narrow screen."""

from xml.etree.ElementTree import SubElement

from web.staff.charts.chart import Chart, amount
from web.staff.charts.palette import COLOURS, INK
from web.staff.charts.tidying import LINE, Element, in_rows, tidy_number, within
from web.staff.charts.weeks import words
from web.words.book import words as words_of

_THICK, _BELOW = 16, 29  # a bar, and from the last row above it to the next name


def painted(tree: Element, chart: Chart, width: int) -> Element:
    """The drawing with its colours, each bar below as many rows as its name needs."""
    for axis in within(tree, "axis"):
        axis.clear()
    drawn = list(reversed([node for node in tree.iter("rect") if "rect" in str(node.attrib.get("class"))]))
    top = 0
    for place, (label, value) in enumerate(zip(chart.labels, chart.values, strict=True)):
        said = f"{label}: {amount(value, chart.scale) if value is not None else _hidden()}"
        rows = in_rows(said, width)
        for row in rows:
            text = SubElement(tree, "text", words(INK) | {"x": "0", "y": str(top + LINE)})
            text.text = row
            top += LINE
        wide = float(drawn[place].attrib.get("width", 0)) if place < len(drawn) else 0.0
        bar = {
            "class": "chart__bar",
            "fill": COLOURS["value"],
            "x": "0",
            "y": str(top + 7),
            "height": str(_THICK),
        }
        SubElement(tree, "rect", bar | {"width": tidy_number(max(wide, 1 if value else 0))})
        top += _BELOW
    for plot in within(tree, "plot"):
        plot.clear()
    tree.attrib["viewBox"] = f"0 0 {width} {top + 4}"
    return tree


def _hidden() -> str:
    return str(words_of("dashboard")["hidden"])
