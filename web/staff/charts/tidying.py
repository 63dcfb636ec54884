"""Takes out of a drawing what a strict page must not hold and a screen reader should not say."""

import textwrap
from typing import Any

from web.staff.charts.palette import LETTERS

# pygal builds its tree with lxml where that is installed, else with the standard library: the same words.
Element = Any

LINE = 17  # from one row of a name to the next
_LETTER = LETTERS * 0.58  # how wide a letter is, among many, in the widest font that a page may take
_OUT = ("defs", "desc", "title", "style", "script")
_GROUPS_OUT = ("tooltip-overlay", "titles")
_KEPT = (
    "viewBox",
    "xmlns",
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
)


def tidied(tree: Element) -> Element:
    """The same drawing without scripts, styles, tooltips, comments and backgrounds."""
    for node in list(tree.iter()):
        for child in list(node):
            if _goes(child):
                node.remove(child)
        for name in [name for name in node.attrib if name not in _KEPT]:
            del node.attrib[name]
        node.tail = None
    for name in ("width", "height"):
        tree.attrib.pop(name, None)
    return tree


def described(tree: Element, said: str) -> Element:
    """A picture with a name, and nothing inside it to walk through."""
    tree.attrib |= {"role": "img", "aria-label": said, "class": "chart"}
    return tree


def classes(node: Element) -> list[str]:
    """The classes of an element."""
    return str(node.attrib.get("class", "")).split()


def within(tree: Element, name: str) -> list[Element]:
    """Every element with this class."""
    return [node for node in tree.iter() if name in classes(node)]


def tidy_number(value: float) -> str:
    """A coordinate, to the tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


def in_rows(name: str, width: int) -> list[str]:
    """A name in rows that fit so many pixels; a drawing breaks no lines by itself."""
    return textwrap.wrap(name, max(12, int(width / _LETTER)), break_long_words=False) or [""]


def _goes(node: Element) -> bool:
    if not isinstance(node.tag, str):  # a comment
        return True
    if node.tag.rpartition("}")[2] in _OUT:
        return True
    named = classes(node)
    return "background" in named or any(each in named for each in _GROUPS_OUT)
