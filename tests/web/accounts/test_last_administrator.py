"""Two administrators who shut each other out at the same moment: one of them stays."""

import threading

from tests.web.sign_in.conftest import account
from web.database import ContactsStore
from web.models.staff import Role
from web.store import accounts, staff


def test_the_last_one_stays(store: ContactsStore, cast: dict[str, int]) -> None:
    with store.writing() as session:
        assert accounts.disable(session, cast["ada"], by=cast["tom"]) is accounts.Kept.LAST
        assert accounts.change_role(session, cast["ada"], Role.EDITOR, by=cast["tom"]) is accounts.Kept.LAST
        assert accounts.change_role(session, cast["ada"], Role.ADMINISTRATOR, by=cast["tom"]) is None


def test_both_at_once(store: ContactsStore, cast: dict[str, int], password_hash: str) -> None:
    with store.writing() as session:
        other = staff.create(session, "abe", Role.ADMINISTRATOR, password_hash).id
    together = threading.Barrier(2)

    def shut(whom: int, by: int) -> None:
        together.wait()
        with store.writing() as session:
            accounts.disable(session, whom, by=by)

    pairs = ((cast["ada"], other), (other, cast["ada"]))
    threads = [threading.Thread(target=shut, args=pair) for pair in pairs]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    left = [name for name in ("ada", "abe") if account(store, name).disabled_at is None]
    assert len(left) == 1
