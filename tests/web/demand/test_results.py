"""What scenarios lead to, on pages, in files and in pictures; and the trail."""

import csv
import html
import re
from collections.abc import Callable
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import post
from tests.web.demand.pages import HOME, add, save_figures, shown
from web.demand.inputs import known
from web.demand.shown import money
from web.words.book import words

SignIn = Callable[[str], FlaskClient]


def test_norfolks_four_questions_are_answered_by_name(nadia: FlaskClient, council: None) -> None:
    page = shown(nadia, f"{add(nadia)}/questions")
    for part in ("one", "two", "three", "four"):
        assert words("demand")["questions"][part]["title"] in page
    assert "The first whole person fewer has long-term support in month" in page
    assert "whoever appears to need care and support must be assessed" in page.lower()
    assert "Harrow" in page and "All of them together" in page
    assert "Worked out with 25% fewer" in shown(nadia, f"{HOME}/scenarios/1/questions?fewer=25")
    for nonsense in ("x", "-5", "1e9", "%00", "9" * 50):
        shown(nadia, f"{HOME}/scenarios/1/questions?fewer={nonsense}")
    assert "does nothing differently" in shown(nadia, f"{HOME}/scenarios/0/questions")


def test_what_matters_most_comes_first(nadia: FlaskClient, council: None) -> None:
    page = shown(nadia, f"{add(nadia)}/matters?of=cost")
    bars = re.findall(r'<tr><th scope="row">([^<]+)</th>', page.split('id="bars"')[1])
    assert bars[0] == "Months in a residential home" and "Listen first" in bars
    assert "Indicative cost avoided over five years." in shown(nadia, f"{HOME}/scenarios/1/matters")
    shown(nadia, f"{HOME}/scenarios/0/matters?of=avoided")


def test_scenarios_side_by_side(nadia: FlaskClient, council: None) -> None:
    add(nadia)
    add(nadia, key="two", name="Listen more", central_0="-12")
    page = shown(nadia, f"{HOME}/compare")
    head = page.split('id="five"')[1].split("</thead>")[0]
    assert "As it is" in head and "Listen first" in head and "Listen more" in head
    assert (
        "Listen more" not in shown(nadia, f"{HOME}/compare?with=1").split('id="five"')[1].split("</thead>")[0]
    )
    shown(nadia, f"{HOME}/compare?with=99&with=x")


def test_put_away_and_brought_back(nadia: FlaskClient, council: None) -> None:
    where = add(nadia)
    for _twice in range(2):
        assert post(nadia, f"{where}/put-away", page=where).status_code == 303
    assert "Listen first" in shown(nadia, HOME).split('id="away"')[1]
    assert "Listen first" not in shown(nadia, f"{HOME}/compare")
    assert post(nadia, f"{where}/bring-back", page=where).status_code == 303
    assert 'id="away"' not in shown(nadia, HOME)


def rows_of(browser: FlaskClient, url: str) -> list[list[str]]:
    answer = browser.get(url)
    assert answer.mimetype == "text/csv" and "attachment" in answer.headers["Content-Disposition"]
    return list(csv.reader(StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))


def test_the_forecast_as_a_file_is_what_the_page_shows(nadia: FlaskClient, council: None) -> None:
    add(nadia, name="=cmd|'/c calc'!A1")
    head, *rows = rows_of(nadia, f"{HOME}/forecast.csv?with=1")
    assert head == words("demand")["csv"]["head"]
    assert {row[0] for row in rows} == {"As it is", "'=cmd|'/c calc'!A1"}
    whole = sum(
        float(row[7]) for row in rows if row[0] == "As it is" and row[3] == "Central" and row[6] == "Cost"
    )
    assert f"£{whole / 1e6:,.1f} million" in shown(nadia, f"{HOME}/scenarios/0")
    assert {row[5] for row in rows} == {str(month) for month in range(1, 61)}
    parts = sum(float(row[7]) for row in rows if row[0] == "As it is" and row[3] == "Central" and
                row[6].startswith("Cost: "))  # fmt: skip
    assert parts == pytest.approx(whole, abs=5)


def test_the_figures_as_a_file_have_their_sources(nadia: FlaskClient) -> None:
    save_figures(nadia, contacts_year_central="7250", contacts_year_note="@SUM(A1)")
    _head, *rows = rows_of(nadia, f"{HOME}/figures.csv")
    assert len(rows) == len(known())
    first = next(row for row in rows if row[0] == "Contacts a year")
    assert first[2] == "7250.0" and first[6].endswith("@SUM(A1)") and not first[6].startswith("@")


@pytest.mark.parametrize("name", ["cost", "people", "matters"])
@pytest.mark.parametrize("number", [0, 1])
def test_a_picture_is_an_svg_without_script_or_style(
    nadia: FlaskClient, council: None, name: str, number: int
) -> None:
    add(nadia, name="<script>alert(1)</script>")
    answer = nadia.get(f"{HOME}/scenarios/{number}/{name}.svg")
    assert answer.mimetype == "image/svg+xml"
    tree = ElementTree.fromstring(answer.data)  # noqa: S314 - our own
    tags = {node.tag.rpartition("}")[2] for node in tree.iter()}
    assert tree.tag == "{http://www.w3.org/2000/svg}svg"
    assert not tags & {"script", "style", "foreignObject"} and {"rect", "text"} <= tags
    assert not [key for node in tree.iter() for key in node.attrib if key == "style" or key.startswith("on")]


def _places(answer: Any) -> tuple[list[float], list[float]]:
    """Where the pairs of bars begin, and the names' baselines, from the top."""
    tree = ElementTree.fromstring(answer.data)  # noqa: S314 - our own
    plot = next(node for node in tree.iter() if node.get("class") == "plot")
    bars = sorted(float(node.attrib["y"]) for node in plot.iter() if "rect" in node.get("class", "").split())
    names = [float(node.attrib["y"]) for node in plot if node.tag.endswith("text")]
    return bars, names


@pytest.mark.parametrize("paper", ["", "?paper=narrow"])
def test_names_of_bars_lie_between_them(nadia: FlaskClient, council: None, paper: str) -> None:
    bars, names = _places(nadia.get(f"{HOME}/scenarios/0/matters.svg{paper}"))
    size, below = 15, 4
    thick = bars[1] - bars[0]
    assert len(bars) == 20 and len(names) >= 10
    for name in names:
        over = [bar for bar in bars if bar + thick > name - size and bar < name + below]
        assert over == [], f"the name at {name} lies on bars"


def test_a_picture_is_drawn_for_a_telephone_and_for_the_dark(nadia: FlaskClient, council: None) -> None:
    page = nadia.get(f"{HOME}/scenarios/0").get_data(as_text=True)
    for name in ("cost", "people"):
        address = f"{HOME}/scenarios/0/{name}.svg"
        offered = {html.unescape(each) for each in re.findall(rf'(?:srcset|src)="({address}[^"]*)"', page)}
        assert offered == {
            address, f"{address}?paper=narrow", f"{address}?paper=dark", f"{address}?paper=narrow&paper=dark",
        }  # fmt: skip
        drawn = {each: nadia.get(each).get_data(as_text=True) for each in offered}
        assert 'width="320"' in drawn[f"{address}?paper=narrow"] and 'width="760"' in drawn[address]
        assert "#ffffff" not in drawn[f"{address}?paper=dark"] and "#ffffff" in drawn[address]


def test_there_is_no_other_picture_and_no_other_scenario(nadia: FlaskClient, council: None) -> None:
    for url in ("/scenarios/0/x.svg", "/scenarios/77/cost.svg", "/scenarios/77", "/scenarios/0/change"):
        assert nadia.get(f"{HOME}{url}").status_code == 404


def test_what_was_saved_is_in_the_trail(nadia: FlaskClient, signed_in: SignIn) -> None:
    save_figures(nadia)
    add(nadia)
    page = signed_in("ada").get("/staff/audit").get_data(as_text=True)
    assert "saved_demand_figures" in page and "saved_demand_scenario" in page


def test_what_costs_more_is_called_extra_cost(nadia: FlaskClient, council: None) -> None:
    page = shown(nadia, add(nadia, low_0="5", central_0="10", high_0="15"))
    headline = page.split('id="headline">')[1].split("</p>")[0]
    assert "Indicative extra cost over five years: £" in headline and "\u2212" not in headline
    assert "Indicative extra cost" in shown(nadia, HOME)


@pytest.mark.parametrize("number", ["99999999999999999999", "-99999999999999999999", "x"])
def test_a_scenario_that_no_row_can_be_is_left_out(council: None, nadia: FlaskClient, number: str) -> None:
    assert nadia.get(f"/staff/demand/forecast.csv?with={number}").status_code == 200
    assert nadia.get(f"/staff/demand/compare?with={number}").status_code == 200


def test_no_line_ends_between_a_minus_and_its_pounds() -> None:
    assert [money(each) for each in (-33_000, -1_200_000, 33_000)] == [
        "\N{MINUS SIGN}\N{WORD JOINER}£33,000", "\N{MINUS SIGN}\N{WORD JOINER}£1.2 million", "£33,000",
    ]  # fmt: skip
