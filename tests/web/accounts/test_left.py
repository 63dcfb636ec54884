"""An account that was shut long ago: the person is taken out, what it did stays told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.web.conftest import CAST, PASSWORD, post
from web.clock import now
from web.database import ContactsStore
from web.models.handoff import Team
from web.models.queue import TeamMember
from web.models.sign_in import RecoveryCode
from web.models.staff import StaffUser
from web.settings import Keeping
from web.store import accounts, retention, staff, trail

SignIn = Callable[[str], FlaskClient]
KEEPING = Keeping(account_days=100)


@pytest.fixture
def tom(store: ContactsStore, cast: dict[str, int]) -> int:
    """Tom left 101 days ago; he was in a team, had codes, and looked at things."""
    with store.writing() as session:
        session.add(TeamMember(staff_user_id=cast["tom"], team=Team.CARERS))
        session.add(RecoveryCode(staff_user_id=cast["tom"], code_hash="0" * 64))
        user = session.get_one(StaffUser, cast["tom"])
        user.code_secret, user.council_subject = "JBSWY3DPEHPK3PXP", "a" * 64
        staff.note(session, "looked_at_handoff", staff_user_id=cast["tom"], subject="handoff", subject_id=7)
        accounts.disable(session, cast["tom"], by=cast["ada"])
        user.disabled_at = now() - timedelta(days=101)
    return cast["tom"]


def purge(store: ContactsStore, keeping: Keeping = KEEPING) -> None:
    with store.writing() as session:
        retention.purge(session, now(), keeping)


def test_nothing_of_the_person_is_left_but_number_and_role(store: ContactsStore, tom: int) -> None:
    purge(store)
    purge(store)
    with store.reading() as session:
        user = session.get_one(StaffUser, tom)
        assert user.is_erased
        assert (user.role, user.name.strip()) == (CAST["tom"], f"left ({tom})")
        assert (user.council_subject, user.code_secret, user.last_signed_in_at) == (None, None, None)
        for table in (TeamMember, RecoveryCode):
            assert session.scalar(select(func.count()).select_from(table)) == 0
        done = [each for each in trail.links(session) if each.deed.action == "erased_account"]
        assert [each.deed.subject_id for each in done] == [tom]
        assert [each.deed.staff_user_id for each in trail.links(session) if each.deed.subject_id == 7] == [
            tom
        ]


@pytest.mark.parametrize("keeping", [Keeping(account_days=102), Keeping()])
def test_not_before_its_time(store: ContactsStore, tom: int, keeping: Keeping) -> None:
    purge(store, keeping)
    with store.reading() as session:
        assert session.get_one(StaffUser, tom).name == "tom"


def test_accounts_in_use_stay(store: ContactsStore, cast: dict[str, int], tom: int) -> None:
    purge(store, Keeping(account_days=1))
    with store.reading() as session:
        assert set(staff.names(session).values()) >= set(CAST) - {"tom"}


def test_it_opens_nothing_any_more_and_the_name_is_free(
    store: ContactsStore, cast: dict[str, int], tom: int, client: FlaskClient, password_hash: str
) -> None:
    purge(store)
    with store.writing() as session:
        accounts.enable(session, tom, by=cast["ada"])
        assert session.get_one(StaffUser, tom).disabled_at is not None
    answer = post(client, "/staff/sign-in", page="/staff/sign-in", name=f"left ({tom})", password=PASSWORD)
    assert answer.status_code == 401
    with store.writing() as session:
        assert staff.create(session, "tom", CAST["tom"], password_hash).id != tom


def test_its_page_says_so_and_offers_nothing(store: ContactsStore, tom: int, signed_in: SignIn) -> None:
    purge(store)
    page = signed_in("ada").get(f"/staff/accounts/{tom}").get_data(as_text=True)
    assert "what was known of them is erased" in page
    assert "Open the account again" not in page
