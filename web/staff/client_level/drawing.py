"""Draws the rows of the national return from the store, checks them, and writes down that it was done."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from web.database import Transaction
from web.models.figures import ReturnExtract
from web.outbox.client_level.checks import Failure, failures, without
from web.outbox.client_level.files import failing_file, rows_file
from web.outbox.client_level.periods import Period
from web.outbox.client_level.rows import Row, row_of
from web.settings import WebSettings
from web.store import client_level as stored
from web.store import staff
from web.words.book import words


class What(StrEnum):
    """Which file: every row, those that pass, or the list of those that would fail."""

    ROWS = "rows"
    PASSING = "passing"
    FAILING = "failing"


@dataclass(frozen=True)
class Drawn:
    """The rows of a period and what is wrong with them. `left_out`: requests that make no row."""

    period: Period
    rows: list[Row]
    failing: list[Failure]
    left_out: int

    @property
    def rows_failing(self) -> int:
        """How many rows are listed."""
        return len({each.reference for each in self.failing})


def draw(store: Transaction, settings: WebSettings, period: Period) -> Drawn:
    """The rows of the requests that ended in a period, checked."""
    client_level = settings.outbox.client_level
    spec, rows, left_out = client_level.specification, [], 0
    for ended in stored.ended(store, period, settings.time_zone):
        row = row_of(spec, ended, period, client_level.code)
        if row is None:
            left_out += 1
        else:
            rows.append(row)
    return Drawn(period, rows, failures(spec, rows, period), left_out)


def file_of(drawn: Drawn, settings: WebSettings, what: What) -> bytes:
    """The file itself."""
    spec = settings.outbox.client_level.specification
    if what is What.FAILING:
        return failing_file(drawn.failing, words("client_level")["rules"])
    return rows_file(spec, drawn.rows if what is What.ROWS else without(drawn.rows, drawn.failing))


def name_of(drawn: Drawn, what: What, *, invented: bool) -> str:
    """What the file is called: a demonstration's rows say in their name that they are nobody's."""
    kind = "failing" if what is What.FAILING else "requests"
    period = f"{drawn.period.first.isoformat()}-{drawn.period.last.isoformat()}"
    return f"{'invented-' if invented else ''}cld-{kind}-{period}.csv"


def note(
    store: Transaction, settings: WebSettings, drawn: Drawn, what: What, content: bytes, *,
    by: int | None, moment: datetime,
) -> ReturnExtract:  # fmt: skip
    """Writes down who drew what, in the list of extracts and in the audit trail."""
    extract = stored.note_extract(
        store,
        ReturnExtract(
            made_at=moment, made_by=by, first=drawn.period.first, last=drawn.period.last,
            release=settings.outbox.client_level.specification.release, what=what.value,
            rows=len(drawn.rows), failing=drawn.rows_failing, checksum=sha256(content).hexdigest(),
        ),
    )  # fmt: skip
    staff.note(
        store, "extracted_client_data", staff_user_id=by, subject="return_extract", subject_id=extract.id
    )
    return extract
