"""The one setting the making of styles needs, apart from the web's own, which take longer to read."""

import os
from collections.abc import Mapping
from pathlib import Path


def build_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Where what is built stands."""
    return Path(environ.get("BUILD_DIR") or "build").absolute()
