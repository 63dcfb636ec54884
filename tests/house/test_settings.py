"""Settings are read once: the environment is touched in each room's settings.py and nowhere else."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]


def reads_environment(path):
    tree = ast.parse(path.read_text())
    attributes = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "os"
        for alias in node.names
    }
    return bool({"os.environ", "os.getenv", "os.environb"} & attributes or {"environ", "getenv"} & imported)


def test_only_settings_read_the_environment():
    readers = {
        str(path.relative_to(ROOT))
        for room in ("directory", "bot", "web", "launch")
        for path in (ROOT / room).rglob("*.py")
        if path.name != "settings.py" and reads_environment(path)
    }
    assert readers == set()


def test_every_room_has_its_settings():
    for room in ("directory", "bot", "web", "launch"):
        assert (ROOT / room / "settings.py").exists()
