"""What an import says to the person at the terminal."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TextIO

from directory.intake.report import ImportReport
from directory.models.source import FeedSource, ImportRun
from directory.openreferral.feed import Rejected

MOST_SHOWN = 50


def print_report(report: ImportReport, out: TextIO) -> None:
    """Counts first, then the reasons."""
    out.write(
        f"{report.added} new, {report.changed} changed, {report.unchanged} unchanged,"
        f" {len(report.vanished)} vanished, {len(report.rejected)} rejected.\n"
    )
    for words in report.notes:
        out.write(f"{words}\n")
    _some(report.rejected, _entry, out)
    if report.repaired:
        out.write(f"Put right or left out ({len(report.repaired)}):\n")
        _some(report.repaired, _entry, out)
    if report.renamed:
        out.write(f"Under ids of their own, since another source has theirs ({len(report.renamed)}):\n")
        _some(report.renamed, lambda pair: f"{pair[0]} is {pair[1]}", out)
    if report.returned:
        out.write(f"Listed again after they had vanished: {report.returned}.\n")
    if report.retired:
        out.write(f"{report.retired} demonstration services are withdrawn.\n")
    if report.run_id is not None:
        out.write(f"Source {report.source_id}, run {report.run_id}.\n")


def print_sources(found: Sequence[tuple[FeedSource, int, int]], out: TextIO) -> None:
    """A paragraph each."""
    if not found:
        out.write("No feed has been imported yet.\n")
    for source, services, vanished in found:
        out.write(f"{source.id}: {services} services, {vanished} of them vanished\n")
        out.write(f"  from {source.address}\n")
        out.write(
            f"  trust {source.trust:g}, {_how_often(source)}, last good run {_when(source.last_good_at)}\n"
        )


def print_runs(found: Sequence[ImportRun], out: TextIO) -> None:
    """A line each, the newest first."""
    if not found:
        out.write("No feed has been imported yet.\n")
    for run in found:
        out.write(f"{run.id}  {_when(run.started_at)}  {run.source_id}  {run.outcome}: {_counts(run)}\n")
        if run.sentence:
            out.write(f"    {run.sentence}\n")


def print_run(run: ImportRun, out: TextIO) -> None:
    """One run with every reason that was kept."""
    print_runs([run], out)
    details: dict[str, Any] = run.details or {}
    for words in details.get("notes", []):
        out.write(f"  {words}\n")
    for kind in ("rejected", "repaired"):
        for each in details.get(kind, []):
            out.write(f"  {kind}: {_entry(Rejected(**each))}\n")
    for given, own in details.get("renamed", []):
        out.write(f"  renamed: {given} is {own}\n")
    for service_id in details.get("vanished", []):
        out.write(f"  vanished: {service_id}\n")


def _some(items: Sequence[Any], words: Callable[[Any], str], out: TextIO) -> None:
    for each in items[:MOST_SHOWN]:
        out.write(f"  {words(each)}\n")
    if len(items) > MOST_SHOWN:
        out.write(f"  and {len(items) - MOST_SHOWN} more: python -m directory runs NUMBER tells them\n")


def _entry(each: Rejected) -> str:
    at = f" (line {each.line})" if each.line else ""
    return f"entry {each.position}{at}: {each.reason}"


def _counts(run: ImportRun) -> str:
    return (
        f"{run.added} new, {run.changed} changed, {run.unchanged} unchanged,"
        f" {run.vanished} vanished, {run.returned} back again, {run.rejected} rejected"
    )


def _how_often(source: FeedSource) -> str:
    if not source.enabled:
        return "stopped"
    return "by hand" if source.refresh_hours is None else f"every {source.refresh_hours:g} hours"


def _when(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "never"
