"""The review: who may see it, what a reviewer is shown, what is kept of a form, and two reviewers at once."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient
from sqlalchemy import select

from bot.learning.labels import Labels
from tests.web.conftest import post
from tests.web.test_review_store import Shouts, entries
from web.clock import now
from web.database import ContactsStore
from web.models.review import Found, Label, ReviewState
from web.models.staff import AuditEvent
from web.staff.sifting import Sifter
from web.store import review
from web.words.book import words
from web.words.needs import need_labels

SignIn = Callable[[str], FlaskClient]
READ = {"read": "yes"}
NEEDS = {"label": "needs", "needs": "falls_prevention", "kept": "it has gone again", **READ}


@pytest.fixture
def entry(store: ContactsStore) -> int:
    """One message that was not understood."""
    return put(store, "the whatsit has gone again")


def put(store: ContactsStore, said: str, kind: Found = Found.NOT_UNDERSTOOD, **more: Any) -> int:
    heard = {
        "act": "unclear",
        "asked_choices": True,
        "needs": [{"id": "falls_prevention", "score": 0.31}],
        **more,
    }
    with store.writing() as session:
        review.notice(session, kind, said, heard, now().date(), more.get("before"))
    Sifter(store, open_names=Shouts).sift()
    return max(each.id for each in entries(store))


def trail(store: ContactsStore) -> list[tuple[str, int | None]]:
    with store.reading() as session:
        found = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
        return [(each.action, each.staff_user_id) for each in found if "review" in each.action]


def send(browser: FlaskClient, entry: int, **fields: str) -> Any:
    return post(browser, f"/staff/review/{entry}/label", page=f"/staff/review/{entry}", **fields)


def test_it_works(signed_in: SignIn, store: ContactsStore, cast: dict[str, int], entry: int) -> None:
    leo = signed_in("leo")
    assert "THE WHATSIT" in leo.get("/staff/review").get_data(as_text=True)
    answer = send(leo, entry, **NEEDS)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/review")
    (kept,) = entries(store)
    assert (kept.state, kept.label, kept.label_of) == (
        ReviewState.LABELLED,
        Label.NEEDS,
        ["falls_prevention"],
    )
    assert (kept.kept, kept.labelled_by) == ("it has gone again", cast["leo"])
    assert "The label is kept" in leo.get("/staff/review").get_data(as_text=True)
    assert trail(store) == [("looked_at_review_entry", cast["leo"]), ("labelled_review_entry", cast["leo"])]


@pytest.mark.parametrize("name", ["grace", "tom", "sana", "nadia", "ed", "ada"])
def test_nobody_but_the_conversation_lead_gets_in(signed_in: SignIn, name: str, entry: int) -> None:
    browser = signed_in(name)
    for page in ("/staff/review", f"/staff/review/{entry}"):
        assert browser.get(page).status_code == 403
    assert "/staff/review" not in browser.get("/staff/").get_data(as_text=True)


def test_the_reviewer_sees_what_was_heard_and_what_was_shown(signed_in: SignIn, store: ContactsStore) -> None:
    told = put(store, "too far", Found.REFUSED, shown=["Steady Steps"], before="I fell in the kitchen")
    shown = signed_in("leo").get(f"/staff/review/{told}").get_data(as_text=True)
    for expected in (
        "I FELL IN THE KITCHEN",
        "TOO FAR",
        "Steady Steps",
        f"{need_labels()['falls_prevention']} 31 in 100",
    ):
        assert expected in shown
    assert re.search(r'<textarea[^>]+id="kept"[^>]*>I FELL IN THE KITCHEN<', shown)


@pytest.mark.parametrize(
    ("fields", "label", "of"),
    [
        (
            {"label": "needs", "needs": "falls_prevention", "also": "loneliness"},
            "needs",
            ["falls_prevention", "loneliness"],
        ),
        ({"label": "nothing", "danger": "fall_now"}, "nothing", []),
        ({"label": "danger", "danger": "fall_now"}, "danger", ["fall_now"]),
        ({"label": "no_danger", "no_danger": "fall_now"}, "no_danger", ["fall_now"]),
        ({"label": "no_danger"}, "no_danger", []),
        ({"label": "request", "request": "talk_to_person"}, "request", ["talk_to_person"]),
        ({"label": "no_request"}, "no_request", []),
        ({"label": "outside", "outside": "national"}, "outside", ["national"]),
        ({"label": "inside"}, "inside", []),
    ],
)
def test_every_label_is_kept(
    signed_in: SignIn, store: ContactsStore, entry: int, fields: dict[str, str], label: str, of: list[str]
) -> None:
    assert send(signed_in("leo"), entry, kept="some words", **READ, **fields).status_code == 303
    (kept,) = entries(store)
    assert (kept.label, kept.label_of) == (label, of)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"label": ""}, "label"),
        ({"label": "nonsense"}, "label"),
        ({"needs": ""}, "needs"),
        ({"needs": "no_such_need"}, "needs"),
        ({"also": "no_such_need"}, "needs"),
        ({"label": "danger", "danger": ""}, "danger"),
        ({"label": "no_danger", "no_danger": "no_such_danger"}, "danger"),
        ({"label": "request"}, "request"),
        ({"label": "outside", "outside": "falls_prevention"}, "outside"),
        ({"kept": " "}, "words"),
        ({"kept": "x" * 601}, "long"),
        ({"kept": "falls || loneliness"}, "line"),
        ({"kept": "ring 07700 900123 and ask"}, "personal"),
        ({"read": ""}, "read"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(
    signed_in: SignIn, store: ContactsStore, entry: int, fields: dict[str, str], said: str
) -> None:
    answer = send(signed_in("leo"), entry, **{**NEEDS, **fields})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words("review")["problems"][said] in page.replace("&#34;", '"')
    typed = fields.get("kept", NEEDS["kept"])
    assert typed[:20].strip() in page or said == "personal"
    assert [each.state for each in entries(store)] == [ReviewState.WAITING]


def test_a_number_left_in_is_taken_out_and_shown(signed_in: SignIn, entry: int) -> None:
    answer = send(signed_in("leo"), entry, **{**NEEDS, "kept": "ring 07700 900123 and ask"})
    assert ">ring [phone] and ask<" in answer.get_data(as_text=True)


def test_what_cannot_be_used_is_deleted(signed_in: SignIn, store: ContactsStore, entry: int) -> None:
    assert send(signed_in("leo"), entry, label="unusable").status_code == 303
    (gone,) = entries(store)
    assert (gone.state, gone.words, gone.kept, gone.label) == (ReviewState.UNUSABLE, None, None, None)


def test_the_same_form_twice_is_one_label(signed_in: SignIn, store: ContactsStore, entry: int) -> None:
    leo = signed_in("leo")
    page = leo.get(f"/staff/review/{entry}").get_data(as_text=True)
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[-1]
    for _ in range(2):
        answer = leo.post(f"/staff/review/{entry}/label", data={"csrf_token": token, **NEEDS})
        assert answer.status_code == 303
    assert [action for action, _ in trail(store)].count("labelled_review_entry") == 1


def test_the_second_of_two_reviewers_loses_nothing(
    signed_in: SignIn, store: ContactsStore, cast: dict[str, int], entry: int
) -> None:
    leo = signed_in("leo")
    page = leo.get(f"/staff/review/{entry}").get_data(as_text=True)
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[-1]
    with store.writing() as session:
        review.label(session, entry, Label.NOTHING, [], "first words", cast["ada"], now())
    answer = leo.post(f"/staff/review/{entry}/label", data={"csrf_token": token, **NEEDS})
    told = answer.get_data(as_text=True)
    assert answer.status_code == 409, told
    assert (
        "ada looked at this first" in told
        and "it has gone again" in told
        and need_labels()["falls_prevention"] in told
    )
    assert [each.kept for each in entries(store)] == ["first words"]


def test_a_label_is_taken_back(signed_in: SignIn, store: ContactsStore, entry: int) -> None:
    leo = signed_in("leo")
    send(leo, entry, **NEEDS)
    page = f"/staff/review/{entry}"
    assert post(leo, f"{page}/reopen", page=page).status_code == 303
    assert [each.state for each in entries(store)] == [ReviewState.WAITING]
    assert "waits to be looked at again" in leo.get(page).get_data(as_text=True)


def test_after_a_label_comes_the_next_message(signed_in: SignIn, store: ContactsStore, entry: int) -> None:
    following = put(store, "another one of these")
    assert send(signed_in("leo"), entry, **NEEDS).headers["Location"] == f"/staff/review/{following}"


def test_the_list_is_by_kind_and_says_how_old(signed_in: SignIn, store: ContactsStore, entry: int) -> None:
    put(store, "too far", Found.REFUSED)
    leo = signed_in("leo")
    refused = leo.get("/staff/review?kind=refused").get_data(as_text=True)
    assert "TOO FAR" in refused and "THE WHATSIT" not in refused
    assert "Not understood, today" in leo.get("/staff/review?kind=nonsense&page=x").get_data(as_text=True)


@pytest.mark.parametrize("way", ["/staff/review/99", "/staff/review/99/label", "/staff/review/99/reopen"])
def test_an_entry_that_is_not_there(signed_in: SignIn, way: str) -> None:
    leo = signed_in("leo")
    answer = leo.get(way) if way.endswith("99") else post(leo, way, page="/staff/review", **NEEDS)
    assert answer.status_code == 404


def test_a_lead_adds_danger_that_was_found_late(
    signed_in: SignIn, store: ContactsStore, cast: dict[str, int]
) -> None:
    leo = signed_in("leo")
    fields = {"words": "he keeps my bank card", "danger": "exploitation"}
    assert post(leo, "/staff/review/add", page="/staff/review", **fields).status_code == 303
    Sifter(store, open_names=Shouts).sift()
    (late,) = entries(store)
    assert (late.kind, late.words, late.heard) == (
        Found.LATE, "HE KEEPS MY BANK CARD", {"should_be": ["exploitation"]}
    )  # fmt: skip
    assert ("added_to_review", cast["leo"]) in trail(store)
    page = leo.get(f"/staff/review/{late.id}").get_data(as_text=True)
    assert 'value="danger" checked' in page and 'value="exploitation" selected' in page


@pytest.mark.parametrize(
    "fields", [{"words": "", "danger": "exploitation"}, {"words": "hello", "danger": "x"}]
)
def test_half_a_form_adds_nothing(signed_in: SignIn, store: ContactsStore, fields: dict[str, str]) -> None:
    leo = signed_in("leo")
    post(leo, "/staff/review/add", page="/staff/review", **fields)
    assert "There is a problem" in leo.get("/staff/review").get_data(as_text=True)
    with store.reading() as session:
        assert review.count_noticed(session) == 0


def test_the_words_of_the_page_know_every_id() -> None:
    ids, say = Labels.load().ids, words("review")
    assert set(say["dangers"]) == set(ids["danger"])
    assert set(say["requests"]) == set(ids["request"])
    assert set(say["outside"]) == set(ids["outside"])
    assert set(say["labels"]) == {*ids, "unusable"} == {*(each.value for each in Label), "unusable"}
    assert set(say["kinds"]) == {each.value for each in Found}
    assert yaml.safe_dump(say)
