"""`make eval`: what the recogniser and the ranking reach on text they never saw."""

from __future__ import annotations

import sys
from pathlib import Path

from directory.evaluation.needs_report import measured_recogniser, needs_lines
from directory.evaluation.services_report import imported_listings, primary_needs, services_lines

COUNCIL_FEED = Path(__file__).resolve().parents[3] / "shared" / "data" / "nlincs"


def main() -> int:
    """Train on the learning part of the bank, then print every measure."""
    sys.stdout.write("Training on four fifths of the phrase bank (under a minute) ...\n")
    recogniser, held_out = measured_recogniser()
    for text in needs_lines(recogniser, held_out):
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    feed, labels = COUNCIL_FEED / "services.json", COUNCIL_FEED / "labels.jsonl"
    if not (feed.is_file() and labels.is_file()):
        sys.stdout.write("No council feed at ../shared/data/nlincs: services are not measured.\n")
        return 0
    listings = imported_listings(feed, recogniser)
    for text in services_lines(recogniser, listings, primary_needs(labels), held_out):
        sys.stdout.write(text + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
