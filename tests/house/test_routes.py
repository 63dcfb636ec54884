"""Closed until opened: every endpoint stands in the access table, and the public list is short and known."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from web.app import create_app
from web.security.access import ACCESS, Door
from web.settings import WebSettings


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    made = create_app(WebSettings.from_env({"VAR_DIR": str(tmp_path)}))
    yield made
    made.extensions["signpost"].store.close()


def test_every_endpoint_is_in_the_table_and_nothing_else(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ACCESS)


def test_the_public_list_is_short_and_known(app: Flask) -> None:
    public = {name for name, access in ACCESS.items() if access.door is Door.PUBLIC}
    assert {name.split(".")[0] for name in public} == {
        "static", "health", "resident", "resident_api", "public_directory", "open_referral", "staff",
        "provider", "reports", "helped", "sign_in", "voluntary", "looks", "live",
        "embed",
    }  # fmt: skip
    assert {name for name in public if name.startswith("staff.")} == {"staff.sign_in", "staff.sign_in_post"}


def test_a_route_that_is_not_listed_is_closed(app: Flask) -> None:
    app.add_url_rule("/forgotten", endpoint="forgotten", view_func=lambda: "secret")
    answer = app.test_client().get("/forgotten")
    assert answer.status_code == 403
    assert "secret" not in answer.get_data(as_text=True)
