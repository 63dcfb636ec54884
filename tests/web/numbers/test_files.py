"""What leaves the dashboard says what the page says: every figure the same on page, in CSV, XLSX and PDF."""

import csv
import html
import re
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO

import pytest
from flask.testing import FlaskClient

from tests import xlsx_text
from tests.pdf_text import Pdf, rows
from tests.web.numbers.making import contact, handoff
from web.database import ContactsStore
from web.models.contact import Channel, Outcome
from web.models.handoff import HandoffOutcome
from web.settings import WebSettings
from web.staff.dashboard.dashboard import PACKED, PARTS
from web.staff.dashboard.files.values import guarded
from web.staff.dashboard.keeping import count_all
from web.staff.dashboard.table import Cell, Unit, amount, text
from web.store import demonstration
from web.words.book import words

SignIn = Callable[[str], FlaskClient]
MONDAY = date(2026, 11, 16)
QUERY = "from=2026-09-14&to=2026-11-22&compare=before"
NASTY = "=1+1"
Grid = list[list[str]]


@pytest.fixture
def weeks(store: ContactsStore, settings: WebSettings) -> None:
    """Ten weeks with a bit of everything, and a site that somebody named as a formula."""
    with store.writing() as session:
        for back in range(10):
            day = MONDAY - timedelta(weeks=back)
            for number in range(9 + back % 3):
                contact(session, day, outcome=Outcome.RESOLVED_CLAIMED if number % 3 else Outcome.ABANDONED,
                        place_district=f"DN1{number % 3}", site=NASTY if number == 1 else "usual",
                        unmet=["falls"] if number == 4 else [])  # fmt: skip
            one = contact(
                session, day, channel=Channel.TELEPHONE, request="request_assessment", needs=["meals"]
            )
            one.request_at = one.started_at
            handoff(session, one, HandoffOutcome.ASSESSMENT_REQUESTED if back % 2 else None)
    count_all(store, settings)


def page_of(browser: FlaskClient, part: str, query: str = QUERY) -> str:
    return browser.get(f"/staff/numbers/{part}?{query}").get_data(as_text=True)


def words_of(markup: str) -> str:
    without = re.sub(r"<details.*?<summary>(.*?)</summary>.*?</details>", r"\1", markup, flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", "", without)).strip()


def tables_of(page: str) -> dict[str, Grid]:
    """Every table of a page by the id that its files have, cell by cell."""
    found = re.findall(r'<table class="[^"]*" id="(\w+)-table">(.*?)</table>', page, flags=re.S)
    return {
        id_: [
            [words_of(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, flags=re.S)]
            for line in re.findall(r"<tr[^>]*>(.*?)</tr>", body, flags=re.S)
        ]
        for id_, body in found
    }


def bare(shown: str) -> str:
    """A figure of the page as a file of values has it."""
    number = re.fullmatch(r"([+-]?[\d,]+(?:\.\d+)?)(%| points)?", shown)
    return number[1].replace(",", "").removeprefix("+") if number else shown


@pytest.mark.parametrize("part", list(PARTS))
def test_csv_and_spreadsheet_say_what_the_page_says(weeks: None, signed_in: SignIn, part: str) -> None:
    browser = signed_in("nadia")
    shown = tables_of(page_of(browser, part))
    answer = browser.get(f"/staff/numbers/{part}.xlsx?{QUERY}")
    book = list(xlsx_text.sheets(answer.get_data()).values())[1:]
    assert shown and xlsx_text.formulas(answer.get_data()) == 0
    for (id_, grid), sheet in zip(shown.items(), book, strict=False):
        written = browser.get(f"/staff/numbers/{part}/{id_}.csv?{QUERY}").get_data().decode("utf-8-sig")
        lines = list(csv.reader(StringIO(written)))
        assert [[cell.removeprefix("'") for cell in line] for line in lines] == [
            [bare(cell) for cell in line] for line in grid
        ], id_
        for line, cells in zip(grid, sheet, strict=True):
            assert [same(cell, cells.get(place, "")) for place, cell in enumerate(line)] == line, id_


def same(shown: str, value: str | float) -> str:
    """`shown`, if the spreadsheet's value is that figure; else the value, so that a failure names both."""
    if isinstance(value, str):
        return value
    as_shown = value * 100 if shown.endswith("%") else value
    return shown if float(bare(shown)) == pytest.approx(as_shown, abs=1e-6) else str(value)


def test_the_board_pack_says_what_the_pages_say(weeks: None, signed_in: SignIn) -> None:
    browser = signed_in("nadia")
    answer = browser.get(f"/staff/numbers/board-pack.pdf?{QUERY}")
    assert answer.mimetype == "application/pdf"
    assert (
        "attachment; filename=signpost-board-pack-2026-09-14-to-2026-11-22.pdf"
        in answer.headers["Content-Disposition"]
    )
    found = Pdf(answer.get_data())
    tree = found.tree()
    printed = [squeezed(list(rows(table))) for table in tree.all("Table")]
    shown = [grid for part in PACKED for grid in tables_of(page_of(browser, part)).values()]
    for grid in shown:
        if len(grid[0]) <= 8:
            assert squeezed(grid) in printed, grid[0]
    assert [each.text for each in tree.all("H2")][: len(PACKED)] == [
        words("dashboard")["parts"][p]["title"] for p in PACKED
    ]
    charts = [figure for figure in tree.all("Figure") if figure.alt]
    assert len(charts) >= 10 and any("Ordinary weeks lie between" in str(figure.alt) for figure in charts)
    assert found.language == "en-GB" and found.parents_are_right()
    assert "14 September 2026 to 22 November 2026" in found.text
    assert "Harm after an early end" in found.text and "Norfolk 2017: over 75%" in found.text


def squeezed(grid: Grid) -> Grid:
    """Without the spaces at which a narrow column breaks its lines."""
    return [["".join(cell.split()) for cell in line] for line in grid]


def test_a_name_that_looks_like_a_formula_is_none(weeks: None, signed_in: SignIn) -> None:
    written = signed_in("nadia").get(f"/staff/numbers/who/sites.csv?{QUERY}").get_data().decode("utf-8-sig")
    assert f"'{NASTY}," in written and f"\n{NASTY}," not in written


@pytest.mark.parametrize("start", list("=+-@\t\r"))
def test_words_are_guarded_and_numbers_are_not(start: str) -> None:
    assert guarded(text(f"{start}cmd")) == f"'{start}cmd"
    assert guarded(amount(-2.13, Unit.MOVED_SHARE)) == "-2.1"
    assert guarded(Cell(None, Unit.NUMBER, "hidden")) == "Not shown"


def test_a_fall_has_a_minus_where_people_read_and_a_hyphen_where_programs_do() -> None:
    fallen = amount(-2.13, Unit.MOVED_SHARE)
    assert (fallen.said, fallen.plain) == ("\N{MINUS SIGN}2.1 points", "-2.1")


def test_the_lines_of_the_headline_numbers_are_explained_where_they_are_drawn(
    weeks: None, signed_in: SignIn
) -> None:
    browser, told = signed_in("nadia"), str(words("dashboard")["headline"]["lines"])
    page = browser.get(f"/staff/numbers?{QUERY}").get_data(as_text=True)
    assert told in page and page.index(told) < page.index('class="tile__line"')
    pack = browser.get(f"/staff/numbers/board-pack.pdf?{QUERY}").get_data()
    assert told[:30] not in Pdf(pack).text, "the pack has a table there, and no lines"


def test_what_is_hidden_on_the_page_is_hidden_in_every_file(weeks: None, signed_in: SignIn) -> None:
    browser, narrowed = signed_in("nadia"), f"{QUERY}&need=meals&locality=DN15"
    page = page_of(browser, "measures", narrowed)
    assert "Fewer than 5" in page
    written = browser.get(f"/staff/numbers/measures/how_many.csv?{narrowed}").get_data().decode("utf-8-sig")
    assert list(csv.reader(StringIO(written)))[1:] == [
        [bare(cell) for cell in line] for line in tables_of(page)["how_many"][1:]
    ]
    book = xlsx_text.text(browser.get(f"/staff/numbers/measures.xlsx?{narrowed}").get_data())
    assert "Fewer than 5" in book and words("dashboard")["small_note"] in book


def test_a_spreadsheet_says_what_it_is_of_and_what_each_number_means(weeks: None, signed_in: SignIn) -> None:
    answer = signed_in("nadia").get(f"/staff/numbers/overview.xlsx?{QUERY}&channel=web")
    book = xlsx_text.sheets(answer.get_data())
    about = " ".join(str(value) for row in book["About"] for value in row.values())
    assert "14 September 2026 to 22 November 2026" in about and "Website" in about and "Eastmere" in about
    meanings = [row[0] for row in book["What the numbers mean"][1:]]
    assert "Harm after an early end" in meanings and len(meanings) == len(set(meanings))
    assert "invented" not in about


def test_files_of_a_demonstration_say_so(weeks: None, store: ContactsStore, signed_in: SignIn) -> None:
    with store.writing() as session:
        demonstration.mark(session, 7, contact(session, MONDAY).started_at)
    browser = signed_in("nadia")
    for address in ("board-pack.pdf", "weeks.xlsx", "weeks/contacts.csv", "weeks/contacts.svg"):
        answer = browser.get(f"/staff/numbers/{address}?{QUERY}")
        assert "signpost-demonstration-" in answer.headers["Content-Disposition"]
    assert (
        "is invented"
        in Pdf(browser.get(f"/staff/numbers/board-pack.pdf?{QUERY}").get_data()).decorations.__str__()
    )
    assert "Everybody here is invented" in xlsx_text.text(
        browser.get(f"/staff/numbers/weeks.xlsx?{QUERY}").get_data()
    )


@pytest.mark.parametrize("name", ["tom", "grace", "ed", "sana"])
@pytest.mark.parametrize(
    "address", ["board-pack.pdf", "who.xlsx", "who/channels.csv", "who/channels.svg", "who"]
)
def test_who_may_not_see_the_page_may_not_take_it(signed_in: SignIn, name: str, address: str) -> None:
    assert signed_in(name).get(f"/staff/numbers/{address}").status_code == 403
