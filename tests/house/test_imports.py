"""The rooms' contracts of pyproject.toml hold: arrows one way, no framework where it does not belong."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


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
