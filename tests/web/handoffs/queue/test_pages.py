"""The queue as a page: shelves with counts, what is due first, each worker's teams, what is overdue."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.web.conftest import post
from tests.web.handoff_json import FALLS
from tests.web.handoffs.queue.conftest import Receive
from web.clock import now
from web.database import ContactsStore
from web.handoffs.queue.deeds import Deed
from web.handoffs.queue.states import Move
from web.models.handoff import Handoff, Team
from web.store import queue, queue_pages

SignIn = Callable[[str], FlaskClient]
QUEUE = "/staff/handoffs"


def listed(browser: FlaskClient, query: str = "", page: str = QUEUE) -> list[str]:
    """The references on a page of the queue, in their order."""
    text = browser.get(f"{page}?{query}").get_data(as_text=True)
    return re.findall(r'scope="row"[^>]*><a [^>]*>(SP-[\w-]+)<', text)


def shelves(browser: FlaskClient) -> dict[str, int]:
    text = browser.get(QUEUE).get_data(as_text=True)
    found = re.findall(r"show=(\w+)[^>]*>[^<]*<span[^>]*>(\d+)<", text)
    return {shelf: int(number) for shelf, number in found}


def due_in(store: ContactsStore, id_: int, hours: int) -> None:
    with store.writing() as session:
        due = now() + timedelta(hours=hours)
        session.execute(update(Handoff).where(Handoff.id == id_).values(due_at=due))


def test_what_is_due_first_comes_first_and_the_newest_when_asked(
    signed_in: SignIn, store: ContactsStore, receive: Receive
) -> None:
    for number, hours in enumerate((5, -3, 2)):
        due_in(store, receive(f"SP-{number:04}-0000"), hours)
    tom = signed_in("tom")
    assert listed(tom) == ["SP-0001-0000", "SP-0002-0000", "SP-0000-0000"]
    assert listed(tom, "order=newest") == ["SP-0002-0000", "SP-0001-0000", "SP-0000-0000"]
    assert listed(tom, "show=overdue") == ["SP-0001-0000"]


def test_shelves_hold_what_they_say_and_count_it(
    signed_in: SignIn, store: ContactsStore, receive: Receive, cast: dict[str, int]
) -> None:
    ids = [receive(f"SP-{number:04}-0000") for number in range(3)]
    receive("SP-0003-0000", needs=["adaptations"])
    due_in(store, ids[0], -1)
    with store.writing() as session:
        for id_, name in ((ids[0], "tom"), (ids[1], "grace")):
            queue.perform(session, session.get_one(Handoff, id_), Deed(Move.CLAIM, cast[name]), now())
        queue_pages.set_teams(session, cast["tom"], {Team.OCCUPATIONAL_THERAPY})
    tom = signed_in("tom")
    assert shelves(tom) == {"open": 4, "mine": 1, "team": 1, "unclaimed": 2, "overdue": 1, "closed": 0}
    for shelf, number in shelves(tom).items():
        assert len(listed(tom, f"show={shelf}")) == number
    assert listed(tom, "show=mine") == ["SP-0000-0000"]
    assert listed(tom, "show=team") == ["SP-0003-0000"]
    assert listed(tom, "team=occupational_therapy") == ["SP-0003-0000"]


def test_page_by_page_and_no_word_of_a_resident(signed_in: SignIn, receive: Receive) -> None:
    for number in range(27):
        receive(f"SP-{number:04}-0000")
    tom = signed_in("tom")
    first, second = (listed(tom, f"order=newest&page={page}") for page in (1, 2))
    assert (len(first), len(second)) == (25, 2)
    assert first[0] == "SP-0026-0000" and second[-1] == "SP-0000-0000"
    assert FALLS not in tom.get(QUEUE).get_data(as_text=True)


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=x", "page=99999999999999", "show=x", "team=x", "order=x"]
)
def test_a_strange_address_is_no_failure(signed_in: SignIn, query: str) -> None:
    assert signed_in("tom").get(f"{QUEUE}?{query}").status_code == 200


def test_neither_queue_holds_anything_of_the_other(signed_in: SignIn, receive: Receive) -> None:
    receive("SP-0001-0000")
    receive("SP-0002-0000", kind="safeguarding")
    sana = signed_in("sana")
    assert listed(sana) == ["SP-0001-0000"]
    assert listed(sana, page="/staff/safeguarding") == ["SP-0002-0000"]
    home = signed_in("tom").get("/staff/").get_data(as_text=True)
    assert "Follow-up queue</a>: 1 open" in home and "Safeguarding" not in home


def test_teams_are_chosen_and_chosen_again(
    signed_in: SignIn, store: ContactsStore, cast: dict[str, int]
) -> None:
    tom = signed_in("tom")
    for teams in ("housing", "carers", "nonsense"):
        assert post(tom, "/staff/teams", page=QUEUE, team=teams).status_code == 303
        with store.reading() as session:
            wanted = {teams} & set(Team)
            assert queue_pages.teams_of(session, cast["tom"]) == wanted


def test_managers_see_what_is_overdue_without_names_and_words(
    signed_in: SignIn, store: ContactsStore, receive: Receive
) -> None:
    due_in(store, receive("SP-0001-0000", contact={"name": "Rosa Amato"}), -30)
    due_in(store, receive("SP-0002-0000", kind="safeguarding"), -30)
    receive("SP-0003-0000")
    nadia = signed_in("nadia")
    page = nadia.get("/staff/late").get_data(as_text=True)
    assert "SP-0001-0000" in page and "1 day" in page
    assert "Safeguarding queue: 1 overdue" in page
    for hidden in ("SP-0002-0000", "SP-0003-0000", "Rosa", FALLS):
        assert hidden not in page
    assert nadia.get(QUEUE).status_code == nadia.get("/staff/handoffs/SP-0001-0000").status_code == 403
    assert signed_in("ada").get("/staff/late").status_code == 403
