"""What a resident takes away: their own words, what was shown, who does what next. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from web.resident.page import Entry


@dataclass(frozen=True)
class Summary:
    """`services`: as the dialogue showed them, the latest facts of each, in the order they came.

    `reference`: of the latest hand-off; `by`: when they were promised to hear from us.
    """

    said: tuple[str, ...]
    services: tuple[Mapping[str, Any], ...]
    reference: str | None
    by: datetime | None = None


def summary_of(entries: Iterable[Entry]) -> Summary:
    """The summary of a conversation; without words where nothing was said."""
    told = tuple(entries)
    shown: dict[str, Mapping[str, Any]] = {}
    for entry in told:
        for reply in entry.replies:
            shown |= {str(service["id"]): service for service in reply.services}
    references = [entry.handoff["reference"] for entry in told if entry.handoff]
    return Summary(
        said=tuple(entry.text for entry in told if entry.author == "resident"),
        services=tuple(shown.values()),
        reference=references[-1] if references else None,
    )


def next_steps(
    summary: Summary, say: Mapping[str, str], by: str | None, facts: Mapping[str, str]
) -> list[str]:
    """Who does what next, a sentence each. `by`: the promised time in words; `facts`: names and numbers."""
    us = "us_nothing" if summary.reference is None else "us_by" if by else "us"
    codes = ["you" if summary.services else "you_nothing", us, "danger"]
    if facts.get("council_phone"):
        codes.insert(2, "ring")
    known = {**facts, "reference": summary.reference or "", "by": by or ""}
    return [say[code].format(**known) for code in codes]


def service_lines(service: Mapping[str, Any]) -> list[str]:
    """What is said of a service where nothing can be pressed."""
    return [str(service[name]) for name in ("name", "why", "cost", "phone", "url") if service.get(name)]
