"""The OpenAPI document of the open data, from the file beside this one."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("openapi.yml")


def description(server: str) -> dict[str, Any]:
    """The document, for a site whose open data starts at the address `server`."""
    return {**_written(), "servers": [{"url": server}]}


@cache
def _written() -> dict[str, Any]:
    written: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return written
