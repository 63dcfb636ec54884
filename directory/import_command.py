"""`python -m directory import`, `refresh`, `sources` and `runs`: feeds in, and what became of them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path

from stamina.instrumentation import set_on_retry_hooks

from directory.built import BuiltThings
from directory.database import SessionFactory, migrate, open_engine, session_factory
from directory.exceptions import DirectoryError, FeedUnreadable
from directory.import_words import print_report, print_run, print_runs, print_sources
from directory.importing import ImportReport, Wishes, import_address, import_file
from directory.models.source import FeedSource
from directory.queries import sources
from directory.settings import DirectorySettings
from directory.sources.live import is_live
from directory.sources.manners import Manners

DID, COULD_NOT = 0, 1
FEEDS = "feeds"  # below VAR_DIR: what was fetched and is not in the directory yet


def add_import_arguments(parser: ArgumentParser) -> None:
    """The arguments of `import`."""
    parser.add_argument(
        "address",
        metavar="URL|FILE",
        help="a live API, or a file: JSON, a folder of its pages, a folder or .zip of HSDS tables, a .csv",
    )
    parser.add_argument(
        "--source", metavar="NAME", help="what to call it (the file's name or the URL's host)"
    )
    parser.add_argument("--trust", type=_share, metavar="0..1", help="how far it is trusted (1)")
    parser.add_argument("--every", type=_hours, metavar="HOURS", help="let refresh import it so often")
    parser.add_argument(
        "--partial", action="store_true", default=None, help="it lists only a part: nothing in it can vanish"
    )
    parser.add_argument(
        "--allow-shrinking", action="store_true", help="it is right that more than half of its services went"
    )


def add_sources_arguments(parser: ArgumentParser) -> None:
    """The arguments of `sources`."""
    parser.add_argument("--stop", metavar="NAME", help="refresh this one no more")
    parser.add_argument("--resume", metavar="NAME", help="refresh it again")


def add_runs_arguments(parser: ArgumentParser) -> None:
    """The arguments of `runs`."""
    parser.add_argument("run", nargs="?", type=int, metavar="NUMBER", help="one run, with every reason")
    parser.add_argument("--source", metavar="NAME", help="of this source alone")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="at most so many (20)")


@dataclass(frozen=True)
class Importer:
    """Everything an import needs, opened once."""

    sessions: SessionFactory
    built: BuiltThings
    settings: DirectorySettings

    @classmethod
    def open(cls, settings: DirectorySettings) -> Importer:
        """Ready to import; an empty store is migrated first."""
        # Retries are told in the one sentence at the end; a line for each would bury the progress bar.
        set_on_retry_hooks(())
        return cls(_sessions(settings), BuiltThings.open(settings.build_dir), settings)

    def take(self, address: str, wishes: Wishes) -> ImportReport:
        """Import an address, live or on disk."""
        if not is_live(address):
            means = self.built.label, self.built.locate, self.built.on_land
            label, locate, on_land = means
            return import_file(
                self.sessions, Path(address), label=label, locate=locate, on_land=on_land, wishes=wishes
            )
        return import_address(
            self.sessions,
            address,
            self.settings.var_dir / FEEDS,
            label=self.built.label,
            locate=self.built.locate,
            on_land=self.built.on_land,
            wishes=wishes,
            manners=replace(Manners(), agent=agent_for(self.settings.area.council_name)),
        )


def agent_for(council: str) -> str:
    """Who we say we are. A header can hold plain letters alone."""
    plain = "".join(letter for letter in council if letter.isascii() and letter.isprintable())
    return f"{Manners.agent} (for {plain})" if plain else Manners.agent


def run_import(args: Namespace, settings: DirectorySettings) -> int:
    """Import one address and say what it did."""
    importer = Importer.open(settings)
    wishes = Wishes(args.source, args.trust, args.every, args.partial, args.allow_shrinking)
    report = importer.take(args.address, wishes)
    print_report(report, sys.stdout)
    importer.built.say_missing(sys.stdout)
    return DID if report.taken else COULD_NOT


def run_refresh(_args: Namespace, settings: DirectorySettings) -> int:
    """Import every source that is due."""
    return refresh_due(settings)


def refresh_due(settings: DirectorySettings) -> int:
    """Import every source that is due, for cron and the worker; one that fails keeps no other waiting."""
    importer = Importer.open(settings)
    with importer.sessions() as session:
        due = sources.due_sources(session, datetime.now(timezone.utc))
    sys.stdout.write(f"{len(due)} sources are due.\n")
    return COULD_NOT if [each for each in due if not refresh_one(importer, each)] else DID


def refresh_one(importer: Importer, source: FeedSource) -> bool:
    """Import a source from where it always comes from; whether it came."""
    try:
        report = importer.take(source.address, Wishes(source=source.id))
    except DirectoryError as problem:
        sys.stderr.write(f"{source.id}: {problem}\n")
        return False
    sys.stdout.write(f"{source.id}: ")
    print_report(report, sys.stdout)
    return bool(report.taken)


def run_sources(args: Namespace, settings: DirectorySettings) -> int:
    """List the sources; with --stop or --resume, say whether one is refreshed by the clock."""
    sessions = _sessions(settings)
    for name, enabled in ((args.stop, False), (args.resume, True)):
        if name:
            with sessions.begin() as session:
                if not sources.set_source(session, name, {"enabled": enabled}):
                    raise FeedUnreadable(f"There is no source called {name}; sources lists them.")
    with sessions() as session:
        print_sources(sources.all_sources(session), sys.stdout)
    return DID


def run_runs(args: Namespace, settings: DirectorySettings) -> int:
    """List the newest runs, or tell one in full."""
    with _sessions(settings)() as session:
        if args.run is None:
            print_runs(sources.runs(session, args.source, max(1, args.limit)), sys.stdout)
            return DID
        run = sources.get_run(session, args.run)
        if run is None:
            raise FeedUnreadable(f"There is no run {args.run}; runs lists them.")
        print_run(run, sys.stdout)
    return DID


def _sessions(settings: DirectorySettings) -> SessionFactory:
    engine = open_engine(settings.database_url)
    migrate(engine)
    return session_factory(engine)


def _share(written: str) -> float:
    try:
        number = float(written)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise ArgumentTypeError("it must be a number from 0 to 1, such as 0.8")
    return number


def _hours(written: str) -> float:
    try:
        number = float(written)
    except ValueError:
        number = 0.0
    if not 0.1 <= number <= 24 * 366:
        raise ArgumentTypeError("it must be a number of hours, such as 24")
    return number
