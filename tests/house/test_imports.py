"""The rooms' contracts of pyproject.toml hold: arrows one way, no framework where it does not belong."""

import re
import subprocess
import sys
from pathlib import Path

import tomllib

ROOT = Path(__file__).parents[2]
KNOWS_SQLALCHEMY = {"database", "encryption", "migrations", "models", "store"}


def test_import_contracts_hold():
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_package_initialisers_import_nothing():
    filled = [
        str(path.relative_to(ROOT))
        for room in ("directory", "bot", "web", "launch")
        for path in (ROOT / room).rglob("__init__.py")
        if path.read_text().strip()
    ]
    assert filled == []


def test_every_room_of_the_web_is_held_to_the_contract_about_sqlalchemy():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    held = next(each for each in contracts if each["name"].startswith("Only the web"))["source_modules"]
    rooms = {path.stem for path in (ROOT / "web").glob("[!_]*.py")}
    rooms |= {path.parent.name for path in (ROOT / "web").glob("*/*.py")}
    assert set(held) == {f"web.{room}" for room in rooms - KNOWS_SQLALCHEMY}


def test_no_two_parts_of_the_directory_import_each_other():
    arrows = {
        (path.relative_to(ROOT).with_suffix("").parts[1], found)
        for path in (ROOT / "directory").rglob("*.py")
        for found in re.findall(r"^\s*from directory(?:\.| import )(\w+)", path.read_text(), re.MULTILINE)
    }
    assert {(one, other) for one, other in arrows if one < other and (other, one) in arrows} == set()
