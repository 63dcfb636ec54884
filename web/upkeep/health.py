"""The health of the directory as a page and as a table to take away: every number with what it is out of."""

import csv
from collections.abc import Iterator
from io import StringIO

from flask import Blueprint, Response, render_template

from directory.freshness.health import Share
from directory.freshness.report import SEVERAL_PLACES, Health
from web.keeping_true import keeper
from web.spreadsheets import harmless
from web.words.book import words
from web.words.needs import need_labels

Row = tuple[str, str, int, int | None]


def health() -> str:
    """The page."""
    found = keeper().health(list(need_labels()))
    return render_template("upkeep/health.html", health=found, thin=thin_by_need(found), labels=need_labels())


def health_csv() -> Response:
    """The same numbers as CSV."""
    found = keeper().health(list(need_labels()))
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(("measure", "name", "number", "out of", "percent"))
    for measure, name, number, whole in rows_of(found):
        percent = Share(number, whole).percent if whole is not None else None
        shown = "" if percent is None else f"{percent:.1f}"
        # Names of towns come from other people's feeds.
        writer.writerow((measure, harmless(name), number, "" if whole is None else whole, shown))
    name = f"directory-health-{found.day.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text.getvalue(), mimetype="text/csv", headers=headers)


def rows_of(found: Health) -> Iterator[Row]:
    """Every number of the page: measure, name, number, out of."""
    sums, ages, labels = found.sums, words("upkeep")["ages"], need_labels()
    yield "checked in 90 days", "all services", sums.recent.part, sums.recent.whole
    for age, share in sums.ages.items():
        yield "last checked", ages[age.value], share.part, share.whole
    for need, share in sums.by_need.items():
        yield "checked in 90 days, by need", labels.get(need, need), share.part, share.whole
    for area, share in sums.by_area.items():
        yield "checked in 90 days, by area", area, share.part, share.whole
    for thin in sums.thin:
        label = f"{labels.get(thin.need, thin.need)} in {thin.area}"
        yield "fewer than two services", label, thin.there + thin.everywhere, None
    for each in found.unmet:
        label = labels.get(each.need_id, each.need_id)
        place = words("upkeep")["few_in_each"] if each.district == SEVERAL_PLACES else each.district
        where = f"{label} in {place}" if place else label
        yield "nothing found, last 90 days", where, each.times, found.unmet_total
    yield "dead links", "addresses looked at", found.dead_links.part, found.dead_links.whole
    yield "perhaps twice", "pairs of services", found.duplicates, None


def thin_by_need(found: Health) -> dict[str, list[str]]:
    """The areas in which each need has fewer than two services, with how many there are."""
    thin: dict[str, list[str]] = {}
    for each in found.sums.thin:
        thin.setdefault(each.need, []).append(f"{each.area} ({each.there + each.everywhere})")
    return thin


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the blueprint."""
    blueprint.add_url_rule("/health", view_func=health, methods=["GET"])
    blueprint.add_url_rule("/health.csv", view_func=health_csv, methods=["GET"])
