"""`python -m directory export`: the open data into a file, or onto standard output."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from directory.exceptions import ExportFailed
from directory.export_files import FORMATS, exported, write_whole
from directory.publisher import Publisher
from directory.settings import DirectorySettings

DID = 0


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `export`."""
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="where to; without it, standard output"
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="json",
        help="Open Referral UK 3 as JSON (the default), as a .zip of CSV tables, or version 1",
    )


def run_export(args: Namespace, settings: DirectorySettings) -> int:
    """Write every published service."""
    content = exported(Publisher.open(settings), args.format)
    if args.file is not None:
        write_whole(args.file, content)
        sys.stdout.write(f"{args.file.name} is written ({len(content):,} bytes).\n")
    elif args.format == "csv" and sys.stdout.isatty():
        raise ExportFailed(
            "A .zip is nothing to show; name the file: python -m directory export FILE --format csv"
        )
    else:
        sys.stdout.buffer.write(content)
    return DID
