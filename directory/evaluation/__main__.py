"""`make eval`: what the recogniser and the ranking reach on text they never saw."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from directory.evaluation.measured import SETS, load_measured
from directory.evaluation.needs_report import (
    ablation_lines,
    calibration_lines,
    heard_in,
    needs_lines,
    per_need_lines,
)
from directory.evaluation.services_report import Labels, imported_listings, labelling_lines, services_lines
from directory.exceptions import DirectoryError
from directory.listings import Listing
from directory.needs.recogniser import Recogniser
from directory.settings import DirectorySettings

COUNCIL_FEED = Path(__file__).resolve().parents[3] / "shared" / "data" / "nlincs"


def main() -> int:
    """Print every measure of the recogniser that `make train` made; 1 and a sentence where it has not."""
    try:
        build_dir = DirectorySettings.from_env().build_dir
        recogniser = Recogniser.load(build_dir)
    except DirectoryError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    _say(_needs(recogniser))
    feed, labels = COUNCIL_FEED / "services.json", COUNCIL_FEED / "labels.jsonl"
    if feed.is_file() and labels.is_file():
        listings = imported_listings(feed, recogniser, build_dir)
        _say(_services(recogniser, listings, Labels.load(labels)))
    else:
        _say(["No council feed at ../shared/data/nlincs: services are not measured."])
    return 0


def _needs(recogniser: Recogniser) -> Iterable[str]:
    for name in SETS:
        situations = load_measured(name)
        heard = heard_in(recogniser, situations)
        yield from needs_lines(name, heard, situations)
        yield from per_need_lines(heard, situations)
        yield from calibration_lines(recogniser, heard, situations)
    yield "What each opinion is worth, on the development situations"
    yield from ablation_lines(recogniser, load_measured("development"))


def _services(recogniser: Recogniser, listings: Sequence[Listing], labels: Labels) -> Iterable[str]:
    yield from labelling_lines(listings, labels)
    for name in SETS:
        yield from services_lines(name, recogniser, listings, labels, load_measured(name))


def _say(lines: Iterable[str]) -> None:
    for text in lines:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
