"""A council's looks on its pages, in its papers and in its mails."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from tests.pdf_text import Pdf
from tests.web.conftest import store_of
from tests.web.looks.files import SVG, png
from web.app import create_app
from web.looks.settings import read_looks
from web.mail.letters import letter
from web.paper.about import about
from web.paper.document import Paper
from web.settings import WebSettings
from web.variables import Reader

BRAND = "#4c2c92"


@pytest.fixture(params=[SVG, png()], ids=["svg", "png"])
def of_northtown(settings: WebSettings, tmp_path: Path, request: pytest.FixtureRequest) -> WebSettings:
    (tmp_path / "logo").write_bytes(request.param)
    chosen = {"BRAND_COLOUR": BRAND, "BUTTON_COLOUR": BRAND, "LOGO_FILE": str(tmp_path / "logo")}
    return replace(settings, council_name="Northtown", looks=read_looks(Reader(chosen)))


@pytest.fixture
def northtown(of_northtown: WebSettings) -> Iterator[Flask]:
    made = create_app(of_northtown)
    yield made
    store_of(made).close()


def test_a_page_without_choices_asks_for_nothing_more(app: Flask) -> None:
    page = app.test_client().get("/privacy").text
    assert "looks.css" not in page and "/logo" not in page and "Eastmere</span>" in page
    sheet = app.test_client().get("/looks.css")
    assert (sheet.status_code, sheet.text) == (200, "")
    assert app.test_client().get("/logo").status_code == 404


def test_the_page_leads_to_colours_and_logo_which_browsers_keep(northtown: Flask) -> None:
    browser = northtown.test_client()
    page = browser.get("/privacy").text
    (sheet,) = [part.split('"')[0] for part in page.split('href="') if part.startswith("/looks.css")]
    (logo,) = [part.split('"')[0] for part in page.split('src="') if part.startswith("/logo")]
    assert page.index("css/base.css") < page.index(sheet)
    assert 'alt="Northtown" width="120" height="40"' in page
    for address, media_type in ((sheet, "text/css"), (logo, "image/")):
        answer = browser.get(address)
        assert answer.mimetype.startswith(media_type)
        assert "immutable" in answer.headers["Cache-Control"]
        again = browser.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
        assert browser.get(address.split("?")[0]).headers["Cache-Control"] == "no-cache"
    assert f"--brand: {BRAND}" in browser.get(sheet).text


def test_a_logo_that_is_opened_by_itself_can_do_nothing(northtown: Flask) -> None:
    policy = northtown.test_client().get("/logo").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy and "script-src" not in policy


def test_papers_carry_logo_and_line_and_say_nothing_more_aloud(
    of_northtown: WebSettings, settings: WebSettings
) -> None:
    made_at = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def paper(of: WebSettings) -> Pdf:
        made = Paper(about("The pack", of, made_at))
        made.paragraph("Words.")
        made.next_page()
        return Pdf(made.as_bytes())

    theirs = paper(of_northtown)
    assert [(each.kind, each.text) for each in theirs.tree().kids] == [
        ("H1", "Northtown: The pack"),
        ("P", "Words."),
    ]
    assert theirs.parents_are_right()


def test_mails_name_the_council_in_its_colour(of_northtown: WebSettings) -> None:
    facts = {"subject": "Hello", "paragraphs": ["Words."]}
    to, sender = "rosa@example.org", "council@example.org"
    mail = letter(
        "message", to, sender, "Northtown", facts, message_id="one", looks=of_northtown.looks
    ).get_body(("html",))
    assert mail is not None
    html = mail.get_content()
    assert f"solid {BRAND}" in html and ">Northtown</p>" in html
