"""Services for a part of the area only: which towns they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from directory.towns import Town

_WORD = re.compile(r"[^\W_]+")


class AreasServed:
    """Reads the names of service areas; the same areas, of many services, are read once."""

    def __init__(self, towns: Iterable[Town], council_name: str) -> None:
        self._towns = [(plain_words(town.name), town) for town in towns]
        self._whole = plain_words(council_name)
        self.towns_of = lru_cache(maxsize=None)(self._towns_of)

    def _towns_of(self, serves: Sequence[str]) -> tuple[Town, ...]:
        """The towns that these areas name; empty where everybody is served, or nobody can tell.

        "Winterby and the cliff villages" names Winterby. An area that carries the council's name is all of
        it, also where a town has the same name.
        """
        areas = [plain_words(area) for area in serves]
        named = [[town for name, town in self._towns if name in area] for area in areas]
        if not areas or not all(named) or any(self._whole.strip() and self._whole in area for area in areas):
            return ()
        return tuple(dict.fromkeys(town for found in named for town in found))


def plain_words(name: str) -> str:
    """Words alone with a space around each, so that one name is found inside another only as whole words."""
    return f" {' '.join(_WORD.findall(name.casefold()))} "
