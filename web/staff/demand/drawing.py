"""Pictures of the model as SVG files: pygal lays them out, and every script and style is taken out of them.

What is left has attributes alone: a strict content policy has nothing to refuse. A picture is a file of its
own that no style of the page reaches, so each comes on wide and on narrow paper, white and dark: the page
says which is for whom. Lines differ in their dashes and bars in their edges, not in colour alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any
from xml.etree import ElementTree

from web.staff.charts.library import Style, pygal

_Looks = tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class _Colours:
    paper: str
    ink: str
    guide: str
    looks: _Looks


def _looks(plain: str, fill: str, edge: str) -> _Looks:
    return (
        {"fill": plain, "stroke": plain, "stroke-width": "2.5"},
        {"fill": fill, "stroke": edge, "stroke-width": "2.5", "stroke-dasharray": "7 4"},
    )


# Blue and orange are told apart by people who cannot tell red from green; 3 to 1 and more against the paper.
_WHITE = _Colours("#ffffff", "#0b0c0c", "#b1b4b6", _looks("#12436d", "#f0b58a", "#a84300"))
_DARK = _Colours("#16191b", "#f3f2f1", "#4a5359", _looks("#7fb8e8", "#7a4420", "#ffab66"))


@dataclass(frozen=True)
class Paper:
    """What a picture is drawn on."""

    narrow: bool = False
    dark: bool = False

    @property
    def colours(self) -> _Colours:
        """Those that can be told from this paper."""
        return _DARK if self.dark else _WHITE

    @property
    def width(self) -> int:
        """In pixels; on a telephone letters keep their size and the picture is narrower."""
        return 320 if self.narrow else 760

    @property
    def steps(self) -> int:
        """How many numbers fit beside each other under a lying picture, at most."""
        return 9 if self.narrow else 12


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
_LETTERS, _LINE, _ROW = 15, 18, 62
_ABOVE = 6  # pixels between a name and its bars
_LETTERS_IN_A_NARROW_LINE = 36
_WORDS = {"font-family": "Helvetica, Arial, sans-serif", "font-size": str(_LETTERS)}
_STYLE = Style(label_font_size=_LETTERS, major_label_font_size=_LETTERS, legend_font_size=_LETTERS)


def bars(labels: Sequence[str], series: Mapping[str, Sequence[float]], paper: Paper) -> bytes:
    """Upright bars side by side, from nought."""
    chart = pygal.Bar(**_plain(360, paper), range=(0, _top(series)))
    return _written(_drawn(chart, labels, series, paper))


def lines(labels: Sequence[str], series: Mapping[str, Sequence[float]], every: int, paper: Paper) -> bytes:
    """Lines, with a label at every so many points; from nought, unless that would flatten all differences."""
    low, high = min(map(min, series.values())), max(map(max, series.values()))
    far = low > high / 2 and high > low
    chart = pygal.Line(
        **_plain(360, paper),
        range=(low - (high - low) / 4, high + (high - low) / 20) if far else (0, _top(series)),
        show_dots=False,
        x_labels_major_every=every,
        show_minor_x_labels=False,
    )
    return _written(_drawn(chart, labels, series, paper))


class _Tornado(pygal.HorizontalBar):  # type: ignore[misc]
    _series_margin = 0.32  # room above each pair of bars for its name


class _TallTornado(pygal.HorizontalBar):  # type: ignore[misc]
    _series_margin = 0.37  # the same for names of two lines


def tornado(
    labels: Sequence[str],
    low: Sequence[float],
    high: Sequence[float],
    names: tuple[str, str],
    paper: Paper,
) -> bytes:
    """Lying bars to both sides of the middle, which is nought, each pair under its name."""
    far = max((abs(each) for each in (*low, *high)), default=0) * 1.05 or 1.0
    told = [wrap(label, _LETTERS_IN_A_NARROW_LINE) if paper.narrow else [label] for label in labels]
    most = max((len(each) for each in told), default=1)
    kind, row = (_TallTornado, _ROW + _LINE * (most - 1)) if most > 1 else (_Tornado, _ROW)
    chart = kind(
        **_plain(100 + row * len(labels), paper), range=(-far, far), min_scale=3, max_scale=paper.steps
    )
    pairs = {names[0]: list(reversed(low)), names[1]: list(reversed(high))}
    tree = _drawn(chart, [""] * len(labels), pairs, paper)
    plot = next(node for node in tree.iter() if str(node.attrib.get("class", "")) == "plot")
    for each, top in zip(told, _tops(plot), strict=True):
        for place, line in enumerate(reversed(each)):
            at = {"x": "0", "y": f"{top - _ABOVE - place * _LINE:.1f}"}
            text = ElementTree.SubElement(plot, "text", {**_WORDS, **_clear(paper.colours), **at})
            text.text = line
    return _written(tree)


def _clear(colours: _Colours) -> Mapping[str, str]:
    # An edge in the paper's colour, under the letters: the lines of the scale stop short of them.
    return {"fill": colours.ink, "stroke": colours.paper, "stroke-width": "4", "paint-order": "stroke"}


def _tops(plot: Any) -> list[float]:
    """Where each pair of bars begins, from the top: pygal keeps a margin round them all."""
    drawn = (node for node in plot.iter() if "rect" in str(node.attrib.get("class", "")).split())
    return sorted(float(bar.attrib["y"]) for bar in drawn)[::2]


def _plain(height: int, paper: Paper) -> dict[str, Any]:
    return {
        "width": paper.width, "height": height, "style": _STYLE, "js": (), "css": (), "no_prefix": True,
        "disable_xml_declaration": True, "explicit_size": True, "legend_at_bottom": True, "margin": 14,
        "legend_at_bottom_columns": 1 if paper.narrow else None,
        "legend_box_size": 14, "truncate_label": -1, "truncate_legend": -1, "show_y_guides": True,
        "value_formatter": lambda value: f"{value:,.10g}",
    }  # fmt: skip


def _top(series: Mapping[str, Sequence[float]]) -> float:
    return max((each for values in series.values() for each in values), default=0) * 1.05 or 1.0


def _drawn(chart: Any, labels: Sequence[str], series: Mapping[str, Sequence[float]], paper: Paper) -> Any:
    chart.x_labels = list(labels)
    for name, values in series.items():
        chart.add(name, list(values))
    tree = chart.render_tree()
    _tidy(tree)
    lying = "horizontal" in tree[0].attrib.get("class", "")
    _paint(tree, None, {"y": "middle", "x": "middle"} if lying else {"y": "end", "x": "middle"}, paper)
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


def _paint(
    node: Any, place: int | None, anchors: Mapping[str, str], paper: Paper, anchor: str = "start"
) -> None:
    """Gives every shape its attributes. `place`: which series it is of; `anchors`: how labels stand."""
    named = str(node.attrib.get("class", "")).split()
    if "axis" in named and node.tag.rpartition("}")[2] == "g":
        anchor = next((anchors[name] for name in named if name in anchors), anchor)
    for name in named:
        kind, _dash, number = name.rpartition("-")
        if kind in ("serie", "color") and number.isdecimal():
            place = int(number)
    node.attrib.update(_look(node.tag.rpartition("}")[2], named, place, paper.colours))
    if node.tag.rpartition("}")[2] == "text":
        node.attrib["text-anchor"] = anchor
    for child in node:
        _paint(child, place, anchors, paper, anchor)


def _look(tag: str, named: Sequence[str], place: int | None, colours: _Colours) -> Mapping[str, str]:
    if "background" in named:
        return {"fill": colours.paper, "stroke": "none"}
    if tag == "text":
        return {**_WORDS, "fill": colours.ink}
    if tag in ("path", "line") and ({"guide", "axis", "line"} & set(named)) and place is None:
        stroke = colours.ink if "axis" in named else colours.guide
        return {"fill": "none", "stroke": stroke, "stroke-width": "1"}
    if place is None or tag not in ("rect", "path", "circle"):
        return {}
    look = dict(colours.looks[place % len(colours.looks)])
    return look | {"fill": "none"} if tag == "path" else look
