"""Taking feeds into the directory: whole or not at all, and the same however often it is done."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from directory.database import SessionFactory
from directory.exceptions import FeedUnreadable
from directory.intake.labelling import Label
from directory.intake.naming import edition_of, given_name, name_of_address, slug
from directory.intake.plan import Errand
from directory.intake.report import ImportReport
from directory.intake.running import Started, Way, failure_kept, read_fetched, run
from directory.intake.taking import Locate, Means, complete, take_in
from directory.models.service import Source
from directory.models.source import FeedSource
from directory.openreferral.feed import read_feed
from directory.openreferral.repairs import OnLand, Soundness
from directory.openreferral.rows import FeedRow, read_feed_file
from directory.queries import owners, sources
from directory.queries.sources import SourceSpec
from directory.sources.answers import AnswerRefused, Asker, SourceBusy, SourceFailed
from directory.sources.asking import Asking
from directory.sources.keeping import KeptRun, on_disk, only_one
from directory.sources.live import Fetched, check_address, fetch, is_live
from directory.sources.manners import Manners

__all__ = [
    "ImportReport",
    "Label",
    "Locate",
    "Wishes",
    "complete_services",
    "import_address",
    "import_file",
    "import_rows",
]


@dataclass(frozen=True)
class Wishes:
    """What somebody may ask of an import. None leaves what is known of the source already."""

    source: str | None = None
    trust: float | None = None
    every: float | None = None
    partial: bool | None = None
    allow_shrinking: bool = False


def import_file(
    sessions: SessionFactory,
    path: Path,
    *,
    label: Label | None = None,
    locate: Locate | None = None,
    on_land: OnLand | None = None,
    wishes: Wishes | None = None,
) -> ImportReport:
    """Take in a file, folder or zip. FeedUnreadable, before anything is touched, where it is no feed."""
    wishes = wishes or Wishes()
    given = given_name(wishes.source) if wishes.source else None
    against = Soundness(on_land=on_land)
    with failure_kept(sessions, given or slug(path.stem)):
        fetched = Fetched(read_feed_file(path))
        if not fetched.gathered.rows:
            raise FeedUnreadable(f"{path.name} lists no services; the directory is as it was.")
    name = given or _name_of_file(sessions, path, fetched, against)
    way = Way(Means(label, locate), against, wishes.allow_shrinking, may_be_copy=True)
    live = None if given else _live_source(sessions, name)
    if live:  # a file may be its newer edition; the next one is still to be had where it always was
        fetched = replace(
            fetched, gathered=replace(fetched.gathered, shape=live.shape or fetched.gathered.shape)
        )
    address = live.address if live else str(path.resolve())
    return run(sessions, _spec(name, address, wishes), lambda _started: fetched, way)


def import_address(
    sessions: SessionFactory,
    address: str,
    folder: Path,
    *,
    label: Label | None = None,
    locate: Locate | None = None,
    on_land: OnLand | None = None,
    wishes: Wishes | None = None,
    manners: Manners | None = None,
) -> ImportReport:
    """Take in a live source. What is fetched is kept below `folder` until the run is done.

    SourceFailed or FeedUnreadable, with the directory as it was, where the source cannot be had whole.
    """
    wishes = wishes or Wishes()
    check_address(address)
    name = given_name(wishes.source) if wishes.source else name_of_address(address)
    way = Way(Means(label, locate), Soundness(on_land=on_land), wishes.allow_shrinking)
    live = _Live(folder / name, address, manners or Manners())
    with only_one(folder / name, name):
        report = run(sessions, _spec(name, address, wishes), live.fetch, way)
        live.finish()
    return report


def import_rows(
    sessions: SessionFactory,
    entries: Sequence[FeedRow],
    source: Source,
    *,
    label: Label | None = None,
    locate: Locate | None = None,
) -> ImportReport:
    """Take in entries that come from no feed, in one transaction: the demonstration, the helplines.

    Without `label` or `locate` services stay without needs or coordinates until an import that has them.
    """
    return take_in(sessions, read_feed(entries), Errand(source), Means(label, locate))


def complete_services(sessions: SessionFactory, *, label: Label | None, locate: Locate | None) -> int:
    """Give services the needs and places the coordinates that earlier imports left out; how many got some."""
    return complete(sessions, Means(label, locate))


class _Live:
    """The fetching of one live source, and the answers it keeps."""

    def __init__(self, folder: Path, address: str, manners: Manners) -> None:
        self._folder, self._address, self._manners = folder, address, manners
        self._kept: KeptRun | None = None

    def fetch(self, started: Started) -> Fetched:
        """Everything the source has; what a stopped run fetched is not asked for again."""
        max_age = self._manners.kept_hours * 3600
        with on_disk():
            kept = KeptRun(self._folder, self._address, started.run_id, started.unfinished, max_age)
        self._kept = kept
        with on_disk(), Asker(self._manners) as asker, self._thrown_away_if_senseless(kept):
            return fetch(Asking(asker, kept), self._address, started.shape)

    def finish(self) -> None:
        """What was fetched is in the directory."""
        if self._kept:
            with on_disk():
                self._kept.finish()

    @contextmanager
    def _thrown_away_if_senseless(self, kept: KeptRun) -> Iterator[None]:
        """Answers that led nowhere must not be used again; those of a source that failed half way may."""
        try:
            yield
        except (SourceBusy, AnswerRefused):
            raise
        except SourceFailed:
            kept.discard()
            raise


def _name_of_file(sessions: SessionFactory, path: Path, fetched: Fetched, against: Soundness) -> str:
    """The source's own name where there is one of the file's; else the source it is a newer edition of."""
    name = slug(path.stem)
    with sessions() as session:
        if sources.get_source(session, name) is None:
            return edition_of(read_fetched(fetched, against), owners.known_services(session)) or name
    return name


def _live_source(sessions: SessionFactory, name: str) -> FeedSource | None:
    """The source of that name, where it is one that is read over the network."""
    with sessions() as session:
        source = sources.get_source(session, name)
    return source if source and is_live(source.address) else None


def _spec(name: str, address: str, wishes: Wishes) -> SourceSpec:
    return SourceSpec(name, address, wishes.trust, wishes.every, wishes.partial)
