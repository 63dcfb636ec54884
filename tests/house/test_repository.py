"""What may never be committed: a registry's address, a machine's path, a secret, unfinished business."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REGISTRIES = re.compile(r"://[^\s\"')]*(py" r"pi|python" r"hosted|npm" r"js|deb" r"ian\.org)")
MACHINE_PATHS = re.compile(r"(^|[\s\"(=])/(work|root|home|farm)/[a-z]")
SECRETS = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bgh[pousr]_[A-Za-z0-9]{30,}")
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX)\b")


def tracked_texts():
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, listing.stdout.decode().split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".png", ".gz", ".ico", ".npz", ".webp", ".woff2"}:
            yield name, path.read_text(errors="replace")


@pytest.fixture(scope="module")
def texts():
    found = list(tracked_texts())
    assert found
    return found


@pytest.mark.parametrize(
    "pattern", [REGISTRIES, MACHINE_PATHS, SECRETS, UNFINISHED], ids=lambda each: each.pattern
)
def test_nothing_tracked_holds(texts, pattern):
    assert [name for name, text in texts if pattern.search(text)] == []


def test_pins_have_hashes_and_exact_versions():
    for name in ("uv", "app", "dev", "rasa"):
        lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
        named = [line for line in lines if re.match(r"^[A-Za-z0-9]", line)]
        assert named
        assert [line for line in named if "==" not in line or not line.endswith("\\")] == []
