"""The list of services that an adviser sends after a call: agreed, called safe, and only where it may go."""

from collections.abc import Sequence
from datetime import datetime

from web.database import Transaction
from web.messages.asked_for import asked_for
from web.messages.composing import TEXT_LENGTH, compose
from web.messages.sender import Message
from web.models.delivery import Way
from web.outbox.carrying import Package, Result
from web.settings import WebSettings

KIND = "service_list"


def service_list(
    session: Transaction, package: Package, settings: WebSettings, moment: datetime
) -> Message | Result:
    """The message; or what becomes of the delivery where it must not go, or not now."""
    found = asked_for(session, package, settings, moment)
    if isinstance(found, Result):
        return found
    way, asked = found.way, found.payload
    subject, said = compose(KIND, way, _facts(asked, way, settings))
    return Message(way, tuple(asked["to"]), subject, said, package.number)


def _facts(asked: dict[str, object], way: Way, settings: WebSettings) -> dict[str, object]:
    services: Sequence[dict[str, str]] = asked["services"]  # type: ignore[assignment] # as it was put in
    facts: dict[str, object] = {
        "council_name": settings.council_name,
        "council_phone": settings.council_phone,
        "link": str(asked.get("link") or ""),
        "services": [each["lines"] for each in services],
        "more": 0,
    }
    return facts if way is not Way.TEXT else {**facts, **_that_fit(services, facts)}


def _that_fit(services: Sequence[dict[str, str]], facts: dict[str, object]) -> dict[str, object]:
    """As many names and numbers as a text holds, from the first on, and how many are left out."""
    names = [" ".join(filter(None, (each["name"], each["phone"]))) for each in services]
    for number in range(len(names), 1, -1):
        fitting = {"services": names[:number], "more": len(names) - number}
        if len(compose(KIND, Way.TEXT, {**facts, **fitting})[1]) <= TEXT_LENGTH:
            return fitting
    return {"services": [each[:120] for each in names[:1]], "more": max(0, len(names) - 1)}
