"""What every answer carries, and that every form needs its proof."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import CAST, store_of
from web.app import create_app
from web.security.access import ACCESS
from web.security.permissions import Permission, may
from web.settings import WebSettings

TEMPLATES = Path(__file__).parents[2] / "web" / "templates"
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
}  # fmt: skip


@pytest.mark.parametrize("url", ["/staff/sign-in", "/", "/nowhere", "/api/handoffs", "/static/css/base.css"])
def test_every_answer_is_guarded(client: FlaskClient, url: str) -> None:
    with client.get(url) as answer:
        headers = answer.headers
    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_a_secure_site_says_so(settings: WebSettings) -> None:
    made = create_app(replace(settings, secure_cookies=True))
    answer = made.test_client().get("/staff/sign-in", base_url="https://localhost")
    store_of(made).close()
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize("url", ["/", "/staff/sign-in", "/staff/", "/leave-details", "/nowhere"])
def test_no_private_page_is_kept(client: FlaskClient, url: str) -> None:
    assert client.get(url).headers["Cache-Control"] == "no-store"


def test_no_template_has_a_script_or_a_style_of_its_own() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    pages = [path for path in TEMPLATES.rglob("*.html") if path.parent.name != "mail"]  # a mail has no other
    assert [path.name for path in pages if inline.search(path.read_text(encoding="utf-8"))] == []


def test_every_form_that_posts_carries_its_proof() -> None:
    for path in TEMPLATES.rglob("*.html"):
        for form in re.findall(
            r"<form[^>]*method=\"post\".*?</form>", path.read_text(encoding="utf-8"), re.S
        ):
            assert "csrf" in form or "v.proof(" in form or "token()" in form, path.name
    for file, macro in (("editor/_value.html", r"proof\(nonce\)"), ("sign_in/_parts.html", r"token\(\)")):
        assert re.search(rf"macro {macro}.*csrf_token\(\)", (TEMPLATES / file).read_text(encoding="utf-8"))


def who_may_come_so_far(endpoint: str) -> str:
    """Somebody of the cast whose role opens that door, so that it is the missing proof that shuts it."""
    door = ACCESS[endpoint].door
    if not isinstance(door, Permission):
        return "grace"  # open to everybody
    return next(name for name, role in CAST.items() if may(role, door))


def test_a_form_without_its_proof_is_refused(app: Flask, signed_in: Callable[[str], FlaskClient]) -> None:
    browsers = {name: signed_in(name) for name in CAST}
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or rule.rule.startswith("/api/"):
            continue
        name = who_may_come_so_far(rule.endpoint)
        answer = browsers[name].post(rule.rule.replace("<reference>", "SP-0000-0000"), data={"text": "x"})
        # An organisation is sent back to the page with the form, or told that the link no longer works.
        sent_back = rule.endpoint.startswith(
            ("provider.", "voluntary.", "helped.")
        ) and answer.status_code in (303, 410)
        assert sent_back or answer.status_code in (400, 404, 422, 503), rule.endpoint  # 503: no desk in here


def test_a_foreign_host_name_is_refused(client: FlaskClient) -> None:
    assert client.get("/staff/sign-in", headers={"Host": "evil.example.org"}).status_code == 400


def test_errors_are_kind_pages_with_a_number(client: FlaskClient) -> None:
    for url, status in (("/nowhere", 404), ("/staff/sign-out", 405)):
        page = client.get(url)
        assert page.status_code == status
        assert "01632 960000" in page.get_data(as_text=True)


def test_a_failure_shows_no_trace(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> str:
        raise RuntimeError("my neighbour hurts me")

    app.view_functions["staff.sign_in"] = broken
    answer = app.test_client().get("/staff/sign-in")
    assert answer.status_code == 500
    assert "01632 960000" in answer.get_data(as_text=True)
    written = "".join(capsys.readouterr())
    assert "RuntimeError" in written
    for text in (answer.get_data(as_text=True), written):
        assert "neighbour" not in text


@pytest.mark.parametrize(("url", "status"), [("/api/nowhere", 404), ("/api/handoffs", 405)])
def test_programs_get_json(client: FlaskClient, url: str, status: int) -> None:
    answer = client.get(url)
    assert answer.status_code == status
    assert set(answer.json["error"]) == {"code", "message", "fields"}
