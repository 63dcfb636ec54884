"""What was in the store before there was a queue: it keeps its meaning on the way up, down and up again."""

import pytest
from sqlalchemy import text

from bot.safeguarding.hours import OfficeHours
from tests.stores import Addresses
from tests.web.handoff_json import handoff
from web.database import ContactsStore, migrate, migrate_back
from web.encryption import Keyring
from web.handoffs.schema import HandoffIn
from web.store import handoffs

BEFORE, NOW = "0006", "0007"
SEEN = "SELECT outcome, state FROM handoff ORDER BY reference"


@pytest.fixture
def old(addresses: Addresses) -> ContactsStore:
    """A store with five hand-offs in it, taken back to the tables of before."""
    store = ContactsStore(addresses.without_tables("old.sqlite3"), Keyring({"v1": "o" * 40}))
    migrate(store.engine)
    with store.writing() as session:
        for number in range(5):
            body = handoff(idempotency_key=f"key-of-number-{number}-1234", conversation_id=None)
            incoming = HandoffIn.model_validate(body, strict=False)
            handoffs.receive(session, incoming, f"SP-000{number}-0000", OfficeHours())
    migrate_back(store.engine, BEFORE)
    return store


def do(store: ContactsStore, statement: str, **values: object) -> list[tuple[object, ...]]:
    with store.engine.execution_options(writes=True).begin() as connection:
        result = connection.execute(text(statement), values)
        return [tuple(row) for row in result] if result.returns_rows else []


def test_outcomes_and_states_keep_their_meaning(old: ContactsStore) -> None:
    close = "UPDATE handoff SET state = 'closed', outcome = :outcome WHERE reference = :reference"
    for number, outcome in enumerate(("resolved_by_call", "assessment", "other")):
        do(old, close, outcome=outcome, reference=f"SP-000{number}-0000")
    do(
        old,
        "UPDATE handoff SET kind = 'safeguarding', risk_level = 'urgent' WHERE reference = 'SP-0003-0000'",
    )
    migrate(old.engine, NOW)
    assert do(old, SEEN) == [
        ("signposted_content", "closed"), ("assessment_requested", "closed"), ("other", "closed"),
        (None, "received"), (None, "received"),
    ]  # fmt: skip
    placed = "SELECT team, priority, version FROM handoff ORDER BY reference DESC LIMIT 2"
    assert do(old, placed) == [("adult_social_care", "routine", 1), ("safeguarding", "urgent", 1)]
    old.close()


def test_the_way_back_loses_no_word_and_finds_a_name_for_everything(old: ContactsStore) -> None:
    migrate(old.engine)
    set_ = "UPDATE handoff SET state = :state, outcome = :outcome WHERE reference = :reference"
    now = (("closed", "info_only"), ("closed", "carer_assessment_requested"), ("closed", "referred_nhs"),
           ("in_progress", None), ("waiting_for_person", None))  # fmt: skip
    for number, (state, outcome) in enumerate(now):
        do(old, set_, state=state, outcome=outcome, reference=f"SP-000{number}-0000")
    migrate_back(old.engine, BEFORE)
    assert do(old, SEEN) == [
        ("resolved_by_call", "closed"), ("assessment", "closed"), ("other", "closed"),
        (None, "received"), (None, "received"),
    ]  # fmt: skip
    # SQLite deletes what points at a table that is made anew: the words must be here still.
    assert do(old, "SELECT count(*) FROM handoff_word") == [(10,)]
    migrate(old.engine)
    assert do(old, "SELECT count(*) FROM handoff_word") == [(10,)]
    old.close()
