"""Draws a chart as SVG: pygal lays it out, then every script, style and tooltip is taken out of it.

What is left has attributes alone. So it stands within the page under a policy that allows no inline style,
takes the colours of web/static/css/charts.css there, and keeps its own in a file or a board pack.
"""

from xml.etree import ElementTree

from markupsafe import Markup

from web.staff.charts import bars, weeks
from web.staff.charts.chart import Chart, amount
from web.staff.charts.library import Style, pygal
from web.staff.charts.palette import FONT, LETTERS, NARROW, WIDTH
from web.staff.charts.tidying import Element, described, tidied

_STYLE = Style(label_font_size=LETTERS, major_label_font_size=LETTERS, font_family=FONT)
_BAR, _PLOT, _SPARK = 46, 250, (160, 44)


def svg(chart: Chart) -> Markup:
    """The chart as an `svg` element to put into a page; what it shows is said in its label."""
    return _written(described(_tree(chart), chart.said))


def for_page(chart: Chart) -> Markup:
    """The chart for a wide window and for a telephone's: charts.css shows the one that fits."""
    narrow = described(_tree(chart, NARROW), chart.said)
    narrow.attrib["class"] = "chart chart--narrow"
    wide = described(_tree(chart), chart.said)
    wide.attrib["class"] = "chart chart--wide"
    return _written(wide) + _written(narrow)


def spark(chart: Chart) -> Markup:
    """A chart of weeks as a small line without axes; it decorates: its table says the same."""
    line = pygal.Line(
        **_plain(_SPARK[0], _SPARK[1]), margin=4, show_dots=False, show_x_labels=False, show_y_labels=False,
        show_y_guides=False, show_x_guides=False,
    )  # fmt: skip
    if not chart.shown:
        return Markup()
    _fill(line, chart)
    tree = weeks.painted(tidied(line.render_tree()), chart, _SPARK[0], small=True)
    tree.attrib |= {"aria-hidden": "true", "focusable": "false", "class": "chart chart--spark"}
    return _written(tree)


def file(chart: Chart) -> bytes:
    """The chart as a file of its own, in the colours of paper."""
    return svg(chart).encode()


def size(chart: Chart) -> tuple[float, float]:
    """How wide and how high a chart is, in its own units."""
    wide, high = _tree(chart).attrib["viewBox"].split()[2:]
    return float(wide), float(high)


def _tree(chart: Chart, width: int = WIDTH) -> Element:
    return _weeks(chart, width) if chart.kind == "weeks" else _bars(chart, width)


def _weeks(chart: Chart, width: int) -> Element:
    every = max(1, -(-len(chart.labels) * 90 // width))  # a day of a month needs so many pixels
    line = pygal.Line(
        **_plain(width, _PLOT), margin=12, margin_left=30, margin_right=24, dots_size=4, show_x_guides=False,
        x_labels_major_every=every, show_minor_x_labels=False, min_scale=3, max_scale=6,
        value_formatter=lambda value: amount(value, chart.scale), truncate_label=-1,
    )  # fmt: skip
    line.x_labels = chart.labels
    _fill(line, chart)
    return weeks.painted(tidied(line.render_tree()), chart, width)


def _bars(chart: Chart, width: int) -> Element:
    height = _BAR * max(1, len(chart.values))
    drawn = pygal.HorizontalBar(
        **_plain(width, height), margin=0, margin_right=4, show_x_labels=False, show_y_labels=False,
        show_x_guides=False, show_y_guides=False, range=(0, max(chart.shown, default=0) or 1),
    )  # fmt: skip
    drawn.add(chart.name, [value or 0 for value in reversed(chart.values)])
    return bars.painted(tidied(drawn.render_tree()), chart, width)


def _plain(width: int, height: int) -> dict[str, object]:
    return {
        "width": width, "height": height, "style": _STYLE, "js": (), "css": (), "no_prefix": True,
        "disable_xml_declaration": True, "show_legend": False, "explicit_size": False,
    }  # fmt: skip


def _fill(line: pygal.Line, chart: Chart) -> None:
    low = min((*chart.shown, *(each.value for each in chart.lines)), default=0)
    high = max((*chart.shown, *(each.value for each in chart.lines)), default=1)
    # From nought, unless all values lie far above it, where nought would flatten every difference.
    floor = 0.0 if low < high / 2 else low - (high - low) / 4
    line.range = (floor, high if high > floor else floor + 1)
    line.add(chart.name, list(chart.values), allow_interruptions=True)
    for each in chart.lines:
        line.add(each.name, [each.value] * max(1, len(chart.values)), show_dots=False)


def _written(tree: Element) -> Markup:
    # The tree was made here from escaped text; nothing in it came as markup from anybody.
    return Markup(ElementTree.tostring(tree, encoding="unicode"))  # noqa: S704
