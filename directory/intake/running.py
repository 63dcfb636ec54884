"""One run of one source, written down from its start to its end, however it ends."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from directory.clock import utc_now
from directory.database import SessionFactory, begin_writing
from directory.exceptions import DirectoryError, FeedUnreadable
from directory.intake.plan import Errand
from directory.intake.report import ImportReport
from directory.intake.taking import Means, in_one_sentence, take_in
from directory.models.service import Source
from directory.models.source import Outcome
from directory.openreferral.feed import Feed, Rejected, read_feed
from directory.openreferral.repairs import Soundness
from directory.queries import sources
from directory.queries.sources import SourceSpec
from directory.sources.live import Fetched


@dataclass(frozen=True)
class Started:
    """A run that has begun. `unfinished`: this one, and those since the last that came to a good end."""

    run_id: int
    unfinished: Collection[int]
    shape: str | None
    partial: bool


@dataclass(frozen=True)
class Way:
    """How a run is done. `may_be_copy`: see Errand."""

    means: Means
    against: Soundness
    allow_shrinking: bool = False
    may_be_copy: bool = False


Fetch = Callable[[Started], Fetched]


def run(sessions: SessionFactory, spec: SourceSpec, fetch: Fetch, way: Way) -> ImportReport:
    """Fetch a source and take it in. Whatever goes wrong is written down, and raised as one sentence."""
    with in_one_sentence(), begin_writing(sessions) as session:
        source = sources.put_source(session, spec)
        run_id, unfinished = sources.start_run(session, spec.id, utc_now())
        started = Started(run_id, unfinished, source.shape, source.partial)
    try:
        return _do(sessions, spec, started, fetch(started), way)
    except DirectoryError as problem:
        refused = isinstance(problem, FeedUnreadable)
        _end(sessions, run_id, Outcome.REFUSED if refused else Outcome.FAILED, str(problem))
        raise
    except KeyboardInterrupt:
        _end(sessions, run_id, Outcome.STOPPED, "Somebody stopped it.")
        raise


@contextmanager
def failure_kept(sessions: SessionFactory, source_id: str) -> Iterator[None]:
    """Keep it as a run when a file of a source that is known already cannot be read."""
    try:
        yield
    except FeedUnreadable as problem:
        with in_one_sentence(), begin_writing(sessions) as session:
            if sources.get_source(session, source_id):
                run_id, _ = sources.start_run(session, source_id, utc_now())
                _write_down(session, run_id, Outcome.REFUSED, str(problem), None)
        raise


def read_fetched(fetched: Fetched, against: Soundness) -> Feed:
    """The services of what came; entries whose own page could not be had count as listed, and as rejected."""
    feed = read_feed(fetched.gathered.rows, against)
    refused = [Rejected(row.position, row.line, reason) for row, reason in fetched.refused]
    listed = read_feed([row for row, _ in fetched.refused], against).listed
    return replace(feed, rejected=(*feed.rejected, *refused), listed=feed.listed | listed)


def _do(
    sessions: SessionFactory, spec: SourceSpec, started: Started, fetched: Fetched, way: Way
) -> ImportReport:
    gathered = fetched.gathered
    if not gathered.rows and not fetched.refused:
        raise FeedUnreadable(f"{spec.id} lists no services; the directory is as it was.")
    feed = read_fetched(fetched, way.against)
    complete = gathered.complete and not started.partial
    errand = Errand(Source.IMPORT, spec.id, complete, way.allow_shrinking, way.may_be_copy)
    partial = ("The feed is taken as a part: what it leaves out stays as it is.",) if started.partial else ()

    def told(report: ImportReport) -> ImportReport:
        return replace(report, notes=(*gathered.notes, *partial, *report.notes), run_id=started.run_id)

    def record(session: Session, report: ImportReport) -> None:
        outcome = Outcome.DONE if report.taken else Outcome.REFUSED
        _write_down(session, started.run_id, outcome, None, told(report))
        if report.taken:
            now = {"last_good_at": utc_now(), "shape": gathered.shape}
            seen = {"etag": fetched.etag, "http_last_modified": fetched.last_modified}
            sources.set_source(session, spec.id, {**now, **seen})

    return told(take_in(sessions, feed, errand, way.means, record))


def _end(sessions: SessionFactory, run_id: int, outcome: Outcome, sentence: str) -> None:
    with in_one_sentence(), begin_writing(sessions) as session:
        _write_down(session, run_id, outcome, sentence, None)


def _write_down(
    session: Session, run_id: int, outcome: Outcome, sentence: str | None, report: ImportReport | None
) -> None:
    told: Mapping[str, Any] = {**report.counts(), "details": report.details()} if report else {}
    ended = {"outcome": outcome.value, "sentence": sentence, "finished_at": utc_now()}
    sources.finish_run(session, run_id, {**ended, **told})
