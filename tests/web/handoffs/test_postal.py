"""Addresses as people type them, and the lines that a letter takes."""

import time

import pytest

from web.handoffs.postal import letter_lines, plain_address

LINES = "12 Mill Lane\nEastmere\nDN15 6AB"


@pytest.mark.parametrize(
    "typed",
    [
        LINES,
        "12 Mill Lane\r\nEastmere\r\ndn156ab\r\n",
        "12 Mill Lane, Eastmere, DN15 6AB.",
        "12 Mill  Lane,\n Eastmere DN15 6AB",
        "12 Mill Lane\n\nEastmere\n\nDN15  6AB",
    ],
)
def test_it_works_however_it_is_typed(typed: str) -> None:
    assert plain_address(typed) == LINES


@pytest.mark.parametrize("typed", ["", "12 Mill Lane, Eastmere", "DN15 6AB", " ,\nDN15 6AB", "10115 Berlin"])
def test_without_street_or_postcode_it_is_none(typed: str) -> None:
    assert plain_address(typed) is None


def test_a_comma_inside_a_line_stays_there() -> None:
    assert plain_address("Flat 2, 12 Mill Lane\nEastmere\nDN15 6AB") == f"Flat 2, {LINES}"


def test_a_long_one_fits_a_letter_and_loses_nothing() -> None:
    typed = "Flat 2\nMill House\n12 Mill Lane\nOld Town\nEastmere\nNear Westmere\nEastshire\nDN15 6AB"
    lines = letter_lines("Rosa Alder", typed)
    assert len(lines) == 7
    assert lines[0] == "Rosa Alder" and lines[-1] == "DN15 6AB"
    assert lines[-2] == "Eastmere, Near Westmere, Eastshire"


@pytest.mark.parametrize(
    ("name", "address"), [(None, LINES), (" ", LINES), ("Rosa", None), ("Rosa", "Eastmere")]
)
def test_no_letter_goes_to_nobody_or_nowhere(name: str | None, address: str | None) -> None:
    assert letter_lines(name, address) == ()


def test_sixty_thousand_blanks_hold_nobody_up() -> None:
    started = time.process_time()
    assert plain_address(f"a{' ' * 60_000}x") is None
    assert time.process_time() - started < 0.5
