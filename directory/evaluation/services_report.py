"""How well services get their needs and how often a right service comes first, on a real council's feed.

The feed and its labels measure and never train: nothing here is written anywhere.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from directory.database import migrate, open_engine, session_factory
from directory.evaluation import baselines
from directory.evaluation.measured import Measured
from directory.evaluation.measures import hit, line, ndcg, share
from directory.finder import Finder
from directory.importing import import_file
from directory.listings import Listing, load_listings
from directory.needs.labelling import Labeller
from directory.needs.recogniser import Recogniser

LABELLED_FROM = 0.15  # a confidence that counts as "this service answers this need"
SQUARELY, ALSO = 2.0, 1.0  # gains of a service that answers a need squarely, and of one that could help
PLACES = 10
Found = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Labels:
    """Service id to the needs it answers squarely, and to those it could help with."""

    primary: Mapping[str, tuple[str, ...]]
    also: Mapping[str, tuple[str, ...]]

    @classmethod
    def load(cls, path: Path) -> Labels:
        """Read labels.jsonl."""
        rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
        return cls(
            {row["id"]: tuple(row["primary"]) for row in rows},
            {row["id"]: tuple(row["also"]) for row in rows},
        )

    def answered(self) -> set[str]:
        """The needs that some service answers squarely: only they can be measured."""
        return {need for needs in self.primary.values() for need in needs}

    def gains(self, needs: Sequence[str]) -> dict[str, float]:
        """What each service is worth to somebody with these needs."""
        wanted = set(needs)
        gains = {one: ALSO for one, others in self.also.items() if wanted & set(others)}
        return {**gains, **{one: SQUARELY for one, own in self.primary.items() if wanted & set(own)}}


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


def imported_listings(feed: Path, recogniser: Recogniser, build_dir: Path) -> list[Listing]:
    """The feed as the importer takes it in, labelled by this recogniser; its store is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/measure.sqlite3")
        migrate(engine)
        sessions = session_factory(engine)
        import_file(sessions, feed, label=Labeller.load(build_dir, recogniser))
        with sessions() as session:
            listings = load_listings(session)
        engine.dispose()
    return listings


def labelling_lines(listings: Sequence[Listing], labels: Labels) -> Iterator[str]:
    """How well the services' own texts told what they answer."""
    said = {(one.id, need) for one in listings for need, sure in one.needs if sure >= LABELLED_FROM}
    true = {(one.id, need) for one in listings for need in labels.primary.get(one.id, ())}
    useful = true | {(one.id, need) for one in listings for need in labels.also.get(one.id, ())}
    both = len(said & true)
    yield f"Service needs: precision {both / max(1, len(said)):.3f}, recall {both / max(1, len(true)):.3f}"
    yield f"  of those said, squarely or also right {len(said & useful) / max(1, len(said)):.3f}"
    labelled = [one for one in listings if labels.primary.get(one.id)]
    first = [hit([need for need, _ in one.needs], labels.primary[one.id], 1) for one in labelled]
    third = [hit([need for need, _ in one.needs], labels.primary[one.id], 3) for one in labelled]
    yield f"  strongest need right {share(first):.3f}, right among its first three {share(third):.3f}"


def services_lines(
    name: str, recogniser: Recogniser, listings: Sequence[Listing], labels: Labels, all_: Sequence[Measured]
) -> Iterator[str]:
    """Services found by Signpost, over all and by need, beside Signpost told the needs and the plain ways."""
    asked = [one for one in all_ if labels.answered() & set(one.needs)]
    texts = [one.text for one in asked]
    finder = Finder(recogniser, Fixed(listings), postcodes=None, council_code="")
    found = [_ids(finder, one) for one in asked]
    yield (
        f"Right service of {len(listings)}, {len(asked)} {name} situations"
        f" {'':<2}first{'':<17}among three{'':<11}nDCG@10"
    )
    yield _row("Signpost", found, asked, labels)
    told = [_ids(finder, one, one.needs) for one in asked]
    yield _row("Signpost, told the needs", told, asked, labels)
    yield _row("RapidFuzz token_set_ratio", baselines.by_rapidfuzz(texts, listings), asked, labels)
    yield _row("SQLite FTS5, bm25", baselines.by_full_text(texts, listings), asked, labels)
    yield _row("universal encoder alone", baselines.by_universal_encoder(texts, listings), asked, labels)
    yield _row("MiniLM alone", baselines.by_minilm(texts, listings), asked, labels)
    for need in dict.fromkeys(one.needs[0] for one in asked):
        chosen = [place for place, one in enumerate(asked) if one.needs[0] == need]
        own = [found[place] for place in chosen]
        yield _row(f"  {need} ({len(chosen)})", own, [asked[place] for place in chosen], labels)


def _ids(finder: Finder, one: Measured, needs: Sequence[str] | None = None) -> list[str]:
    return [match.id for match in finder.find(one.text, needs=needs, limit=PLACES).services]


def _row(name: str, found: Found, asked: Sequence[Measured], labels: Labels) -> str:
    gains = [labels.gains(one.needs) for one in asked]
    right = [{one for one, gain in row.items() if gain == SQUARELY} for row in gains]
    pairs = list(zip(found, right, strict=True))
    return line(
        name,
        [hit(ids, wanted, 1) for ids, wanted in pairs],
        [hit(ids, wanted, 3) for ids, wanted in pairs],
        [ndcg(ids, row) for ids, row in zip(found, gains, strict=True)],
    )
