"""Tests of data run on both databases: none opens a file of its own where a fixture would give it either."""

from pathlib import Path

ROOT = Path(__file__).parents[2] / "tests"
OPENS_A_FILE = "sqlite:" + "///"
# They are about a file, about settings, about no store at all, or about something measured in one store.
ABOUT_FILES = {
    "directory/matching/big_directory.py",
    "directory/test_cli.py",
    "directory/test_settings.py",
    "web/embed/conftest.py",
    "web/test_cli.py",
    "web/test_settings.py",
}


def test_stores_come_from_the_fixtures():
    opening = {
        str(path.relative_to(ROOT))
        for room in ("directory", "web")
        for path in (ROOT / room).rglob("*.py")
        if OPENS_A_FILE in path.read_text()
    }
    assert opening - ABOUT_FILES == set()
