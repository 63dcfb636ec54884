"""Small pages: no Python file over 300 lines, no function that needs scrolling, no room without a theme."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("directory", "bot", "web", "launch", "bench", "tests")
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
LONGEST_FILE = 300
LONGEST_FUNCTION = 45  # one screen; the aim is 15, and a docstring that says in and out counts too
THEMELESS = {"utils", "util", "helpers", "common", "misc", "shared"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_over_300_lines(path):
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_function_needs_scrolling(path):
    too_long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert too_long == []


def test_every_room_has_a_theme():
    themeless = [
        str(path.relative_to(ROOT)) for path in FILES if THEMELESS & {path.stem, *path.parent.parts[-2:]}
    ]
    assert themeless == []
