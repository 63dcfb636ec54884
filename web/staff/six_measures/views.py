"""Norfolk's six measures: what is counted here, what managers bring from other systems, and its versions."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.clock import local_day, now
from web.database import Transaction
from web.models.figures import FigureVersion
from web.numbers.months import before, written
from web.numbers.six.feed import COLUMNS, Problem, feed_file, read_feed
from web.numbers.six.history import Version, changed, standing
from web.numbers.six.register import six_measures
from web.parts import parts
from web.resident.said import nonce, nonce_of
from web.security.row_numbers import row_number
from web.staff.charts.drawing import for_page
from web.staff.dashboard.dashboard import PARTS
from web.staff.session import me
from web.staff.six_measures.charting import chart_of
from web.staff.six_measures.example import example_file
from web.staff.six_measures.reading import read_six
from web.store import figures, staff
from web.words.book import words

blueprint = Blueprint("six", __name__, url_prefix="/staff/numbers/norfolk")
MONTHS_TO_FILL = 12
MOST_PROBLEMS = 200


@blueprint.get("")
def measures() -> str:
    """The six measures; ?done= says what was just done, ?version= with which version."""
    return _page(done=request.args.get("done"), done_with=request.args.get("version", type=row_number))


@blueprint.post("")
def upload() -> Response | tuple[str, int]:
    """Takes a file of figures in, whole or not at all. The same file again changes nothing."""
    sent = request.files.get("file")
    content = sent.read() if sent else b""
    if not content:
        return _page(problems=(Problem(None, None, "no_file"),)), 422
    moment = now()
    if content == example_file().encode():
        return _page(problems=(Problem(None, None, "example"),)), 422
    read = read_feed(content, six_measures(), _today(moment).replace(day=1))
    if read.problems:
        return _page(problems=read.problems), 422
    checksum = sha256(content).hexdigest()
    with parts().store.writing() as store:
        made = figures.add(store, read.values, checksum, me().id, moment)
        if made is None:
            there = figures.by_checksum(store, checksum)
            return _back("here_already", there.id if there else None)
        _note(store, "brought_figures", made)
        return _back("taken", made.id)


@blueprint.get("/versions/<int:number>")
def version(number: int) -> str:
    """What one version says, beside what stands now."""
    with parts().store.reading() as store:
        found = figures.versions(store)
        names = staff.names(store)
    shown = next((each for each in found if each.id == number), None) or abort(404)
    all_ = figures.plain(found)
    return render_template(
        "staff/six_measures/version.html", version=shown, names=names, known=six_measures(),
        values=sorted(_said(all_, number), key=lambda each: (each.month, each.measure)),
        differs=_differs(all_, number), newest=found[-1].id == number, nonce=nonce(None),
        say=words("six_measures"), written=written,
    )  # fmt: skip


@blueprint.post("/versions/<int:number>/restore")
def restore(number: int) -> Response:
    """Lets everything stand as it did after this version. The same form again changes nothing."""
    key = nonce_of(nonce(request.form.get("nonce")), "restore", str(number))
    with parts().store.writing() as store:
        found = figures.versions(store)
        if all(each.id != number for each in found):
            abort(404)
        if not _differs(figures.plain(found), number):
            return _back("stands_already", number)
        made = figures.go_back(store, number, key, me().id, now())
        if made is not None:
            _note(store, "restored_figures", made)
    return _back("restored", number)


@blueprint.get("/figures.csv")
def to_fill_in() -> Response:
    """The last twelve months as a file to fill in, with what stands in it."""
    this_month = _today(now()).replace(day=1)
    with parts().store.reading() as store:
        stands = standing(figures.plain(figures.versions(store)))
    months = [before(this_month, back) for back in range(MONTHS_TO_FILL, 0, -1)]
    return _csv(feed_file(stands, six_measures(), months), "six-measures-figures.csv")


@blueprint.get("/example.csv")
def example() -> Response:
    """A file with invented figures, to see how it is done. It is not taken when it is uploaded."""
    return _csv(example_file(), "six-measures-example.csv")


@blueprint.get("/table.csv")
def table() -> Response:
    """Everything on the page as one table."""
    moment = now()
    with parts().store.reading() as store:
        stands = standing(figures.plain(figures.versions(store)))
        shown = read_six(store, stands, moment, parts().settings)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("measure", "counted_by", "month", "number", "out_of", "value", "per", "target"))
    for each in shown:
        for series in each.series:
            for month in series.months:
                value = "" if month.value is None else f"{month.value:.2f}"
                by = "signpost" if series.live else "upload"
                cells = (month.number, month.out_of, value, series.per, month.target)
                writer.writerow(
                    (each.measure.id, by, written(month.first), *("" if c is None else c for c in cells))
                )
    return _csv(out.getvalue(), "six-measures.csv")


def _page(problems: Sequence[Problem] = (), **more: Any) -> str:
    moment = now()
    with parts().store.reading() as store:
        found = figures.versions(store)
        stands = standing(figures.plain(found))
        shown = read_six(store, stands, moment, parts().settings)
        names = staff.names(store)
    return render_template(
        "staff/six_measures/measures.html", **{"done": None, "done_with": None, **more}, shown=shown,
        versions=list(reversed(found)), names=names, problems=problems[:MOST_PROBLEMS],
        more_problems=max(0, len(problems) - MOST_PROBLEMS), columns=COLUMNS, written=written,
        say=words("six_measures"), page=words("dashboard"), known=six_measures(), chart_of=chart_of,
        draw=for_page, parts=PARTS, part=None, query={},
    )  # fmt: skip


def _said(all_: Sequence[Version], number: int) -> list[Any]:
    return [value for each in all_ if each.number == number for value in each.values]


def _differs(all_: Sequence[Version], number: int) -> int:
    """How much would change if all stood as it did after this version."""
    return changed(standing(all_), standing(all_, upto=number))


def _today(moment: datetime) -> Any:
    return local_day(moment, parts().settings.time_zone)


def _note(store: Transaction, action: str, made: FigureVersion) -> None:
    staff.note(store, action, staff_user_id=me().id, subject="figure_version", subject_id=made.id)


def _csv(text: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype="text/csv", headers=headers)


def _back(done: str, number: int | None) -> Response:
    return redirect(url_for("six.measures", done=done, version=number) + "#bring", 303)
