"""A store with as many invented contacts as wanted, and with all that a store has around them.

The contacts, hand-offs and questions are those of the demonstration's simulator. What surrounds them
(messages, histories, deliveries, marks, the audit trail) is made by statements over all of them, so that a
million take minutes. Every sealed column is really sealed; the same sealed words stand in many rows, which
the pages that are measured open one by one as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import cycle, islice
from typing import cast

from sqlalchemy import Table, insert, select, text
from sqlalchemy.orm import Session

from web.clock import local_day, now
from web.database import ContactsStore
from web.encryption import keyring_of
from web.models.handoff import Handoff, Team
from web.models.queue import TeamMember
from web.models.review import Found, ReviewEntry, ReviewState
from web.models.staff import AuditEvent, Role, StaffUser
from web.numbers.simulated.year import simulate
from web.security.chain import START, Deed, link
from web.settings import WebSettings
from web.store import simulating, staff, trail

A_YEAR = 7192.0  # contacts that the invented council has in a year at scale 1, about
WORKERS = 60  # accounts beside those that ask
_WORDS = "My mum fell twice this month and I cannot be there every day. What can we do?"
_ANSWER = '[{"text": "Thank you for telling me. Here is what could help."}]'
_TRAIL = 2  # rows of the trail for each hand-off
_AT_ONCE = 5000

# What surrounds a hand-off, each made for all of them at once; `:words` and `:reach` are sealed.
_AROUND = (
    "INSERT INTO message (contact_id, author, message_id, said_at, words) "
    "SELECT id, 'resident', n, started_at, :words FROM contact CROSS JOIN "
    "(SELECT '1' AS n UNION SELECT '2' UNION SELECT '3') AS times WHERE started_on > :lately",
    "INSERT INTO message (contact_id, author, message_id, said_at, replies) "
    "SELECT contact_id, 'signpost', message_id, said_at, :answer FROM message",
    "UPDATE handoff SET contact_phone = :reach, why_not_enough = :words, safe_to_contact = true, "
    "agreed_to_pass_on = true WHERE contact_name IS NOT NULL",
    "UPDATE handoff SET claimed_by = (SELECT MIN(id) FROM staff_user) + id % :workers "
    "WHERE state = 'in_progress'",
    "INSERT INTO handoff_word (handoff_id, position, words) SELECT id, n, :words FROM handoff CROSS JOIN "
    "(SELECT 0 AS n UNION SELECT 1 UNION SELECT 2) AS times",
    "INSERT INTO handoff_event (handoff_id, at, move, to_state, to_team) "
    "SELECT id, received_at, 'arrive', 'received', team FROM handoff",
    "INSERT INTO handoff_event (handoff_id, at, by_id, move, from_state, to_state, note) "
    "SELECT id, contacted_at, (SELECT MIN(id) FROM staff_user) + id % :workers, 'reached', 'received', "
    "'in_progress', :words FROM handoff WHERE contacted_at IS NOT NULL",
    "INSERT INTO handoff_event (handoff_id, at, by_id, move, from_state, to_state, code) "
    "SELECT id, outcome_at, (SELECT MIN(id) FROM staff_user) + id % :workers, 'close', 'in_progress', "
    "'closed', outcome FROM handoff WHERE outcome_at IS NOT NULL",
    "INSERT INTO person_mark (person_id, kind, key_version, mark) "
    "SELECT id, 'phone', 'v1', 'v1:' || id FROM person",
    "UPDATE help_check SET asked_by = 'call', asked_at = NULL, answer = NULL WHERE id % 40 = 0",
    "INSERT INTO delivery (number, key, target, kind, contact_id, handoff_id, version, payload, state, "
    "attempts, next_try_at, created_at, finished_at) SELECT 'w' || id, 'w' || id, 'webhook', "
    "'handoff.received', contact_id, id, 1, CASE WHEN id % 1000 > 1 THEN NULL ELSE :answer END, "
    "CASE id % 1000 WHEN 0 THEN 'dead' WHEN 1 THEN 'waiting' ELSE 'delivered' END, 1, received_at, "
    "received_at, received_at FROM handoff",
    "INSERT INTO delivery (number, key, target, kind, contact_id, handoff_id, version, state, attempts, "
    "next_try_at, created_at, finished_at, way) SELECT 'm' || id, 'm' || id, 'person', 'message.received', "
    "contact_id, id, 1, CASE id % 50 WHEN 0 THEN 'dropped' ELSE 'delivered' END, 1, received_at, "
    "received_at, received_at, 'text' FROM handoff WHERE contact_phone IS NOT NULL",
)


def fill(store: ContactsStore, settings: WebSettings, contacts: int, say: Callable[[str], None]) -> int:
    """Makes them, the last of them of today; `say` hears of each part. How many they became."""
    today, zone = local_day(now(), settings.time_zone), settings.time_zone
    with store.writing() as session:
        _accounts(session)
    say("accounts")
    with store.writing() as session:
        year = simulate(1, today, scale=contacts / A_YEAR)
        written = simulating.write_year(session, year, 1, zone, now())
    say(f"{written:,} contacts of 52 weeks")
    lately = (today - timedelta(days=settings.keeping.words_days)).isoformat()
    keyring = keyring_of(store.engine.dialect)
    values = {"words": keyring.seal(_WORDS), "answer": keyring.seal(_ANSWER), "lately": lately,
              "reach": keyring.seal("07700 900123"), "workers": WORKERS}  # fmt: skip
    for statement in _AROUND:
        with store.writing() as session:
            said = {name: value for name, value in values.items() if f":{name}" in statement}
            session.execute(text(statement), said)
    say("what surrounds them")
    with store.writing() as session:
        _review(session)
        _chain(session, session.scalars(select(Handoff.id).order_by(Handoff.id)).all())
    say("the audit trail")
    return written


def _accounts(session: Session) -> None:
    for number in range(WORKERS):
        user = staff.create(session, f"worker {number}", Role.FOLLOW_UP, "!")
        session.add(TeamMember(staff_user_id=user.id, team=list(Team)[number % 4]))


def _review(session: Session) -> None:
    today = now().date()
    for number in range(1000):
        session.add(
            ReviewEntry(
                kind=list(Found)[number % 3], words=f"{_WORDS} {number}", heard={}, noticed_on=today, times=1,
                state=ReviewState.WAITING if number % 2 else ReviewState.UNUSABLE, label_of=[],
                labelled_at=None if number % 2 else now(),
            )
        )  # fmt: skip


def _chain(session: Session, handoffs: Sequence[int]) -> None:
    """Rows of the trail, chained as the product chains them."""
    keys, position, previous = trail.keys_of(session), *(trail.head(session) or (0, START))
    people = cycle(session.scalars(select(StaffUser.id)).all())
    moment = now() - timedelta(days=300)
    deeds = iter(_deeds(handoffs, people))
    while some := list(islice(deeds, _AT_ONCE)):
        rows = []
        for person, action, handoff in some:
            position += 1
            deed = Deed(moment, person, action, "handoff", handoff)
            made = link(keys, position, deed, previous)
            previous = made.hash
            rows.append(
                {"position": position, "previous": made.previous, "hash": made.hash, "at": deed.at,
                 "staff_user_id": person, "action": action, "subject": "handoff", "subject_id": handoff}
            )  # fmt: skip
        session.execute(insert(cast(Table, AuditEvent.__table__)), rows)


def _deeds(handoffs: Sequence[int], people: Iterable[int]) -> Iterable[tuple[int, str, int]]:
    actions = cycle(["looked_at_handoff", "handoff_reached", "looked_at_record", "handoff_close"])
    for _time in range(_TRAIL):
        yield from zip(people, actions, handoffs, strict=False)
