"""How somebody may be reached, as a banner shows it wherever they appear; what else a page of theirs says."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from web.clock import now
from web.database import Transaction
from web.handoffs.lines import labels
from web.handoffs.preferences import Preferences, Safe, Way, Why, may_contact
from web.handoffs.record_form import choices
from web.models.handoff import Handoff
from web.parts import parts
from web.security.permissions import kinds_seen_by
from web.staff.given import shown
from web.staff.session import me
from web.store import call_tools, people, records
from web.words.book import words


@dataclass(frozen=True)
class Banner:
    """In words: what must not be done first, then what they want. `strong`: somebody may be harmed."""

    must_not: tuple[str, ...]
    wants: tuple[str, ...]
    strong: bool

    def __bool__(self) -> bool:
        return bool(self.must_not or self.wants)


def banners(store: Transaction, found: Iterable[Handoff]) -> dict[int, Banner]:
    """The banner of each hand-off, by its id."""
    return {id_: banner(wanted) for id_, wanted in records.preferences_of_all(store, found).items()}


def context(store: Transaction, found: Handoff) -> dict[str, Any]:
    """What the page of one hand-off needs: its banner, how to reach them, and earlier contacts."""
    record = records.of_handoff(store, found)
    return {
        "banner": banner(records.preferences(store, found)),
        "reach": records.reach(found, record),
        "earlier": people.earlier(store, record, kinds_seen_by(me().role)),
        "given": shown(call_tools.given(store, found.contact_id)),
        "given_say": words("deliveries")["stands"],
        "taken": call_tools.handed_over(store, found.contact_id),
        "lines": labels(parts().settings.handover_lines_file),
        "ring": words("adviser_tools")["ring"],
    }


def banner(wanted: Preferences) -> Banner:
    """The banner of somebody with these preferences, at this hour."""
    say = words("contacts")["banner"]
    clock = ZoneInfo(parts().settings.time_zone)
    shut: dict[Why, list[str]] = {}
    for way in Way:
        why = may_contact(wanted, way, now(), clock=clock).why_not
        if why is not None and (why is not Why.NOT_NOW or wanted.times):
            shut.setdefault(why, []).append(choices("prefers")[way])
    must_not = [say[why].format(ways=", ".join(ways)) for why, ways in shut.items()]
    return Banner(tuple(must_not), _wants(wanted), wanted.safe is Safe.NO or wanted.careful)


def _wants(wanted: Preferences) -> tuple[str, ...]:
    say = words("contacts")["banner"]
    lists = {
        "wants": [choices("prefers")[way] for way in Way if way in wanted.prefers],
        "times": [text for code, text in choices("times").items() if code in wanted.times],
        "needs": [text for code, text in choices("communication").items() if code in wanted.communication],
    }
    told = [say[name].format(these=", ".join(each)) for name, each in lists.items() if each]
    if wanted.interpreter:
        language = choices("interpreter").get(wanted.interpreter, wanted.interpreter)
        told.append(say["interpreter"].format(language=language))
    return tuple(told)
