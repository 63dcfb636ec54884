"""What waits in the queue this moment, one line a hand-off: whose it is, since when, and what is due.

No reference, name or word: for counting alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from web.handoffs.queue.states import OPEN
from web.models.contact import Contact
from web.models.handoff import Handoff
from web.numbers.chosen import Chosen
from web.store.demonstration import marked


@dataclass(frozen=True)
class Waiting:
    """An open hand-off. `overdue`: something about it is due and was not done."""

    team: str
    state: str
    priority: str
    since: datetime
    overdue: bool
    heard: bool


def waiting(session: Session, chosen: Chosen, moment: datetime) -> Iterator[Waiting]:
    """Every open hand-off, whenever it came, that the filters of `chosen` leave."""
    made = marked(session)
    query = select(
        Handoff.team, Handoff.state, Handoff.priority, Handoff.received_at, Handoff.due_at,
        Handoff.contacted_at, Contact.needs if chosen.need else Handoff.id,
    ).join(Contact, Handoff.contact_id == Contact.id)  # fmt: skip
    columns = {
        "channel": Contact.channel, "site": Contact.site, "locality": Contact.place_district,
        "team": Handoff.team,
    }  # fmt: skip
    narrowed = [column == getattr(chosen, name) for name, column in columns.items() if getattr(chosen, name)]
    if made:
        narrowed.append(Contact.id <= made.last_contact_id)
    for team, state, priority, since, due, heard, needs in session.execute(
        query.where(Handoff.state.in_(OPEN), *narrowed)
    ):
        if not chosen.need or chosen.need in cast(list[str], needs):
            late = due is not None and due < moment
            yield Waiting(team.value, state.value, priority.value, since, late, heard is not None)
