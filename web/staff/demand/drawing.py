"""Pictures of the model as SVG files: pygal lays them out, and every script and style is taken out of them.

What is left has attributes alone: a strict content policy has nothing to refuse. The paper is white on dark
pages too. Lines differ in their dashes and bars in their edges, not in colour alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from web.staff.charts.library import Style, pygal

_INK, _GUIDE, _PAPER = "#0b0c0c", "#b1b4b6", "#ffffff"
# Blue and orange are told apart by people who cannot tell red from green; 3 to 1 and more against white.
_LOOKS: tuple[Mapping[str, str], ...] = (
    {"fill": "#12436d", "stroke": "#12436d", "stroke-width": "2.5"},
    {"fill": "#f0b58a", "stroke": "#a84300", "stroke-width": "2.5", "stroke-dasharray": "7 4"},
)
_OUT = ("defs", "desc", "title", "style", "script")
_KEPT = (
    "viewBox",
    "class",
    "transform",
    "d",
    "x",
    "y",
    "cx",
    "cy",
    "r",
    "width",
    "height",
    "text-anchor",
    "rx",
    "ry",
)
_LETTERS, _WIDE, _ROW = 15, 760, 62
_WORDS = {"fill": _INK, "font-family": "Helvetica, Arial, sans-serif", "font-size": str(_LETTERS)}
_STYLE = Style(label_font_size=_LETTERS, major_label_font_size=_LETTERS, legend_font_size=_LETTERS)


def bars(labels: Sequence[str], series: Mapping[str, Sequence[float]]) -> bytes:
    """Upright bars side by side, from nought."""
    chart = pygal.Bar(**_plain(360), range=(0, _top(series)))
    return _written(_drawn(chart, labels, series))


def lines(labels: Sequence[str], series: Mapping[str, Sequence[float]], every: int) -> bytes:
    """Lines, with a label at every so many points; from nought, unless that would flatten all differences."""
    low, high = min(map(min, series.values())), max(map(max, series.values()))
    far = low > high / 2 and high > low
    chart = pygal.Line(
        **_plain(360),
        range=(low - (high - low) / 4, high + (high - low) / 20) if far else (0, _top(series)),
        show_dots=False,
        x_labels_major_every=every,
        show_minor_x_labels=False,
    )
    return _written(_drawn(chart, labels, series))


class _Tornado(pygal.HorizontalBar):  # type: ignore[misc]
    _series_margin = 0.32  # room above each pair of bars for its name


def tornado(
    labels: Sequence[str], low: Sequence[float], high: Sequence[float], names: tuple[str, str]
) -> bytes:
    """Lying bars to both sides of the middle, which is nought, each pair under its name."""
    far = max((abs(each) for each in (*low, *high)), default=0) * 1.05 or 1.0
    chart = _Tornado(**_plain(100 + _ROW * len(labels)), range=(-far, far))
    tree = _drawn(chart, [""] * len(labels), {names[0]: list(reversed(low)), names[1]: list(reversed(high))})
    plot = next(node for node in tree.iter() if str(node.attrib.get("class", "")) == "plot")
    row = float(plot[0].attrib["height"]) / max(1, len(labels))
    for place, label in enumerate(labels):
        text = ElementTree.SubElement(
            plot, "text", {**_WORDS, "x": "0", "y": f"{place * row + row * 0.22:.1f}"}
        )
        text.text = label
    return _written(tree)


def _plain(height: int) -> dict[str, Any]:
    return {
        "width": _WIDE, "height": height, "style": _STYLE, "js": (), "css": (), "no_prefix": True,
        "disable_xml_declaration": True, "explicit_size": True, "legend_at_bottom": True, "margin": 14,
        "legend_box_size": 14, "truncate_label": -1, "truncate_legend": -1, "show_y_guides": True,
        "value_formatter": lambda value: f"{value:,.10g}",
    }  # fmt: skip


def _top(series: Mapping[str, Sequence[float]]) -> float:
    return max((each for values in series.values() for each in values), default=0) * 1.05 or 1.0


def _drawn(chart: Any, labels: Sequence[str], series: Mapping[str, Sequence[float]]) -> Any:
    chart.x_labels = list(labels)
    for name, values in series.items():
        chart.add(name, list(values))
    tree = chart.render_tree()
    _tidy(tree)
    lying = "horizontal" in tree[0].attrib.get("class", "")
    _paint(tree, None, {"y": "middle", "x": "middle"} if lying else {"y": "end", "x": "middle"})
    tree.attrib |= {"xmlns": "http://www.w3.org/2000/svg", "role": "img"}
    return tree


def _written(tree: Any) -> bytes:
    return bytes(ElementTree.tostring(tree, encoding="utf-8", xml_declaration=True))


def _tidy(tree: Any) -> None:
    for node in list(tree.iter()):
        for child in list(node):
            if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] in _OUT or _is_tooltip(child):
                node.remove(child)
        for name in [name for name in node.attrib if name not in _KEPT]:
            del node.attrib[name]


def _is_tooltip(node: Any) -> bool:
    return bool({"tooltip-overlay", "tooltip"} & set(str(node.attrib.get("class", "")).split()))


def _paint(node: Any, place: int | None, anchors: Mapping[str, str], anchor: str = "start") -> None:
    """Gives every shape its attributes. `place`: which series it is of; `anchors`: how labels stand."""
    named = str(node.attrib.get("class", "")).split()
    if "axis" in named and node.tag.rpartition("}")[2] == "g":
        anchor = next((anchors[name] for name in named if name in anchors), anchor)
    for name in named:
        kind, _dash, number = name.rpartition("-")
        if kind in ("serie", "color") and number.isdecimal():
            place = int(number)
    node.attrib.update(_look(node.tag.rpartition("}")[2], named, place))
    if node.tag.rpartition("}")[2] == "text":
        node.attrib["text-anchor"] = anchor
    for child in node:
        _paint(child, place, anchors, anchor)


def _look(tag: str, named: Sequence[str], place: int | None) -> Mapping[str, str]:
    if "background" in named:
        return {"fill": _PAPER, "stroke": "none"}
    if tag == "text":
        return _WORDS
    if tag in ("path", "line") and ({"guide", "axis", "line"} & set(named)) and place is None:
        return {"fill": "none", "stroke": _INK if "axis" in named else _GUIDE, "stroke-width": "1"}
    if place is None or tag not in ("rect", "path", "circle"):
        return {}
    look = dict(_LOOKS[place % len(_LOOKS)])
    return look | {"fill": "none"} if tag == "path" else look
