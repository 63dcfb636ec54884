"""A chart of weeks: the line of values, the levels across it, what stands out, and the legend."""

from xml.etree.ElementTree import SubElement

from web.staff.charts.chart import Chart, Line
from web.staff.charts.palette import COLOURS, FONT, GUIDE, INK, LETTERS, QUIET, stroke
from web.staff.charts.tidying import LINE, Element, classes, in_rows, tidy_number, within

_ROW, _SAMPLE = 22, 34


def painted(tree: Element, chart: Chart, width: int, *, small: bool = False) -> Element:
    """The drawing with its colours, dashes and shapes; unless `small`, with a legend below."""
    _paint_axes(tree)
    for place, style in enumerate(("value", *(line.style for line in chart.lines))):
        for group in within(tree, f"serie-{place}"):
            group.attrib["class"] = f"chart__{style}"
            for path in group.iter("path"):
                path.attrib |= stroke(style) | {"class": f"chart__line chart__line--{style}"}
    _paint_dots(tree, chart)
    return tree if small else _with_legend(tree, chart, width)


def _paint_axes(tree: Element) -> None:
    for axis in within(tree, "axis"):
        across = "x" in classes(axis)
        for guides in within(axis, "guides"):
            for path in list(guides.iter("path")):
                if across:
                    guides.remove(path)
                else:
                    path.attrib |= {
                        "class": "chart__guide",
                        "stroke": GUIDE,
                        "stroke-width": "1",
                        "fill": "none",
                    }
            for label in guides.iter("text"):
                label.attrib |= words(QUIET, "middle" if across else "end")
        for path in axis.findall("path"):
            axis.remove(path)


def words(colour: str, anchor: str = "start") -> dict[str, str]:
    """The attributes of a text."""
    name = "chart__words" if colour == INK else "chart__words chart__words--quiet"
    return {
        "class": name, "fill": colour, "font-size": str(LETTERS), "font-family": FONT, "text-anchor": anchor,
    }  # fmt: skip


def _paint_dots(tree: Element, chart: Chart) -> None:
    places = [place for place, value in enumerate(chart.values) if value is not None]
    dots = [node for node in tree.iter("circle") if "dot" in classes(node)]
    for place, dot in zip(places, dots, strict=False):
        if place in chart.marked:
            _make_diamond(dot)
        else:
            dot.attrib |= {"class": "chart__dot", "fill": COLOURS["value"]}


def _make_diamond(dot: Element) -> None:
    x, y = float(dot.attrib.pop("cx")), float(dot.attrib.pop("cy"))
    dot.attrib.pop("r")
    dot.tag = "path"
    dot.attrib |= {"class": "chart__odd", "fill": COLOURS["odd"], "d": _diamond(x, y)}


def _diamond(x: float, y: float, size: float = 8) -> str:
    return f"M{tidy_number(x)} {tidy_number(y - size)}l{size} {size}l-{size} {size}l-{size} -{size}z"


def _with_legend(tree: Element, chart: Chart, width: int) -> Element:
    height = float(tree.attrib["viewBox"].split()[3])
    levels = list({(line.name, line.style): line for line in chart.lines}.values())
    for line in (Line(chart.name, 0, "mean"), *levels):
        style = line.style if line in levels else "value"
        height = _entry(tree, height, style, line.name, width)
    if chart.marked:
        height = _entry(tree, height, "odd", chart.odd, width)
    tree.attrib["viewBox"] = f"0 0 {width} {height + 4:.0f}"
    return tree


def _entry(tree: Element, top: float, style: str, name: str, width: int) -> float:
    """One line of the legend, in as many rows as its name needs; where the next may begin."""
    entry = SubElement(tree, "g", {"transform": f"translate(8 {tidy_number(top + _ROW / 2)})"})
    middle = tidy_number(_SAMPLE / 2)
    if style == "odd":
        SubElement(
            entry, "path", {"class": "chart__odd", "fill": COLOURS["odd"], "d": _diamond(_SAMPLE / 2, 0)}
        )
    else:
        shown = {"class": f"chart__line chart__line--{style}", "d": f"M0 0h{_SAMPLE}"}
        SubElement(entry, "path", stroke(style) | shown)
    if style == "value":
        dot = {"class": "chart__dot", "fill": COLOURS["value"], "cx": middle, "cy": "0", "r": "4"}
        SubElement(entry, "circle", dot)
    rows = in_rows(name, width - _SAMPLE - 18)
    for place, row in enumerate(rows):
        label = SubElement(
            entry, "text", words(INK) | {"x": str(_SAMPLE + 10), "y": tidy_number(4.5 + place * LINE)}
        )
        label.text = row
    return top + _ROW + LINE * (len(rows) - 1)
