"""The rows of the return, and the list of those that would fail, as CSV. Pure."""

import csv
import io
from collections.abc import Mapping, Sequence

from web.outbox.client_level.checks import Failure, has_its_form
from web.outbox.client_level.rows import Row
from web.outbox.client_level.specification import Specification
from web.spreadsheets import harmless


def rows_file(spec: Specification, rows: Sequence[Row]) -> bytes:
    """The rows as the return takes them: its column names, no mark at the beginning.

    A value that has not the form of its column is left out: its row is listed as failing, and whoever opens
    the file in a spreadsheet runs nothing that somebody typed into a record.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([each.name for each in spec.columns])
    for row in rows:
        writer.writerow(
            [row.cells[each.id] if has_its_form(each, row.cells[each.id]) else "" for each in spec.columns]
        )
    return out.getvalue().encode()


def failing_file(failing: Sequence[Failure], sentences: Mapping[str, str]) -> bytes:
    """The list for people: reference, column, value, rule, and what the rule says."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("reference", "column", "value", "rule", "why"))
    for each in failing:
        writer.writerow((each.reference, each.column, harmless(each.value), each.rule, sentences[each.rule]))
    return out.getvalue().encode("utf-8-sig")
