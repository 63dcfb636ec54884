"""What the pages' styles and script are made from, and where what was made of it stands.

A hash of all of it names the folder of the result, so a page never gets styles of other sources than its own,
two checkouts may share a BUILD_DIR, and nothing is made twice.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
NODE_PINS = HERE.parents[1] / "requirements" / "node.txt"
PACKAGES = (HERE / "package.json", HERE / "package-lock.json")
STYLES = HERE / "styles"
SCRIPTS = HERE / "scripts"
RECIPE = HERE / "build.py"


def made_in(build_dir: Path) -> Path:
    """The folder that holds what is made of the present sources: there, or not made yet."""
    sources = (*PACKAGES, NODE_PINS, RECIPE, *sorted(STYLES.glob("*.scss")), *sorted(SCRIPTS.glob("*.mjs")))
    return build_dir / "front_end" / _fingerprint(sources)


def tools_in(build_dir: Path) -> Path:
    """The folder of the tools that make it, by their pins: kept, so that a changed colour is made offline."""
    return build_dir / "front_end" / f"tools-{_fingerprint((*PACKAGES, NODE_PINS))}"


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.name}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
