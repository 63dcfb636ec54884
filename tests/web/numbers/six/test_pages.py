"""The page of the six measures, and figures brought by a real form: taken whole, once, and taken back."""

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.web.numbers.making import contact, handoff
from web.clock import local_day, now
from web.database import ContactsStore
from web.models.contact import Outcome
from web.models.handoff import HandoffOutcome
from web.numbers.months import before, written
from web.numbers.six.register import six_measures
from web.store import figures, trail

SignIn = Callable[[str], FlaskClient]
URL = "/staff/numbers/norfolk"
THIS_MONTH = local_day(now(), "Europe/London").replace(day=1)
HEADER = "month,measure,number,out_of,target\n"


def month(back: int) -> str:
    return written(before(THIS_MONTH, back))


def bring(browser: FlaskClient, content: str | bytes, page: str = URL) -> Any:
    shown = browser.get(page).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', shown)
    assert token
    data = content.encode() if isinstance(content, str) else content
    file = (io.BytesIO(data), "figures.csv")
    return browser.post(URL, data={"csrf_token": token[1], "file": file}, follow_redirects=True)


def restore(browser: FlaskClient, number: int, nonce: str = "a-nonce-of-its-own") -> Any:
    shown = browser.get(URL).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', shown)
    assert token
    fields = {"csrf_token": token[1], "nonce": nonce}
    return browser.post(f"{URL}/versions/{number}/restore", data=fields, follow_redirects=True)


def series(page: str, name: str) -> str:
    return page.split(f'data-series="{name}"')[1].split("</section>")[0]


def versions_of(store: ContactsStore) -> int:
    with store.reading() as session:
        return len(figures.versions(session))


def test_it_works(store: ContactsStore, signed_in: SignIn) -> None:
    last = before(THIS_MONTH, 1)
    with store.writing() as session:
        for outcome in (HandoffOutcome.ASSESSMENT_REQUESTED, HandoffOutcome.NO_ASSESSMENT_NEEDED, None):
            one = contact(session, last, outcome=Outcome.HANDED_OFF)
            one.request_at = one.started_at
            handoff(session, one, outcome)
    nadia = signed_in("nadia")
    page = bring(nadia, f"{HEADER}{month(1)},reabled,180,240,80\n").get_data(as_text=True)
    assert "The figures are taken as version 1" in page
    assert page.count("<section") == 7
    assert f"50.0% ({last:%B %Y}: 1 of 2)" in series(page, "assessments-live")
    assert "Harm after an early end" in page.split('id="assessments"')[1].split("</section>")[0]
    assert f"50.0% ({last:%B %Y}: 1 of 2)" in series(page, "no_support-live")
    assert "75.0%" in series(page, "reabled") and "80.0%" in series(page, "reabled")
    assert "No figures have been brought yet" in series(page, "reviews")
    with store.reading() as session:
        assert trail.count(session, action="brought_figures") == 1


@pytest.mark.parametrize("name", ["leo", "ada"])
def test_who_only_looks_brings_nothing(signed_in: SignIn, name: str) -> None:
    page = signed_in(name).get(URL).get_data(as_text=True)
    assert "What was brought" in page and 'type="file"' not in page


def test_a_wrong_row_is_named_and_nothing_is_taken(store: ContactsStore, signed_in: SignIn) -> None:
    file = f"{HEADER}{month(2)},reabled,180,240,\n{month(1)},reabled,<b>180,240,\n"
    answer = bring(signed_in("nadia"), file)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and versions_of(store) == 0
    wrong = page.split('data-problem="not_whole"')[1].split("</tr>")[0]
    assert "</span>3</th>" in wrong and "&lt;b&gt;180" in wrong and "whole number" in wrong


def test_the_same_file_twice_is_one_version(store: ContactsStore, signed_in: SignIn) -> None:
    nadia, file = signed_in("nadia"), f"{HEADER}{month(1)},reabled,180,240,\n"
    bring(nadia, file)
    again = bring(nadia, file).get_data(as_text=True)
    assert "here already as version 1" in again and versions_of(store) == 1


def test_the_newest_counts_and_an_earlier_one_can_be_brought_back(
    store: ContactsStore, signed_in: SignIn
) -> None:
    nadia = signed_in("nadia")
    bring(nadia, f"{HEADER}{month(1)},reabled,180,240,\n")
    page = bring(nadia, f"{HEADER}{month(1)},reabled,60,240,\n{month(2)},reviews,1,4,\n")
    assert "25.0%" in series(page.get_data(as_text=True), "reabled")
    shown = nadia.get(f"{URL}/versions/1").get_data(as_text=True)
    assert "2 months of measures would say something else" in shown and ">180</td>" in shown
    back = restore(nadia, 1).get_data(as_text=True)
    assert "All stands as it did after version 1" in back
    assert "75.0%" in series(back, "reabled") and "No figures" in series(back, "reviews")
    assert versions_of(store) == 3
    # The same form again, and a version that stands already, change nothing.
    restore(nadia, 1)
    assert "already" in restore(nadia, 1, "another-nonce").get_data(as_text=True)
    assert versions_of(store) == 3
    forward = restore(nadia, 2, "a-third-nonce").get_data(as_text=True)
    assert "25.0%" in series(forward, "reabled") and "25.0%" in series(forward, "reviews")
    with store.reading() as session:
        assert trail.count(session, action="restored_figures") == 2


def test_a_version_that_is_not_there(signed_in: SignIn) -> None:
    nadia = signed_in("nadia")
    assert nadia.get(f"{URL}/versions/7").status_code == 404
    assert restore(nadia, 7).status_code == 404


def test_the_example_is_not_taken(store: ContactsStore, signed_in: SignIn) -> None:
    nadia = signed_in("nadia")
    answer = bring(nadia, nadia.get(f"{URL}/example.csv").get_data())
    assert answer.status_code == 422 and "example file" in answer.get_data(as_text=True)
    assert versions_of(store) == 0


def test_no_file_and_too_large_a_file_are_kindly_refused(store: ContactsStore, signed_in: SignIn) -> None:
    nadia = signed_in("nadia")
    assert "Choose a file first" in bring(nadia, "").get_data(as_text=True)
    assert bring(nadia, "x" * 200_000).status_code == 413
    assert versions_of(store) == 0


def test_the_file_to_fill_in_holds_what_stands_and_comes_back(
    store: ContactsStore, signed_in: SignIn
) -> None:
    nadia = signed_in("nadia")
    bring(nadia, f"{HEADER}{month(1)},reabled,180,240,80\n{month(1)},assessments,,,25\n")
    file = nadia.get(f"{URL}/figures.csv").get_data(as_text=True)
    uploaded = [each for each in six_measures().values() if each.feed]
    assert len(file.splitlines()) == 1 + 12 * len(uploaded) + 1
    assert f"{month(1)},reabled,180,240,80" in file and f"{month(1)},assessments,,,25" in file
    filled = file.replace(f"{month(1)},reviews,,,", f"{month(1)},reviews,3,4,")
    page = bring(nadia, filled).get_data(as_text=True)
    assert "75.0%" in series(page, "reviews") and "25.0%" in series(page, "assessments-live")


def test_the_whole_page_as_a_table(signed_in: SignIn) -> None:
    nadia = signed_in("nadia")
    bring(nadia, f"{HEADER}{month(1)},admissions_65,95,190000,\n")
    table = nadia.get(f"{URL}/table.csv").get_data(as_text=True)
    assert f"admissions_65,upload,{month(1)},95,190000,50.00,100000," in table
    assert table.count("assessments,signpost,") == 14


def test_half_a_year_says_which_way_it_goes(signed_in: SignIn) -> None:
    nadia = signed_in("nadia")
    rows = "".join(
        f"{month(back)},reviews,{number},1000,\n"
        for back, number in zip(range(6, 0, -1), (200, 200, 200, 300, 300, 300), strict=True)
    )
    page = bring(nadia, HEADER + rows).get_data(as_text=True)
    assert "It moves as hoped" in series(page, "reviews")
    drawn = series(page, "reviews").split("<svg")[1].split(">")[0]
    assert "newest 30%; lowest 20% in" in drawn and "style=" not in page
    assert "20.0% in the three months before, 30.0% in the newest three: a change of +10.0 points" in page


def test_two_at_once_with_the_same_file_make_one_version(store: ContactsStore, cast: dict[str, int]) -> None:
    with store.writing() as session:
        made = figures.add(session, (), "c" * 64, cast["nadia"], now())
        assert made is not None
    with store.writing() as session:
        assert figures.add(session, (), "c" * 64, cast["nadia"], now()) is None
    assert versions_of(store) == 1
    assert before(date(2026, 1, 1)) == date(2025, 12, 1)
