"""A table as a file of values (CSV), safe to open in a spreadsheet."""

import csv
from io import StringIO

from web.spreadsheets import harmless
from web.staff.dashboard.table import Cell, Table, text


def csv_of(table: Table) -> bytes:
    """The table's heads and rows, hidden numbers as the words that say so. With the mark that Excel wants."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([guarded(text(each)) for each in (table.head, *table.columns)])
    for row in table.rows:
        writer.writerow([guarded(each) for each in (text(row.head), *row.cells)])
    return out.getvalue().encode("utf-8-sig")


def guarded(cell: Cell) -> str:
    """The cell as bare text, harmless in a spreadsheet; a number keeps its minus."""
    return cell.plain if cell.is_number else harmless(cell.plain)
