"""The part of migration 0010 that has the store itself note which contacts changed since they were counted.

A trigger misses no change, whichever way it is made. Each change adds a row and waits for nobody; the worker
takes the rows away when it has counted. A migration that makes one of these tables anew makes its triggers
anew too: SQLite drops them with the old table, and a test counts them.
"""

from alembic import op

_OF_CONTACT = (
    "channel, site, started_on, outcome, needs, request, place_district, who_for, language, out_of_hours, "
    "risk_level, safeguarding_concern, unmet, request_at"
)
_OF_HANDOFF = (
    "contact_id, kind, reason, request, priority, team, state, outcome, received_at, respond_by, "
    "contacted_at, promise_kept"
)
_MINE, _ITS, _OFFERS = (
    "NEW.id", "NEW.contact_id", "(SELECT contact_id FROM handoff WHERE id = NEW.handoff_id)"
)  # fmt: skip
# name, table, event, condition, whose contact
_NOTES = (
    ("contact_came", "contact", "INSERT", "", _MINE),
    ("contact_changed", "contact", f"UPDATE OF {_OF_CONTACT}", "", _MINE),
    (
        "contact_spoke", "contact", "UPDATE OF resident_messages",
        "WHEN (OLD.resident_messages = 0 AND NEW.resident_messages > 0)", _MINE,
    ),
    ("handoff_came", "handoff", "INSERT", "", _ITS),
    ("handoff_changed", "handoff", f"UPDATE OF {_OF_HANDOFF}", "", _ITS),
    ("record_came", "contact_record", "INSERT", "", _ITS),
    ("record_changed", "contact_record", "UPDATE OF person_id, unpaid_carer, void", "", _ITS),
    ("offered_came", "offered_service", "INSERT", "", _ITS),
    ("help_check_came", "help_check", "INSERT", "", _ITS),
    ("help_check_changed", "help_check", "UPDATE OF asked_by, asked_at, answer, wants_person", "", _ITS),
    ("offer_came", "voluntary_offer", "INSERT", "", _OFFERS),
    ("offer_changed", "voluntary_offer", "UPDATE OF answer", "", _OFFERS),
)  # fmt: skip
_FIX = "UPDATE number_counted SET fixed = {true} WHERE contact_id = OLD.contact_id"


def begin() -> None:
    """From now on changes are noted; what a contact added is fixed once a hand-off of it is deleted."""
    for name, table, event, condition, whose in _NOTES:
        note(name, table, event, condition, whose)
    true = "true" if _is_postgresql() else "1"
    _make("handoff_went", "handoff", "DELETE", "", _FIX.format(true=true))


def end() -> None:
    """From now on nothing is noted."""
    for name, table in [(name, table) for name, table, *_rest in _NOTES] + [("handoff_went", "handoff")]:
        forget(name, table)


def note(name: str, table: str, event: str, condition: str = "", whose: str = _ITS) -> None:
    """From now on `event` on `table` says that a contact changed: the one that the row names."""
    deed = f"INSERT INTO number_due (contact_id) VALUES ({whose})"  # noqa: S608 - our own words
    _make(name, table, event, condition, deed)


def forget(name: str, table: str) -> None:
    """From now on that is not noted."""
    if _is_postgresql():
        op.execute(f"DROP TRIGGER number_{name} ON {table}")
        op.execute(f"DROP FUNCTION number_{name}()")
    else:
        op.execute(f"DROP TRIGGER number_{name}")


def _make(name: str, table: str, event: str, condition: str, deed: str) -> None:
    if not _is_postgresql():
        op.execute(f"CREATE TRIGGER number_{name} AFTER {event} ON {table} {condition} BEGIN {deed}; END")
        return
    op.execute(
        f"CREATE FUNCTION number_{name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {deed}; RETURN NULL; END $$"
    )
    op.execute(
        f"CREATE TRIGGER number_{name} AFTER {event} ON {table} FOR EACH ROW {condition} "
        f"EXECUTE FUNCTION number_{name}()"
    )


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
