"""What a resident takes away: their own words, what was shown, who does what next. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.listening.contact import without_details
from bot.listening.telling import is_bare_answer
from web.resident.page import Entry


@dataclass(frozen=True)
class Summary:
    """`told`: what an adviser wrote, each with their name, as (name, words).

    `services`: as the dialogue showed them, the latest facts of each, in the order they came. `references`:
    of every hand-off, in order, each once; `by`: when they were promised to hear from us.
    """

    said: tuple[str, ...]
    services: tuple[Mapping[str, Any], ...]
    references: tuple[str, ...]
    by: datetime | None = None
    told: tuple[tuple[str, str], ...] = ()

    @property
    def reference(self) -> str | None:
        """The latest reference: what was promised last is promised under it."""
        return self.references[-1] if self.references else None


def summary_of(entries: Iterable[Entry]) -> Summary:
    """The summary of a conversation; without words where nothing was said."""
    whole = tuple(entries)
    shown: dict[str, Mapping[str, Any]] = {}
    for entry in whole:
        for reply in entry.replies:
            shown |= {str(service["id"]): service for service in reply.services}
    references = [entry.handoff["reference"] for entry in whole if entry.handoff]
    return Summary(
        said=tuple(worth_keeping(entry.text for entry in whole if entry.author == "resident")),
        services=tuple(shown.values()),
        references=tuple(dict.fromkeys(references)),
        told=tuple((entry.name, entry.text) for entry in whole if entry.author == "adviser"),
    )


def worth_keeping(texts: Iterable[str]) -> list[str]:
    """What was told, without bare answers ("yes", "skip this") and without their own number or address.

    Their number is theirs already, and whoever finds the paper need not have it.
    """
    kept = [without_details(text) for text in texts if not is_bare_answer(text)]
    return [words for words in kept if re.search(r"[^\W\d_]", words)]


def next_steps(
    summary: Summary, say: Mapping[str, str], by: str | None, facts: Mapping[str, str]
) -> list[str]:
    """Who does what next, a sentence each. `by`: the promised time in words; `facts`: names and numbers."""
    several = "_several" if len(summary.references) > 1 else ""
    us = "us_nothing" if summary.reference is None else f"us{several}_by" if by else f"us{several}"
    codes = ["you" if summary.services else "you_nothing", us, "danger"]
    if facts.get("council_phone"):
        codes.insert(2, "ring")
    known = {**facts, "reference": ", ".join(summary.references), "by": by or ""}
    return [say[code].format(**known) for code in codes]


def service_lines(service: Mapping[str, Any]) -> list[str]:
    """What is said of a service where nothing can be pressed."""
    return [str(service[name]) for name in ("name", "why", "cost", "phone", "url") if service.get(name)]
