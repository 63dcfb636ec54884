"""Styles and scripts are packed, marked and kept; nothing else of the machine can be had by their address."""

import gzip
import re

import pytest
from flask.testing import FlaskClient

SHEET = "/static/css/base.css"


def marked(client: FlaskClient, name: str) -> str:
    found = re.search(rf'"(/static/{name}\?v=[0-9a-f]{{12}})"', client.get("/privacy").text)
    assert found
    return found[1]


def test_every_file_of_a_page_is_marked_with_its_content(client: FlaskClient) -> None:
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/privacy").text)
    assert len(files) >= 4
    assert [each for each in files if not re.search(r"\?v=[0-9a-f]{12}$", each)] == []
    assert {client.get(each).status_code for each in files} == {200}


def test_a_marked_file_is_kept_for_a_year(client: FlaskClient) -> None:
    kept = client.get(marked(client, "css/base.css")).headers["Cache-Control"]
    assert "max-age=31536000" in kept and "immutable" in kept


@pytest.mark.parametrize("query", ["", "?v=000000000000"])
def test_any_other_address_of_it_is_asked_again(client: FlaskClient, query: str) -> None:
    # The mark of yesterday's page must not fix today's content to it for a year.
    assert client.get(SHEET + query).headers["Cache-Control"] == "no-cache"


def test_who_unpacks_gets_it_packed_and_who_does_not_gets_it_plain(client: FlaskClient) -> None:
    packed = client.get(SHEET, headers={"Accept-Encoding": "gzip"})
    plain = client.get(SHEET)
    assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 3
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_what_the_browser_has_is_not_sent_again(client: FlaskClient) -> None:
    mark = client.get(SHEET).headers["ETag"]
    again = client.get(SHEET, headers={"If-None-Match": mark})
    assert (again.status_code, again.data) == (304, b"")


def test_a_page_with_the_proof_of_a_form_is_never_packed(client: FlaskClient) -> None:
    page = client.get("/leave-details", headers={"Accept-Encoding": "gzip"})
    assert "csrf_token" in page.text and "Content-Encoding" not in page.headers


@pytest.mark.parametrize(
    "name", ["../app.py", "css/../../app.py", "css", "css/none.css", "", "%2e%2e/app.py"]
)
def test_nothing_else_can_be_had(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404
