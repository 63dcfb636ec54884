"""Reads the words that the web says by itself from the YAML files beside it."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent


@cache
def words(topic: str) -> dict[str, Any]:
    """The words of one topic (`chat`, `directory`, ...), nested. Shared: do not change what comes back."""
    loaded = yaml.safe_load((_FOLDER / f"{topic}.yml").read_text(encoding="utf-8"))
    if not isinstance(loaded, dict):
        raise ValueError(f"web/words/{topic}.yml must hold a mapping.")
    return loaded
