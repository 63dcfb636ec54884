"""Editing in the browser: what is sent back untouched changes nothing, and nothing typed is ever lost."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from directory.database import SessionFactory
from directory.queries.editing import count_waiting_proposals, versions_of
from directory.queries.sheet_fields import Sheet
from directory.queries.sheets import sheet_of
from tests.directory.feeds import v3_service
from tests.web.editor.conftest import AT, act, edit, form_on, send, text

EDIT = f"{AT}/edit/lunch-1"
Now = Callable[[], Sheet]


@pytest.fixture
def sheet(sessions: SessionFactory) -> Now:
    def read(service_id: str = "lunch-1") -> Sheet:
        with sessions() as session:
            found = sheet_of(session, service_id)
        assert found
        return found

    return read


def heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>([^<]*)</h1>", page)
    assert found
    return found[1]


def test_it_works(ed: FlaskClient, sheet: Now) -> None:
    answer = edit(ed, name="Brigholm Dinner Club")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{AT}/service/lunch-1")
    page = text(ed.get(f"{AT}/service/lunch-1"))
    assert "Residents see it from now on" in page
    assert "Version 2, by ed" in page
    assert sheet()["name"] == "Brigholm Dinner Club"


def test_an_untouched_form_changes_nothing(ed: FlaskClient, take_in: Any, sheet: Now) -> None:
    odd = [
        {"id": "s1", "freq": "MONTHLY", "byday": "1TU,3TU", "opens_at": "18:30", "closes_at": "20:00"},
        {"id": "s2", "freq": "MONTHLY", "byday": "1MO,2TU", "description": "by arrangement"},
        {"id": "s3", "freq": "WEEKLY", "byday": "FR,MO", "attending_type": "online"},
    ]
    take_in(
        v3_service(
            schedules=odd,
            attending_type="phone and venue",
            fees="£2\n\nor nothing",
            url="HTTP://x.example.org",
        )
    )
    before = sheet()
    answer = edit(ed)
    assert answer.status_code == 303
    assert "Nothing was changed" in text(ed.get(answer.headers["Location"]))
    assert sheet() == before


def test_every_list_can_be_filled_in_changed_and_emptied(ed: FlaskClient, sheet: Now) -> None:
    edit(
        ed,
        phones__0__number="01632 960555", phones__1__remove="yes", phones__2__number="01632 960666",
        schedules__0__days=["TU", "TH"], schedules__0__weeks="1,3", schedules__0__opens_at="11:30",
        cost_options__0__amount="£5.50", languages__0__remove="yes",
        service_areas__0__name="Brigholm", needs__0__need_id="falls_prevention", needs__0__confidence="0.7",
        locations__0__postal_code="DN15 6NL",
        locations__0__accessibility="Step-free entrance\r\nHearing loop",
        attending=["telephone"], minimum_age="", contacts__0__title="Cook",
    )  # fmt: skip
    now = sheet()
    assert [row["number"] for row in now["phones"]] == ["01632 960555", "01632 960666"]
    assert (now["schedules"][0]["byday"], now["schedules"][0]["freq"]) == ("1TU,3TU,1TH,3TH", "MONTHLY")
    assert (now["cost_options"][0]["amount"], now["languages"]) == (5.5, [])
    assert (now["needs"][0]["need_id"], now["needs"][0]["confidence"]) == ("falls_prevention", 0.7)
    place = now["locations"][0]
    assert (place["latitude"], len(place["accessibility"])) == (53.59, 2)
    assert (now["attending_type"], now["minimum_age"], now["contacts"][0]["title"]) == (
        "telephone",
        None,
        "Cook",
    )


def test_a_form_sent_twice_makes_one_version(ed: FlaskClient, sessions: SessionFactory) -> None:
    fields = form_on(text(ed.get(EDIT)), "edit")
    for _ in range(2):
        answer = send(ed, EDIT, fields, name="Dinner Club", why="rang", action="save")
        assert answer.status_code == 303
    with sessions() as session:
        assert len(versions_of(session, "lunch-1")) == 2


def test_without_a_reason_nothing_is_saved_and_nothing_lost(ed: FlaskClient, sheet: Now) -> None:
    answer = edit(ed, name="Dinner Club", why=" ")
    assert answer.status_code == 422
    assert "Write a few words on why" in text(answer)
    assert form_on(text(answer), "edit")["name"] == "Dinner Club"
    assert sheet()["name"] == "Brigholm Lunch Club"


def test_problems_are_said_beside_the_field(ed: FlaskClient) -> None:
    answer = edit(ed, email="nobody", phones__2__number="12", alert="Typed with care")
    page = text(answer)
    assert answer.status_code == 422
    assert 'href="#email"' in page and "name@example.org" in page and 'id="email-error"' in page
    kept = form_on(page, "edit")
    assert (kept["email"], kept["phones-2-number"], kept["alert"]) == ("nobody", "12", "Typed with care")


def test_two_editors_at_once(ed: FlaskClient, signed_in: Any, sheet: Now) -> None:
    seen = form_on(text(ed.get(EDIT)), "edit")
    edit(ed, name="Dinner Club", url="https://new.example.org/")
    stale = send(ed, EDIT, seen, name="Supper Club", alert="Closed in May", why="a leaflet", action="save")
    page = text(stale)
    assert stale.status_code == 409
    assert "Somebody else wrote:" in page and "Dinner Club" in page
    again = form_on(page, "edit")
    assert (again["name"], again["alert"], again["url"]) == (
        "Supper Club", "Closed in May", "https://new.example.org/",
    )  # fmt: skip
    assert sheet()["alert"] is None
    send(ed, EDIT, again, action="save", use_theirs="name")
    assert (sheet()["name"], sheet()["alert"]) == ("Dinner Club", "Closed in May")
    assert sheet()["url"] == "https://new.example.org/"


def test_ones_own_words_may_win_over_the_others(ed: FlaskClient, sheet: Now) -> None:
    seen = form_on(text(ed.get(EDIT)), "edit")
    edit(ed, name="Dinner Club", email="new@example.org")
    again = form_on(text(send(ed, EDIT, seen, name="Supper Club", why="x", action="save")), "edit")
    assert send(ed, EDIT, again, action="save").status_code == 303
    assert (sheet()["name"], sheet()["email"]) == ("Supper Club", "new@example.org")


def test_a_form_that_lost_its_marks_overwrites_nothing(ed: FlaskClient, sheet: Now) -> None:
    answer = edit(ed, name="Supper Club", base="{")
    assert answer.status_code == 409
    assert sheet()["name"] == "Brigholm Lunch Club"


def test_another_row_may_be_asked_for_without_losing_anything(ed: FlaskClient) -> None:
    answer = edit(ed, action="more-phones", name="Dinner Club", phones__2__number="01632 960777")
    page = text(answer)
    fields = form_on(page, "edit")
    assert (answer.status_code, fields["name"]) == (200, "Dinner Club")
    assert [fields[f"phones-{n}-number"] for n in range(5)] == [
        "01632 960123", "01632 960124", "01632 960777", "", "",
    ]  # fmt: skip


def test_a_preview_shows_the_public_page_and_saves_nothing(ed: FlaskClient, sheet: Now) -> None:
    answer = edit(
        ed, action="preview", name="Dinner Club", schedules__0__days=["WE"], locations__0__masked="yes"
    )
    page = text(answer)
    assert heading(page) == "Dinner Club" and "Wednesday" in page
    shown = page.split("</form>", 1)[1]
    assert "Green Lane" not in shown
    assert sheet()["name"] == "Brigholm Lunch Club"
    hidden = form_on(page, "edit")
    back = send(ed, EDIT, hidden, action="back")
    assert form_on(text(back), "edit")["name"] == "Dinner Club"
    assert send(ed, EDIT, hidden, action="save").status_code == 303
    assert (sheet()["name"], sheet()["schedules"][0]["byday"]) == ("Dinner Club", "WE")
    assert (sheet()["locations"][0]["masked"], len(sheet()["phones"])) == (True, 2)


def test_a_draft_waits_until_it_is_approved(ed: FlaskClient, sheet: Now, sessions: SessionFactory) -> None:
    answer = edit(ed, action="draft", name="Dinner Club")
    assert sheet()["name"] == "Brigholm Lunch Club"
    page = text(ed.get(answer.headers["Location"]))
    assert "A draft of ours (ed)" in page and "Dinner Club" in page
    act(ed, answer.headers["Location"], "approve")
    assert sheet()["name"] == "Dinner Club"
    with sessions() as session:
        assert count_waiting_proposals(session) == 0


def test_a_draft_can_be_written_over_before_it_is_approved(ed: FlaskClient, sheet: Now) -> None:
    place = edit(ed, action="draft", name="Dinner Club").headers["Location"]
    url = f"{EDIT}?proposal={place.rsplit('/', 1)[1]}"
    fields = form_on(text(ed.get(url)), "edit")
    assert fields["name"] == "Dinner Club"
    assert send(ed, EDIT, fields, name="Supper Club", why="better", action="save").status_code == 303
    assert sheet()["name"] == "Supper Club"
    assert "Approved" in text(ed.get(place))


def test_a_service_can_be_added(ed: FlaskClient, sheet: Any) -> None:
    fields = form_on(text(ed.get(f"{AT}/add")), "add")
    given = {"name": "Chair Yoga", "organization": "Brigholm Friends", "phones__0__number": "01632 960321"}
    twice = [send(ed, f"{AT}/add", fields, why="new", action="save", **given) for _ in range(2)]
    assert len({answer.headers["Location"] for answer in twice}) == 1
    added = sheet(twice[0].headers["Location"].rsplit("/", 1)[1])
    assert (added["name"], added["phones"][0]["number"]) == ("Chair Yoga", "01632 960321")
    assert [row["need_id"] for row in added["needs"]] == ["loneliness"]
    without = send(ed, f"{AT}/add", fields, why="new", action="save", phones__0__number="01632 960321")
    assert (without.status_code, "Give it a name" in text(without)) == (422, True)


def test_a_new_service_can_be_previewed_and_left_as_a_draft(ed: FlaskClient) -> None:
    fields = form_on(text(ed.get(f"{AT}/add")), "add")
    seen = text(send(ed, f"{AT}/add", fields, name="Chair Yoga", action="preview"))
    assert heading(seen) == "Chair Yoga"
    answer = send(ed, f"{AT}/add", form_on(seen, "add"), why="later", action="draft")
    page = text(ed.get(answer.headers["Location"]))
    assert "A new service" in page
    link = f"{AT}/edit/"
    assert link in page
    assert ">Chair Yoga</a>" not in text(ed.get(f"{AT}/"))
    act(ed, answer.headers["Location"], "approve")
    assert ">Chair Yoga</a>" in text(ed.get(f"{AT}/"))


def test_checked_today_is_noted(ed: FlaskClient, sessions: SessionFactory) -> None:
    answer = edit(ed, checked="yes")
    page = text(ed.get(answer.headers["Location"]))
    assert "It is noted that you checked it today" in page and "by ed" in page


def test_a_form_that_was_open_too_long_comes_back_whole(ed: FlaskClient, sheet: Now) -> None:
    answer = edit(ed, name="Dinner Club", csrf_token="stale")
    assert answer.status_code == 422
    again = form_on(text(answer), "edit")
    assert again["name"] == "Dinner Club"
    assert send(ed, EDIT, again, action="save").status_code == 303
    assert sheet()["name"] == "Dinner Club"


def test_markup_in_a_field_stays_words(ed: FlaskClient) -> None:
    edit(ed, name="<script>alert(1)</script>Club", description="5 < 6 & more")
    page = ed.get(f"{AT}/service/lunch-1").get_data(as_text=True)
    assert "<script>alert" not in page
    assert "5 &lt; 6 &amp; more" in page


@pytest.mark.parametrize("url", [f"{AT}/edit/nothing", f"{AT}/service/nothing", f"{AT}/history/nothing"])
def test_what_is_not_there_is_not_found(ed: FlaskClient, url: str) -> None:
    assert ed.get(url).status_code == 404
