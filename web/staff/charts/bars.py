"""A chart of bars: each with its name and its number above it, so that long names fit a narrow screen."""

from xml.etree.ElementTree import SubElement

from web.staff.charts.chart import Chart, amount
from web.staff.charts.palette import COLOURS, INK, WIDTH
from web.staff.charts.tidying import Element, tidy_number, within
from web.staff.charts.weeks import words
from web.words.book import words as words_of

_THICK = 16


def painted(tree: Element, chart: Chart, step: int) -> Element:
    """The drawing with its colours; `step`: how many pixels each bar has for itself and its name."""
    for axis in within(tree, "axis"):
        axis.clear()
    drawn = list(reversed([node for node in tree.iter("rect") if "rect" in str(node.attrib.get("class"))]))
    for place, (label, value) in enumerate(zip(chart.labels, chart.values, strict=True)):
        top = place * step
        wide = float(drawn[place].attrib.get("width", 0)) if place < len(drawn) else 0.0
        bar = {
            "class": "chart__bar",
            "fill": COLOURS["value"],
            "x": "0",
            "y": str(top + 24),
            "height": str(_THICK),
        }
        SubElement(tree, "rect", bar | {"width": tidy_number(max(wide, 1 if value else 0))})
        _name(tree, top + 17, label, amount(value, chart.scale) if value is not None else _hidden())
    for plot in within(tree, "plot"):
        plot.clear()
    tree.attrib["viewBox"] = f"0 0 {WIDTH} {step * len(chart.labels) + 4}"
    return tree


def _name(tree: Element, y: int, label: str, value: str) -> None:
    text = SubElement(tree, "text", words(INK) | {"x": "0", "y": str(y)})
    text.text = f"{label}: {value}"


def _hidden() -> str:
    return str(words_of("dashboard")["hidden"])
