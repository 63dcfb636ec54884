"""`python -m web cld`: the rows of the national return into a file, for whoever runs it at a terminal."""

import argparse
from datetime import date
from pathlib import Path

from bot.whole_files import write_whole
from web.clock import local_day, now
from web.database import ContactsStore
from web.exceptions import WebError
from web.outbox.client_level.periods import LONGEST_DAYS, Period, chosen
from web.settings import WebSettings
from web.staff.client_level.drawing import Drawn, What, draw, file_of, note
from web.store.demonstration import is_invented


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds this command to those of `python -m web`."""
    cld = commands.add_parser("cld", help="write requests that ended in a period as Client Level Data")
    cld.add_argument("--from", dest="first", required=True, help="the first day, such as 2026-07-01")
    cld.add_argument("--to", dest="last", required=True, help="the last day, such as 2026-09-30")
    cld.add_argument("--out", type=Path, required=True, help="the file to write; it must not be there yet")
    cld.add_argument("--failing", type=Path, help="a second file, for the rows that would fail, and why")
    cld.add_argument("--passing-only", action="store_true", help="leave out rows that would fail")


def run(asked: argparse.Namespace, store: ContactsStore, settings: WebSettings) -> int:
    """Writes the file or files and says what is in them; WebError says why it cannot."""
    period = _period(asked, settings)
    for file in filter(None, (asked.out, asked.failing)):
        _check_place(file)
    if asked.out == asked.failing:
        raise WebError("--out and --failing must be two files.")
    what = What.PASSING if asked.passing_only else What.ROWS
    with store.reading() as session:
        invented = is_invented(session)
        drawn = draw(session, settings, period)
    files = {asked.out: what} | ({asked.failing: What.FAILING} if asked.failing else {})
    for file, kind in files.items():
        content = file_of(drawn, settings, kind)
        # Written down first: rather a line in the trail without a file than a file without a line.
        with store.writing() as session:
            note(session, settings, drawn, kind, content, by=None, moment=now())
        write_whole(file, content)
    _tell(drawn, asked, invented)
    return 0


def _period(asked: argparse.Namespace, settings: WebSettings) -> Period:
    if not settings.outbox.client_level.code:
        raise WebError(
            "Set CLD_COUNCIL_CODE to the council's three figures in social care collections first."
        )
    try:
        days = (date.fromisoformat(asked.first), date.fromisoformat(asked.last))
    except ValueError:
        raise WebError("A day reads like 2026-07-01.") from None
    period = chosen(local_day(now(), settings.time_zone), "", *(day.isoformat() for day in days))
    if period is None:
        raise WebError(
            f"The last day must be over, not before the first, and at most {LONGEST_DAYS} days on."
        )
    return period


def _check_place(file: Path) -> None:
    if file.exists():
        raise WebError(f"{file.name} is there already. Nothing was written; choose another name.")
    if not file.parent.is_dir():
        raise WebError(f"There is no folder {file.parent} for {file.name}.")


def _tell(drawn: Drawn, asked: argparse.Namespace, invented: bool) -> None:
    if invented:
        print("Everybody in this store is invented: never send these rows.")
    written = len(drawn.rows) - (drawn.rows_failing if asked.passing_only else 0)
    print(f"Wrote {written} requests to {asked.out.name}; {drawn.left_out} were left out.")
    print(f"{drawn.rows_failing} of {len(drawn.rows)} would fail as they are.")
    if drawn.failing and not asked.failing:
        print("Add --failing FILE for the list of them.")
