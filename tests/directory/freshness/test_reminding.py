"""Reminders: one mail to one organisation, claimed before it goes, and an editor where nobody answers."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from directory.freshness.keeper import Keeper
from directory.freshness.reminding import Letter
from directory.freshness.standing import Why
from directory.models.freshness import MailState
from tests.directory.freshness.conftest import Clock, Desk, old_service

Letters = Callable[..., list[Letter]]


def names(letter: Letter) -> list[str]:
    return [entry.id for entry in letter.entries]


def why(desk: Desk, service_id: str = "lunch-1") -> Why | None:
    return next(each.why for each in desk.keeper.standings() if each.entry.id == service_id)


def test_it_works(desk: Desk, letters: Letters) -> None:
    desk.take_in(old_service())
    [letter] = letters()
    assert (letter.address, names(letter), letter.step) == ("office@friends.example.org", ["lunch-1"], 1)
    assert why(desk) is None


def test_all_services_of_an_organisation_go_in_one_mail(desk: Desk, letters: Letters) -> None:
    nearly_due = old_service("nearly", assured_date="2026-06-15")
    fresh = old_service("fresh", assured_date="2026-11-01")
    other = old_service("other", organization={"id": "o2", "name": "Kind", "email": "k@kind.example.org"})
    desk.take_in(old_service(), old_service("never", assured_date=None), nearly_due, fresh, other)
    found = {letter.address: names(letter) for letter in letters()}
    assert found == {
        "office@friends.example.org": ["lunch-1", "nearly", "never"],
        "k@kind.example.org": ["other"],
    }


def test_what_is_only_nearly_due_is_no_reason_to_write(desk: Desk, letters: Letters) -> None:
    desk.take_in(old_service(assured_date="2026-06-15"))
    assert letters() == []


def test_the_same_reminder_never_goes_twice(desk: Desk, letters: Letters, clock: Clock) -> None:
    desk.take_in(old_service())
    assert len(letters()) == 1
    assert letters() == []
    clock.pass_days(13)
    assert letters() == []


def test_two_workers_at_once_claim_it_once(desk: Desk) -> None:
    desk.take_in(*(old_service(f"s{n}", organization={"id": f"o{n}", "name": f"O{n}",
                   "email": f"o{n}@example.org"}) for n in range(12)))  # fmt: skip
    claimed: list[str] = []

    def work() -> None:
        keeper = Keeper(desk.sessions, sends_mail=True, now=desk.clock)
        claimed.extend(letter.address for letter in keeper.letters(100))

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(claimed) == sorted(f"o{n}@example.org" for n in range(12))


def test_it_escalates_and_ends_with_an_editor(desk: Desk, letters: Letters, clock: Clock) -> None:
    desk.take_in(old_service())
    steps = []
    for _ in range(60):
        steps += [letter.step for letter in letters()]
        clock.pass_days(1)
    assert steps == [1, 2, 3]
    assert why(desk) is Why.NO_ANSWER


def test_an_answer_ends_the_asking_until_the_next_time(desk: Desk, letters: Letters, clock: Clock) -> None:
    desk.take_in(old_service())
    [letter] = letters()
    assert desk.keeper.still_right(letter.mail_id, ["lunch-1"]) == 1
    clock.pass_days(100)
    assert letters() == []
    clock.pass_days(80)
    assert [letter.step for letter in letters()] == [1]


@pytest.mark.parametrize("email", [None, "", "nobody at example", "a@b@example.org"])
def test_without_an_address_an_editor_is_told(desk: Desk, letters: Letters, email: str | None) -> None:
    organization = {"id": "org-1", "name": "Brigholm Friends", "email": email}
    desk.take_in(old_service(email=None, organization=organization))
    assert letters() == []
    assert why(desk) is Why.NO_ADDRESS


def test_an_address_that_does_not_exist_is_not_written_to_again(
    desk: Desk, letters: Letters, clock: Clock
) -> None:
    desk.take_in(old_service())
    [letter] = letters()
    desk.keeper.settle(letter.mail_id, MailState.REFUSED, 550)
    clock.pass_days(30)
    assert letters() == []
    assert why(desk) is Why.ADDRESS_REFUSED
    mended: dict[str, Any] = {"id": "org-1", "name": "Brigholm Friends", "email": "new@friends.example.org"}
    desk.take_in(old_service(organization=mended, description="Changed"))
    assert [letter.address for letter in letters()] == ["new@friends.example.org"]


def test_a_mail_that_comes_back_later_counts_as_refused(desk: Desk, letters: Letters) -> None:
    desk.take_in(old_service())
    [letter] = letters()
    desk.keeper.settle(letter.mail_id, MailState.SENT, 250)
    assert desk.keeper.bounced(letter.mail_id)
    assert not desk.keeper.bounced(letter.mail_id)
    assert not desk.keeper.bounced("no such mail")


def test_a_mail_that_could_not_be_handed_over_is_tried_again_a_few_times(
    desk: Desk, letters: Letters, clock: Clock
) -> None:
    desk.take_in(old_service())
    [first] = letters()
    for _ in range(4):
        desk.keeper.settle(first.mail_id, MailState.NOT_SENT, 451)
        [again] = letters()
        assert again == first
    desk.keeper.settle(first.mail_id, MailState.NOT_SENT, 451)
    assert letters() == []
    assert why(desk) is Why.NOT_DELIVERED


def test_a_mail_not_handed_over_is_dropped_when_the_entry_was_checked_meanwhile(
    desk: Desk, letters: Letters
) -> None:
    desk.take_in(old_service())
    [letter] = letters()
    desk.keeper.settle(letter.mail_id, MailState.NOT_SENT, None)
    desk.keeper.check("lunch-1", "Ed", "form-1")
    assert letters() == []


def test_a_killed_program_may_lose_a_mail_but_never_sends_two(
    desk: Desk, letters: Letters, clock: Clock
) -> None:
    desk.take_in(old_service())
    assert next(desk.keeper.letters(100))  # claimed, and then the power goes
    assert letters() == []
    clock.pass_days(14)
    assert [letter.step for letter in letters()] == [2]


def test_a_mail_tried_again_is_claimed_again(desk: Desk, letters: Letters) -> None:
    """Killed while trying again, or answered by a broken connection, it may have gone out."""
    desk.take_in(old_service())
    [first] = letters()
    desk.keeper.settle(first.mail_id, MailState.NOT_SENT, 451)
    assert next(desk.keeper.letters(100)) == first  # claimed again, and then the power goes
    assert letters() == []


def test_two_workers_at_once_try_it_again_once(desk: Desk, letters: Letters) -> None:
    desk.take_in(old_service())
    [first] = letters()
    desk.keeper.settle(first.mail_id, MailState.NOT_SENT, 451)
    one, other = desk.keeper.letters(100), Keeper(desk.sessions, sends_mail=True, now=desk.clock).letters(100)
    assert next(one) == first
    assert next(other, None) is None


def test_a_days_measure_is_kept(desk: Desk, letters: Letters) -> None:
    desk.take_in(*(old_service(f"s{n}", organization={"id": f"o{n}", "name": f"O{n}",
                   "email": f"o{n}@example.org"}) for n in range(5)))  # fmt: skip
    assert len(letters(3)) == 3
    assert len(letters(3)) == 2


def test_without_mail_everything_due_is_the_editors(desk: Desk) -> None:
    desk.take_in(old_service())
    keeper = Keeper(desk.sessions, sends_mail=False, now=desk.clock)
    assert [each.why for each in keeper.standings()] == [Why.NO_MAIL]


def test_a_link_handed_out_counts_as_a_mail_and_is_the_same_all_day(
    desk: Desk, letters: Letters, clock: Clock
) -> None:
    desk.take_in(old_service())
    mail_id = desk.keeper.hand_out("lunch-1")
    assert mail_id is not None
    assert desk.keeper.hand_out("lunch-1") == mail_id
    assert letters() == []
    clock.pass_days(14)
    assert [letter.step for letter in letters()] == [2]
    assert desk.keeper.hand_out("nowhere") is None


def test_the_demonstration_is_never_written_to(desk: Desk, letters: Letters) -> None:
    from directory.importing import import_rows
    from directory.models.service import Source
    from directory.openreferral.rows import FeedRow

    import_rows(desk.sessions, [FeedRow(1, None, old_service())], Source.DEMONSTRATION)
    assert letters() == []
    assert desk.keeper.standings() == []
