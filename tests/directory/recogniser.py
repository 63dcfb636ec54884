"""The recogniser that ships, for tests that must hear real words: trained once, then kept."""

from functools import cache
from pathlib import Path

from directory.needs.building import build_recogniser
from directory.needs.recogniser import Recogniser

BUILD = Path(__file__).parents[2] / "build"


@cache
def trained_recogniser() -> Recogniser:
    build_recogniser(BUILD)
    return Recogniser.load(BUILD)
