"""Numbers of rows, as addresses and commands name them: one that no row can have is simply not found."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1  # what a column of numbers holds on PostgreSQL, which refuses even to look for more


class RowNumber(IntegerConverter):
    """`<int:...>` in an address: a larger number leads nowhere."""

    def __init__(self, url_map: Map, *details: Any, **more: Any) -> None:
        super().__init__(url_map, *details, **{"max": LARGEST, **more})


def install(app: Flask) -> None:
    """From here on, every `<int:...>` of this app is the number of a row. Before the routes are added."""
    app.url_map.converters["int"] = RowNumber


def row_number(typed: str) -> int:
    """What somebody typed as the number of a row; ValueError where no row can have it."""
    number = int(typed)
    if not 0 < number <= LARGEST:
        raise ValueError("No row has that number.")
    return number
