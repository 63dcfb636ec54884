"""Who does what next, in sentences, on every summary: on screen, on paper and in a message."""

from datetime import datetime

from web.resident.safety import numbers
from web.resident.summary import Summary, next_steps
from web.settings import WebSettings
from web.templating import by_day
from web.words.book import words


def steps_of(found: Summary, by: datetime | None, settings: WebSettings) -> list[str]:
    """The sentences. `by`: when they were promised to hear from us."""
    facts = {
        "council_name": settings.council_name,
        "council_phone": settings.council_phone,
        "emergency": numbers()["emergency"].display,
    }
    return next_steps(found, words("summary")["next"], by_day(by) if by else None, facts)
