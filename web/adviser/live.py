"""What the right side of a call's page shows for the notes as they stand. Knows no request and no store."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.listening.tried import tried_in
from bot.safeguarding.by_hand import by_hand
from bot.safeguarding.responses import Number
from bot.safeguarding.screen import Finding
from directory.councils import Council
from directory.exceptions import DirectoryError
from directory.finder import ServiceMatch
from directory.places import Place, other_council
from web.adviser.decided import NOTHING_DECIDED, Decided
from web.adviser.hearing import Heard, heard_in, with_raised
from web.adviser.listener import Listener
from web.adviser.pieces import pieces
from web.adviser.script import Script
from web.adviser.where import place_in
from web.logging import log_failure
from web.parts import Parts
from web.resident.safety import said_aloud

MOST_SERVICES = 5
MOST_SOUGHT = 60  # where one was put first: what was said since may have moved it down
# Nobody plans for good in a crisis: these are for a person to talk about then, not for a list.
FOR_GOOD = frozenset({"care_home", "home_care"})
_AT_ONCE = frozenset({"emergency", "urgent"})


@dataclass(frozen=True)
class RiskShown:
    """A danger with what to say. `calmed`: the adviser says that it is none; `raised`: that it is one."""

    category: str
    level: str
    is_alert: bool
    text: str
    numbers: tuple[Number, ...]
    calmed: bool
    raised: bool


@dataclass(frozen=True)
class Live:
    """Everything that templates/adviser/_live.html and _script.html show."""

    heard: Heard = field(default_factory=Heard)
    needs: tuple[str, ...] = ()
    risks: tuple[RiskShown, ...] = ()
    covered: frozenset[str] = frozenset()
    place: Place | None = None
    elsewhere: Council | None = None
    services: tuple[ServiceMatch, ...] = ()
    search_failed: bool = False
    listening: bool = True

    @property
    def anything(self) -> bool:
        """Is there anything to show?"""
        heard = self.heard
        return bool(self.needs or heard.perhaps or self.risks or heard.requests or heard.about or self.place)


def live_for(
    parts: Parts,
    listener: Listener,
    script: Script,
    notes: str,
    before: Sequence[str] = (),
    where: str = "",
    decided: Decided = NOTHING_DECIDED,
) -> Live:
    """What is heard in `notes`, what to say, and which services fit. `where`: a place typed by itself.

    `before`: what they told before this call, which nobody is asked again.
    """
    told = [piece for text in (*before, notes) for piece in pieces(text)]
    by_listening = heard_in(told, listener.hear(parts.understander, told))
    heard = with_raised(by_listening, map(by_hand, decided.raised))
    finder = parts.finder
    place, tried = (place_in(finder, where, told), tried_in(told, finder.named)) if finder else (None, ())
    needs = needs_to_use(heard, decided)
    aside = tuple(each for each in (*tried, *decided.aside) if each not in decided.first)
    most = MOST_SOUGHT if decided.first else MOST_SERVICES
    services, failed = _services(finder, heard, needs or heard.perhaps, told, place, aside, most)
    return Live(
        heard=heard,
        needs=needs,
        risks=tuple(_shown(each, decided) for each in heard.risks),
        covered=script.covered(notes, _kinds(heard, place, tried)),
        place=place,
        elsewhere=other_council(place),
        services=_as_decided(services, decided.first),
        search_failed=failed,
        listening=parts.understander is not None,
    )


def needs_to_use(heard: Heard, decided: Decided) -> tuple[str, ...]:
    """The needs heard, as the adviser put them right: what a person added goes first."""
    kept = dict.fromkeys((*decided.added, *heard.needs))
    return tuple(need for need in kept if need not in decided.removed)


def _services(
    finder: Any,
    heard: Heard,
    needs: Sequence[str],
    told: Sequence[str],
    place: Place | None,
    exclude: Sequence[str],
    most: int,
) -> tuple[tuple[ServiceMatch, ...], bool]:
    """The services, and whether the search failed: notes are kept and risks are heard all the same."""
    in_crisis = heard.worst is not None and heard.worst.level.value in _AT_ONCE
    wanted = [need for need in needs if not (in_crisis and need in FOR_GOOD)]
    if finder is None or not wanted:
        return (), False
    try:
        found = finder.find(" ".join(told), needs=wanted, place=place, limit=most, exclude=exclude)
    except DirectoryError as error:
        log_failure(error)
        return (), True
    return found.services, False


def _as_decided(found: Sequence[ServiceMatch], first: Sequence[str]) -> tuple[ServiceMatch, ...]:
    """What the adviser put first stands first, the latest above those before it."""
    places = {service: place for place, service in enumerate(reversed(first))}
    ordered = sorted(found, key=lambda service: places.get(service.id, len(places)))
    return tuple(ordered[:MOST_SERVICES])


def _shown(risk: Finding, decided: Decided) -> RiskShown:
    said = said_aloud(risk)
    calmed = risk.category in decided.no_danger
    return RiskShown(
        risk.category, risk.level.value, risk.level.is_alert, said.text, said.numbers, calmed,
        raised=risk.category in decided.raised,
    )  # fmt: skip


def _kinds(heard: Heard, place: Place | None, tried: Sequence[str]) -> frozenset[str]:
    """What was heard, in the words of the script's `heard`."""
    there = {
        "whose": heard.about, "place": place, "tried": tried, "danger": heard.risks, "need": heard.needs,
    }  # fmt: skip
    return frozenset(kind for kind, found in there.items() if found)
