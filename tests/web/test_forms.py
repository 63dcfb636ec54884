"""Words of a form's field, as they are taken in."""

import pytest

from web.forms import typed


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
