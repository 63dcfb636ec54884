"""The directory's command line: reads the arguments, calls one function, prints what it did."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from directory import export_command, import_command, match_command, validate_command
from directory.built import BuiltThings
from directory.checking import check_directory
from directory.copying import copy_store
from directory.database import is_migrated, migrate, open_engine, session_factory
from directory.demonstration.expand import demonstration_feed
from directory.exceptions import DirectoryError
from directory.helplines.expand import helplines_feed
from directory.importing import complete_services, import_rows
from directory.models.service import Source
from directory.models.tables import metadata
from directory.needs.artefact import model_path
from directory.openreferral.rows import rows_of
from directory.postcode_index import build_postcode_index
from directory.queries import counts
from directory.settings import DirectorySettings

DID, COULD_NOT = 0, 1
# Training needs libraries that take seconds to load; the other commands are not made to wait for them.
TRAINER = "directory.needs.building"

Command = Callable[[argparse.Namespace, DirectorySettings], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code, with one sentence on standard error where it is not 0."""
    args = _parser().parse_args(arguments)
    command: Command = args.command
    try:
        return command(args, DirectorySettings.from_env())
    except DirectoryError as error:
        sys.stderr.write(f"{error}\n")
        return COULD_NOT
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; the directory is as it was.\n")
        return COULD_NOT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m directory", description="The directory of services.")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def verb(name: str, command: Command, words: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=words, description=words)
        added.set_defaults(command=command)
        return added

    feed = verb("import", import_command.run_import, "take in an Open Referral UK feed, whole or not at all")
    import_command.add_import_arguments(feed)
    verb("refresh", import_command.run_refresh, "import every source that is due")
    known = verb("sources", import_command.run_sources, "the feeds side by side")
    import_command.add_sources_arguments(known)
    runs = verb("runs", import_command.run_runs, "what each import did, with the reasons")
    import_command.add_runs_arguments(runs)
    export = verb("export", export_command.run_export, "give the published services out (Open Referral UK)")
    export_command.add_arguments(export)
    validate = verb(
        "validate", validate_command.run_validate, "hold an API or a file against Open Referral UK 3"
    )
    validate_command.add_arguments(validate)
    match = verb("match", match_command.run_match, "words in, needs and services out")
    match_command.add_arguments(match)
    verb("migrate", _migrate, "bring the directory's tables up to date")
    copy = verb("copy-to", _copy_to, "copy the directory's store to an empty one, with nobody at work")
    copy.add_argument(
        "address", help="such as postgresql+psycopg://signpost_directory@db.example.org/directory"
    )
    verb("build", _build, "make the postcode index and train the recogniser of needs, where not done yet")
    verb("demo", _demo, "put the demonstration directory into an empty store")
    verb("check", _check, "count services, and show which needs have too few")
    return parser


def _migrate(_args: argparse.Namespace, settings: DirectorySettings) -> int:
    migrate(open_engine(settings.database_url))
    print("The directory's tables are up to date.")
    return DID


def _copy_to(args: argparse.Namespace, settings: DirectorySettings) -> int:
    here, there = open_engine(settings.database_url), open_engine(args.address)
    for engine in (here, there):
        migrate(engine)
    copied = copy_store(here, there, metadata(), own=["directory_state"])
    print(f"Copied {copied.rows} rows of {copied.tables} tables, read back and the same.")
    return DID


def _build(_args: argparse.Namespace, settings: DirectorySettings) -> int:
    """Also gives earlier imports what they had to leave out while nothing was built."""
    made = build_postcode_index(settings.build_dir)
    print("The postcode index is made." if made else "The postcode index is there already.", flush=True)
    made = not model_path(settings.build_dir).is_file() and import_module(TRAINER).build_recogniser(
        settings.build_dir
    )
    print("The recogniser is trained." if made else "The recogniser is up to date.", flush=True)
    engine = open_engine(settings.database_url)
    if is_migrated(engine):
        migrate(engine)  # after an update, the store of the version before
        built = BuiltThings.open(settings.build_dir)
        completed = complete_services(session_factory(engine), label=built.label, locate=built.locate)
        print(f"{completed} services and places of earlier imports were completed.")
    return DID


def _demo(_args: argparse.Namespace, settings: DirectorySettings) -> int:
    engine = open_engine(settings.database_url)
    migrate(engine)
    sessions = session_factory(engine)
    with sessions() as session:
        if counts.has_local_services(session):
            print("The directory holds services already; the demonstration stays out.")
            return DID
    built = BuiltThings.open(settings.build_dir)
    for source, feed in ((Source.HELPLINE, helplines_feed()), (Source.DEMONSTRATION, demonstration_feed())):
        report = import_rows(sessions, rows_of(feed), source, label=built.label, locate=built.locate)
        print(f"{report.added} services taken in ({source.value}).")
    built.say_missing(sys.stdout)
    return DID


def _check(_args: argparse.Namespace, settings: DirectorySettings) -> int:
    engine = open_engine(settings.database_url)
    migrate(engine)
    with session_factory(engine)() as session:
        for line in check_directory(session):
            print(line)
    return DID
