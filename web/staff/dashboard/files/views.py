"""The files of the numbers: what the page shows, with the same address, the same rights, the same figures."""

from datetime import date

from flask import Response, abort

from web.clock import now
from web.numbers.chosen import FILTERS
from web.numbers.targets import levels
from web.paper.about import about as about_paper
from web.parts import parts
from web.staff.charts.drawing import file
from web.staff.dashboard.dashboard import PACKED, PARTS
from web.staff.dashboard.files.pack import pack as pack_of
from web.staff.dashboard.files.values import csv_of
from web.staff.dashboard.files.workbook import About
from web.staff.dashboard.files.workbook import workbook as workbook_of
from web.staff.dashboard.looking import looking, made_part, made_table
from web.staff.dashboard.parts.look import Look
from web.templating import contacts_are_invented, day, local_time
from web.words.book import words

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_file(name: str, table: str) -> Response:
    """A table as CSV."""
    with looking() as look:
        made = made_table(look, name, table)
        return _attached(csv_of(made), "text/csv; charset=utf-8", _called(look, name, table, "csv"))


def picture(name: str, table: str) -> Response:
    """A table's chart as SVG."""
    with looking() as look:
        made = made_table(look, name, table)
        if made.chart is None:
            abort(404)
        return _attached(file(made.chart), "image/svg+xml", _called(look, name, table, "svg"))


def workbook(name: str) -> Response:
    """A part as a spreadsheet."""
    with looking() as look:
        made = made_part(look, name)
        about = About(made.title, lines_about(look), look.reader.moment)
        return _attached(workbook_of(made, about), _XLSX, _called(look, name, "", "xlsx"))


def pack() -> Response:
    """The board pack."""
    with looking() as look:
        made = [PARTS[name](look) for name in PACKED]
        lines, name = lines_about(look), _called(look, "board-pack", "", "pdf")
    settings, moment = parts().settings, now()
    about = about_paper(
        words("dashboard")["pack"]["title"], settings, moment, invented=contacts_are_invented()
    )
    return _attached(pack_of(about, lines, made, levels(settings.targets_file)), "application/pdf", name)


def lines_about(look: Look) -> list[tuple[str, str]]:
    """What a file is of: whose, which period and filters, when it was made, what is hidden."""
    said, chosen = words("dashboard"), look.chosen
    about = said["about"]
    lines = [(about["period"], _period(chosen.first, chosen.last))]
    if look.earlier:
        lines.append((about["compared"], _period(look.earlier.first, look.earlier.last)))
    lines += [
        (said["filters"][name], look.called(name, value))
        for name in FILTERS
        if (value := getattr(chosen, name))
    ]
    lines += [
        (about["made"], local_time(look.reader.moment)),
        (about["council"], parts().settings.council_name),
    ]
    lines.append((said["counted_on"], ""))
    if chosen.is_fine:
        lines.append((said["small_note"], ""))
    if waiting := look.reader.waiting():
        lines.append((said["waiting"].replace("{number}", f"{waiting:,}"), ""))
    if contacts_are_invented():
        lines.insert(0, (about["invented"], ""))
    return lines


def _period(first: date, last: date) -> str:
    return f"{day(first)} {words('dashboard')['about']['to']} {day(last)}"


def _called(look: Look, part: str, table: str, ending: str) -> str:
    mark = ("demonstration",) if contacts_are_invented() else ()
    period = f"{look.chosen.first}-to-{look.chosen.last}"
    return "-".join(filter(None, ("signpost", *mark, part, table.replace("_", "-"), period))) + f".{ending}"


def _attached(body: bytes, kind: str, name: str) -> Response:
    answer = Response(body, content_type=kind)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
