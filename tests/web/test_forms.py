"""Words of a form's field, as they are taken in."""

from datetime import date

import pytest

from web.forms import day_in, typed


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        ({"note": "  The hall was sold\r\nin May \r\n"}, "The hall was sold\nin May"),
        ({"note": "The hall\0 was sold\0"}, "The hall was sold"),
        ({"note": " \0 "}, ""),
        ({"other": "The hall was sold"}, ""),
    ],
)
def test_it_works(sent: dict[str, str], taken: str) -> None:
    assert typed(sent, "note") == taken


def test_a_day_is_read() -> None:
    assert day_in("2026-11-22") == date(2026, 11, 22)


@pytest.mark.parametrize("text", [None, "", "yesterday", "2026-02-30", "22/11/2026"])
def test_what_names_no_day_is_none(text: str | None) -> None:
    assert day_in(text) is None
