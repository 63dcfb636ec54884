"""The file behind the one line: small, kept, whole, and in the council's own words and colours."""

import gzip
from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import store_of
from web.app import create_app
from web.embed.line import script
from web.looks.settings import read_looks
from web.settings import WebSettings
from web.variables import Reader

MOST_BYTES = 5_000


def test_it_is_small(settings: WebSettings) -> None:
    code = script(settings).encode()
    assert 2_000 < len(code) < 1.2 * MOST_BYTES
    assert len(gzip.compress(code)) < MOST_BYTES / 2


def test_browsers_ask_again_only_after_an_hour(welcome: Flask) -> None:
    browser: FlaskClient = welcome.test_client()
    answer = browser.get("/embed.js")
    assert answer.mimetype == "text/javascript"
    assert "max-age=3600" in answer.headers["Cache-Control"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer.headers
    again = browser.get("/embed.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_it_speaks_for_the_council(settings: WebSettings) -> None:
    looks = read_looks(Reader({"BUTTON_COLOUR": "#4c2c92"}))
    made = script(replace(settings, council_name='North"town</script>', looks=looks))
    assert "--button: #4c2c92" in made or "--button:#4c2c92" in made
    assert "</script>" not in made and 'North\\"town' in made


def test_it_names_no_page_of_the_demonstration(settings: WebSettings, welcome: Flask) -> None:
    assert welcome.test_client().get("/embed-demonstration").status_code == 404
    made = create_app(settings)
    page = made.test_client().get("/embed-demonstration", base_url="http://localhost:8000")
    store_of(made).close()
    policy = page.headers["Content-Security-Policy"]
    assert "script-src http://127.0.0.1:8000;" in policy and "frame-src http://127.0.0.1:8000;" in policy
    assert "unsafe" not in policy
    assert '<script src="http://127.0.0.1:8000/embed.js" async></script><noscript>' in page.text
