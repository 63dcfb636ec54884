"""The words of `place_words.yml`, read at first use."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class PlaceWords:
    """See the file for what each list is for."""

    before: frozenset[str]
    ordinary: frozenset[str]
    joints: frozenset[str]
    home: frozenset[str]


@cache
def place_words() -> PlaceWords:
    """The lists, as sets."""
    raw = yaml.safe_load(files("directory").joinpath("place_words.yml").read_text("utf-8"))
    return PlaceWords(*(frozenset(raw[name]) for name in ("before", "ordinary", "joints", "home")))
