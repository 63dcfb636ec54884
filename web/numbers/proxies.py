"""Four proxies for safety on one row: what each counts, out of what, over which days. Pure.

West Sussex's paper speaks of four "SAFE" indicators and does not say what they are. These are our own, in
that manner, and the page says so. Their words stand in web/words/safety_proxies.yml.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from web.numbers.measures import Rate

WINDOW = timedelta(days=28)  # concerns and first responses: what came in since then
ANSWERS_WINDOW = timedelta(days=91)  # "did it help?": answers that came since then

ProxyId = Literal["triage", "waiting", "response", "experience"]


@dataclass(frozen=True)
class Concerns:
    """Safeguarding hand-offs of the window that were due or taken up: `late` of `due`.

    `late_now`: those of any age that nobody has taken up, although it was due.
    """

    due: int = 0
    late: int = 0
    late_now: int = 0


@dataclass(frozen=True)
class Waiting:
    """Hand-offs open this moment; about `unheard` nobody got in touch yet, and `overdue` of those are due.

    `oldest`: when the one came in that waits longest to hear from us.
    """

    open: int = 0
    unheard: int = 0
    overdue: int = 0
    oldest: datetime | None = None


@dataclass(frozen=True)
class Responses:
    """Hand-offs that came in within the window: `heard` from somebody, or still waiting to.

    `half_within`: within how long half of all of them heard. None: more than half still wait, or none came.
    """

    heard: int = 0
    unheard: int = 0
    half_within: timedelta | None = None


@dataclass(frozen=True)
class Experience:
    """Answers to "did it help?" within their window."""

    yes: int = 0
    answered: int = 0


@dataclass(frozen=True)
class Counted:
    """What the store says at one moment."""

    concerns: Concerns
    waiting: Waiting
    responses: Responses
    experience: Experience


@dataclass(frozen=True)
class Proxy:
    """One tile. `attention`: is there somebody to see to now?"""

    id: ProxyId
    rate: Rate
    attention: bool


def proxies(counted: Counted) -> tuple[Proxy, Proxy, Proxy, Proxy]:
    """The four, in the order of the row; each with its numerator and its denominator."""
    concerns, waiting, responses = counted.concerns, counted.waiting, counted.responses
    return (
        Proxy("triage", Rate(concerns.late, concerns.due), concerns.late_now > 0),
        Proxy("waiting", Rate(waiting.unheard, waiting.open), waiting.overdue > 0),
        Proxy("response", Rate(responses.heard, responses.heard + responses.unheard), False),
        Proxy("experience", Rate(counted.experience.yes, counted.experience.answered), False),
    )


def place_of_half(heard: int, unheard: int) -> int | None:
    """Which of those who heard, sorted by how long they waited, half of all heard by; from 0.

    Whoever still waits counts as waiting longest, so that nobody's wait is left out for not being over. None
    where the half falls among them. Of an even number the earlier of the two in the middle counts.
    """
    place = (heard + unheard - 1) // 2
    return place if 0 <= place < heard else None
