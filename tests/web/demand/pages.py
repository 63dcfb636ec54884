"""What tests of the pages do: open one, fill in the form of figures, add a scenario."""

from typing import Any

from flask.testing import FlaskClient

from tests.web.conftest import post
from tests.web.demand.council import example
from web.demand.typed import in_field

HOME, FIGURES, ADD = "/staff/demand", "/staff/demand/figures", "/staff/demand/scenarios/add"
LISTEN = {
    "name": "Listen first", "name_0": "Listen first", "target_0": "to_request", "low_0": "-5",
    "central_0": "-10", "high_0": "-15", "start_0": "3", "ramp_0": "9", "once_0": "20,000",
    "monthly_0": "£4000", "fewer_in_homes": "10",
}  # fmt: skip


def shown(browser: FlaskClient, url: str, status: int = 200) -> str:
    answer = browser.get(url)
    assert answer.status_code == status, url
    return answer.get_data(as_text=True)


def in_form(**more: str) -> dict[str, str]:
    """Every field of the form of figures, as the invented council would fill it."""
    ranges = example()
    fields = {
        f"{id_}_{part}": in_field(getattr(range_, part))
        for id_, range_ in ranges.items()
        for part in ("low", "central", "high")
    }
    return {**fields, "key": "a-form", "based_on": "0", **more}


def save_figures(browser: FlaskClient, **more: str) -> Any:
    return post(browser, FIGURES, page=FIGURES, **in_form(**more))


def add(browser: FlaskClient, **more: str) -> str:
    """Adds a scenario; where it is."""
    answer = post(browser, ADD, page=ADD, **{"key": "one", **LISTEN, **more})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.headers["Location"])
