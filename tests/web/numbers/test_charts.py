"""Charts: lines without scripts or styles, told by shape and dash as well as colour, in both themes."""

import itertools
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from web.staff.charts.chart import Chart, Line, amount
from web.staff.charts.drawing import file, size, spark, svg
from web.staff.charts.palette import COLOURS, DASHES, INK, QUIET

CSS = Path("web/static/css")
NAMES = Path("web/front_end/styles/_names.scss")
WEEKS = Chart(
    "weeks", "Abandoned <b>", tuple(f"{day} Aug" for day in range(1, 14)),
    (10, 12.5, None, 11, 9, 10, 11, 30, 10, 12, 9, 11, 10), 'What "it" shows & <means>', scale="share",
    lines=(Line("Mean: 12%", 12, "mean"), Line("Ordinary", 4, "limit"), Line("Ordinary", 20, "limit"),
           Line("Target: 5%", 5, "target"), Line("Norfolk", 75, "benchmark"), Line("Before", 15, "baseline")),
    marked=frozenset({7}), odd="Not ordinary",
)  # fmt: skip
BARS = Chart("bars", "Contacts", ("Falls", "Meals <&>", "Hidden"), (1200, 0, None), "By need")
ALLOWED = {
    "svg", "g", "path", "circle", "rect", "text", "class", "transform", "d", "x", "y", "cx", "cy", "r",
    "width", "height", "fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-family",
    "text-anchor", "viewBox", "role", "aria-label", "aria-hidden", "focusable",
}  # fmt: skip


def tree(drawn: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawn)  # noqa: S314 - written by ourselves a moment ago


@pytest.mark.parametrize("drawn", [svg(WEEKS), svg(BARS), spark(WEEKS)], ids=["weeks", "bars", "spark"])
def test_nothing_is_in_it_that_a_strict_page_refuses(drawn: str) -> None:
    for node in tree(drawn).iter():
        assert {node.tag.rpartition("}")[2], *node.attrib} <= ALLOWED
    assert "<!--" not in drawn


def test_it_says_what_it_shows() -> None:
    root = tree(svg(WEEKS))
    assert root.attrib["role"] == "img" and root.attrib["aria-label"] == 'What "it" shows & <means>'
    assert tree(spark(WEEKS)).attrib["aria-hidden"] == "true"
    assert tree(file(WEEKS).decode()).attrib["aria-label"]


def test_what_stands_out_has_another_shape_and_every_line_its_name() -> None:
    drawn = svg(WEEKS)
    assert drawn.count('class="chart__dot"') == 12  # eleven values, and the legend's
    assert drawn.count('class="chart__odd"') == 2
    words = [node.text for node in tree(drawn).iter() if node.tag.endswith("text")]
    assert words[-7:] == [
        "Abandoned <b>",
        "Mean: 12%",
        "Ordinary",
        "Target: 5%",
        "Norfolk",
        "Before",
        "Not ordinary",
    ]
    assert {"0%", "20%"} < set(words) and "1 Aug" in words
    assert len({DASHES[style] for style in DASHES}) == len(DASHES)


def test_a_gap_stays_a_gap() -> None:
    line = re.findall(
        r'class="chart__line chart__line--value"[^>]* d="([^"]*)"|d="([^"]*)"[^>]*chart__line--value',
        svg(WEEKS),
    )
    assert sum(path.count("M") for pair in line for path in pair) >= 2


def test_a_bar_is_as_long_as_its_number_and_a_hidden_one_says_so() -> None:
    root = tree(svg(BARS))
    widths = [float(node.attrib["width"]) for node in root.iter() if node.attrib.get("class") == "chart__bar"]
    assert widths[0] > 500 and widths[1:] == [0, 0]
    words = [node.text for node in root.iter() if node.tag.endswith("text")]
    assert words == ["Falls: 1,200", "Meals <&>: 0", "Hidden: Not shown"]
    half = Chart("bars", "n", ("a", "b"), (100, 50), "")
    long, short = (
        float(n.attrib["width"]) for n in tree(svg(half)).iter() if n.attrib.get("class") == "chart__bar"
    )
    assert short == pytest.approx(long / 2, abs=0.2)


def test_no_value_at_all_is_no_failure() -> None:
    empty = Chart("weeks", "n", (), (), "")
    assert tree(svg(empty)) is not None and spark(empty) == ""
    assert tree(svg(Chart("bars", "n", (), (), ""))) is not None
    assert size(WEEKS)[1] > size(Chart("weeks", "n", WEEKS.labels, WEEKS.values, ""))[1]


def test_values_lie_where_the_axis_says() -> None:
    drawn = Chart("weeks", "n", ("a", "b", "c"), (0, 50, 100), "", lines=(Line("half", 50, "mean"),))
    dots = [float(node.attrib["cy"]) for node in tree(svg(drawn)).iter() if "cx" in node.attrib][:3]
    assert dots[1] == pytest.approx((dots[0] + dots[2]) / 2, abs=0.01) and dots[0] > dots[2]


@pytest.mark.parametrize(
    ("value", "scale", "said"),
    [(50, "share", "50%"), (12.5, "share", "12.5%"), (1200, "number", "1,200"), (1.25, "ratio", "1.2")],
)
def test_an_axis_says_its_unit(value: float, scale: str, said: str) -> None:
    assert amount(value, scale) == said  # type: ignore[arg-type]


def dark() -> dict[str, str]:
    block = (CSS / "charts.css").read_text().split("prefers-color-scheme: dark")[1].split("\n}\n")[0]
    found = dict(re.findall(r"\.chart__line--(\w+) \{ stroke: (#\w{6})", block))
    return found | {"odd": re.findall(r"\.chart__odd \{ fill: (#\w{6})", block)[0]}


def paper(names: Path) -> str:
    return re.findall(r"--paper: (#\w+)", names.read_text())[0]


def light_of(colour: str) -> list[float]:
    """The three parts of a colour as light (IEC 61966-2-1)."""
    full = colour if len(colour) == 7 else "#" + "".join(2 * letter for letter in colour[1:])
    parts = [int(full[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's ratio of two colours."""
    light = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (light_of(one), light_of(other)))
    return (light[1] + 0.05) / (light[0] + 0.05)


# How people who lack one kind of cone see a colour: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes (2009).
SEEN_BY = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip


def seen(colour: str, by: str) -> tuple[float, float, float]:
    """The colour as CIE L*a*b*, after what the eye has made of it."""
    r, g, b = (
        min(1.0, max(0.0, sum(k * part for k, part in zip(row, light_of(colour), strict=True))))
        for row in SEEN_BY[by]
    )
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_line_is_seen_on_its_page(theme: str) -> None:
    colours = dict(COLOURS) if theme == "light" else dark()
    ground = paper(NAMES if theme == "light" else CSS / "dark.css")
    assert set(colours) == set(COLOURS)
    assert {
        name: round(contrast(each, ground), 1) for name, each in colours.items() if contrast(each, ground) < 3
    } == {}
    assert contrast(INK, "#ffffff") > 7 and contrast(QUIET, "#ffffff") > 4.5


@pytest.mark.parametrize("eye", sorted(SEEN_BY))
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_must_be_told_apart_is_told_apart_by_every_eye(theme: str, eye: str) -> None:
    colours = dict(COLOURS) if theme == "light" else dark()
    for one, other in itertools.combinations(("value", "odd"), 2):
        a, b = seen(colours[one], eye), seen(colours[other], eye)
        assert sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5 > 20, (one, other)
    # Lines across the chart need no colour: each pair has other dashes, and its name in the legend.
    for one, other in itertools.combinations(DASHES, 2):
        assert DASHES[one] != DASHES[other]
