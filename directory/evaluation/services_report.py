"""How well services get their needs and how often a right service comes first, on a real council's feed.

The feed and its labels measure and never train: nothing here is written anywhere.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from directory.database import migrate, open_engine, session_factory
from directory.evaluation.measures import hit, line, share
from directory.finder import Finder
from directory.importing import import_file
from directory.listings import Listing, load_listings
from directory.needs.bank import Situation
from directory.needs.labelling import Labeller
from directory.needs.recogniser import Recogniser

LABELLED_FROM = 0.15  # a confidence that counts as "this service answers this need"


@dataclass(frozen=True)
class Fixed:
    """Listings that do not change."""

    rows: Sequence[Listing]

    def revision(self) -> int:
        """Always the same."""
        return 0

    def listings(self) -> Sequence[Listing]:
        """The rows."""
        return self.rows


def imported_listings(feed: Path, recogniser: Recogniser) -> list[Listing]:
    """The feed as the importer takes it in, labelled by this recogniser; its store is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/measure.sqlite3")
        migrate(engine)
        sessions = session_factory(engine)
        import_file(sessions, feed, label=Labeller(recogniser))
        with sessions() as session:
            listings = load_listings(session)
        engine.dispose()
    return listings


def primary_needs(labels: Path) -> dict[str, tuple[str, ...]]:
    """Service id to the needs it answers squarely."""
    rows = (json.loads(row) for row in labels.read_text(encoding="utf-8").splitlines())
    return {row["id"]: tuple(row["primary"]) for row in rows}


def services_lines(
    recogniser: Recogniser,
    listings: Sequence[Listing],
    right: Mapping[str, Sequence[str]],
    held_out: Sequence[Situation],
) -> Iterator[str]:
    """Labelling, then services found, line by line."""
    yield from _labelling_lines(listings, right)
    answered = {need for needs in right.values() for need in needs}
    asked = [one for one in held_out if answered & set(one.needs)]
    yield f"Right service of {len(listings)}, {len(asked)} held-out situations: first, among the first three"
    finder = Finder(recogniser, Fixed(listings), postcodes=None, council_code="")
    found = [[one.id for one in finder.find(situation.text).services] for situation in asked]
    yield _hits("Signpost", found, asked, right)
    known = [
        [one.id for one in finder.find(situation.text, needs=situation.needs).services] for situation in asked
    ]
    yield _hits("Signpost, told the needs", known, asked, right)
    yield _hits("RapidFuzz token_set_ratio", _by_rapidfuzz(asked, listings), asked, right)


def _labelling_lines(listings: Sequence[Listing], right: Mapping[str, Sequence[str]]) -> Iterator[str]:
    said = {(one.id, need) for one in listings for need, sure in one.needs if sure >= LABELLED_FROM}
    true = {(one.id, need) for one in listings for need in right.get(one.id, ())}
    both = len(said & true)
    yield f"Service needs: precision {both / max(1, len(said)):.3f}, recall {both / max(1, len(true)):.3f}"
    labelled = [one for one in listings if right.get(one.id)]
    first = [hit([need for need, _ in one.needs], right[one.id], 1) for one in labelled]
    third = [hit([need for need, _ in one.needs], right[one.id], 3) for one in labelled]
    yield f"  strongest need right {share(first):.3f}, right among its first three {share(third):.3f}"


def _hits(
    name: str, found: Sequence[Sequence[str]], asked: Sequence[Situation], right: Mapping[str, Sequence[str]]
) -> str:
    pairs = list(zip(found, asked, strict=True))
    answers = [[bool(set(right.get(one, ())) & set(case.needs)) for one in ids] for ids, case in pairs]
    return line(name, [any(row[:1]) for row in answers], [any(row[:3]) for row in answers])


def _by_rapidfuzz(asked: Sequence[Situation], listings: Sequence[Listing]) -> list[list[str]]:
    texts = [utils.default_process(f"{one.name} {one.description}") for one in listings]
    ranked = []
    for situation in asked:
        query = utils.default_process(situation.text)
        best = process.extract(query, texts, scorer=fuzz.token_set_ratio, limit=3)
        ranked.append([listings[place].id for _, _, place in best])
    return ranked
