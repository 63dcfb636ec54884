"""A worker marks, on a hand-off, words that should have been heard as something else."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import post
from tests.web.handoff_json import handoff
from tests.web.test_review_store import Shouts, entries
from web.database import ContactsStore
from web.models.review import Found
from web.staff.sifting import Sifter
from web.store import review

SignIn = Callable[[str], FlaskClient]


def hand_on(client: FlaskClient, bearer: dict[str, str], **more: Any) -> str:
    answer = client.post("/api/handoffs", json=handoff(**more), headers=bearer)
    told: Any = answer.json
    assert answer.status_code == 201, told
    return str(told["reference"])


def test_a_worker_marks_words_that_should_have_been_heard(
    client: FlaskClient, bearer: dict[str, str], signed_in: SignIn, store: ContactsStore, cast: dict[str, int]
) -> None:
    page = f"/staff/handoffs/{hand_on(client, bearer)}"
    tom = signed_in("tom")
    for _ in range(2):
        assert post(tom, f"{page}/heard-late", page=page, position="0", danger="fall_now").status_code == 303
        assert "The conversation leads will look at it" in tom.get(page).get_data(as_text=True)
        Sifter(store, open_names=Shouts).sift()
    (late,) = entries(store)
    assert (late.kind, late.times) == (Found.LATE, 2)
    assert late.words == handoff()["words"][0].upper()


@pytest.mark.parametrize(
    ("position", "danger"), [("0", ""), ("99", "fall_now"), ("", "fall_now"), ("0", "x")]
)
def test_a_mark_that_says_nothing_keeps_nothing(
    client: FlaskClient,
    bearer: dict[str, str],
    signed_in: SignIn,
    store: ContactsStore,
    position: str,
    danger: str,
) -> None:
    page = f"/staff/handoffs/{hand_on(client, bearer)}"
    tom = signed_in("tom")
    post(tom, f"{page}/heard-late", page=page, position=position, danger=danger)
    assert "Nothing was done" in tom.get(page).get_data(as_text=True)
    with store.reading() as session:
        assert review.count_noticed(session) == 0


def test_words_out_of_which_no_name_can_be_taken_are_not_passed_on(
    client: FlaskClient, bearer: dict[str, str], signed_in: SignIn, store: ContactsStore
) -> None:
    polish = ["moja mama Grażyna upadła w kuchni i nie mogę jej podnieść"]
    page = f"/staff/handoffs/{hand_on(client, bearer, words=polish)}"
    tom = signed_in("tom")
    post(tom, f"{page}/heard-late", page=page, position="0", danger="fall_now")
    assert "out of English words only" in tom.get(page).get_data(as_text=True)
    with store.reading() as session:
        assert review.count_noticed(session) == 0


def test_a_mark_on_what_one_may_not_see_is_no_page(
    client: FlaskClient, bearer: dict[str, str], signed_in: SignIn
) -> None:
    seen, hidden = (
        hand_on(client, bearer),
        hand_on(client, bearer, idempotency_key="k" * 20, kind="safeguarding"),
    )
    tom = signed_in("tom")
    for reference in (hidden, "SP-0000-0000", "nonsense"):
        way = f"/staff/handoffs/{reference}/heard-late"
        answer = post(tom, way, page=f"/staff/handoffs/{seen}", position="0", danger="fall_now")
        assert answer.status_code == 404
