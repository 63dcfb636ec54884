"""What every template may lean on: the council's name and numbers, filters, is this a demonstration."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g
from jinja2 import ChoiceLoader

from bot.handoff.due import hour_and_day
from web.clock import now
from web.front_end.components import components
from web.looks.shown import shown
from web.parts import parts
from web.rendering import dialled
from web.store.demonstration import is_invented

_UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"))


def install(app: Flask) -> None:
    """Adds the shared names and filters to every template, and GOV.UK Frontend's components as macros."""
    app.jinja_loader = ChoiceLoader([loader for loader in (app.jinja_loader, components()) if loader])
    app.context_processor(_shared)
    app.add_template_filter(dialled)
    app.add_template_filter(age)
    app.add_template_filter(ahead)
    app.add_template_filter(by_day)
    app.add_template_filter(clock_time)
    app.add_template_filter(day)
    app.add_template_filter(local_time)
    app.add_template_filter(with_minus)


def age(moment: datetime) -> str:
    """How long ago, in one unit: `3 hours`."""
    seconds = max(0, int((now() - moment).total_seconds()))
    for length, name in _UNITS:
        if count := seconds // length:
            return f"{count} {name}{'' if count == 1 else 's'}"
    return "less than a minute"


def ahead(moment: datetime) -> str:
    """How long until then, in one unit: `3 hours`."""
    return age(now() - (moment - now()))


def with_minus(number: str) -> str:
    """With the sign that is read out as "minus": where a hyphen is left out, a fall sounds like a rise."""
    return number.replace("-", "\N{MINUS SIGN}")


def day(date_: date) -> str:
    """A day in words: `22 November 2026`."""
    return f"{date_.day} {date_:%B %Y}"


def by_day(moment: datetime) -> str:
    """A time by which something is promised: `five o'clock on Tuesday` as `5pm on Tuesday 24 November`."""
    return hour_and_day(moment.astimezone(ZoneInfo(parts().settings.time_zone)))


def clock_time(moment: datetime) -> str:
    """The time of day as the council's clocks show it: `09:05`."""
    return f"{moment.astimezone(ZoneInfo(parts().settings.time_zone)):%H:%M}"


def local_time(moment: datetime) -> str:
    """A moment as the council's clocks show it: `22 November 2026, 09:05`."""
    local = moment.astimezone(ZoneInfo(parts().settings.time_zone))
    return f"{day(local)}, {local:%H:%M}"


def _shared() -> dict[str, Any]:
    settings = parts().settings
    return {
        "council_name": settings.council_name,
        "council_phone": settings.council_phone,
        "edt_phone": settings.edt_phone,
        "exit_url": settings.exit_url,
        "looks": shown(settings.looks),
        "messages_stay_here": settings.outbox.messages.by == "local",
        "invented_contacts": contacts_are_invented(),
        "demonstration": _is_demonstration(),
    }


def _is_demonstration() -> bool:
    """Is any service made up? Asked once a request: an answer is rendered in several pieces."""
    if "demonstration" not in g:
        finder = parts().finder
        g.demonstration = bool(finder and finder.is_demonstration())
    known: bool = g.demonstration
    return known


def contacts_are_invented() -> bool:
    """Are the contacts of this store invented? Asked once: a store never turns from one into the other."""
    known: bool | None = current_app.extensions.get("invented_contacts")
    if known is None:
        with parts().store.reading() as session:
            known = is_invented(session)
        current_app.extensions["invented_contacts"] = known
    return known
