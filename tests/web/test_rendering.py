"""How facts are written on a page."""

from datetime import date

import pytest

from web.rendering import Checked, checked, dialled, linked, miles, web_address


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Call 999.", '<p>Call <a href="tel:999" class="nowrap">999</a>.</p>'),
        ("116 123, free", '<p><a href="tel:116123" class="nowrap">116 123</a>, free</p>'),
        ("text SHOUT to 85258", '<p>text SHOUT to <a href="sms:85258">85258</a></p>'),
        ("ring 01632 960001", '<p>ring <a href="tel:01632960001" class="nowrap">01632 960001</a></p>'),
        ("look at /services", '<p>look at <a href="/services" rel="noreferrer">Find services</a></p>'),
        ("(https://a.org/b).", '<p>(<a href="https://a.org/b" rel="noreferrer">a.org/b</a>).</p>'),
        ("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        # Not telephone numbers.
        ("it costs £101 or 1,999 a year", "<p>it costs £101 or 1,999 a year</p>"),
        ("111.5 miles, 105%", "<p>111.5 miles, 105%</p>"),
        ("and/services", "<p>and/services</p>"),
        # No address at all: the words stay, and the page with them.
        ("http://[a and https://]", "<p>http://[a and https://]</p>"),
    ],
)  # fmt: skip
def test_words_with_links(text: str, html: str) -> None:
    assert linked(text) == html


def test_a_number_is_dialled_by_its_digits() -> None:
    assert [dialled("01632 960 001"), dialled("+44 (0)1632 960001")] == ["01632960001", "+441632960001"]


def test_only_web_addresses_are_links() -> None:
    assert web_address("https://a.example.org") == "https://a.example.org"
    assert [
        web_address(bad) for bad in (None, "", "javascript:alert(1)", "//a", "ftp://a", "a.org", "http://[a")
    ] == [None] * 7


def test_miles_to_the_half() -> None:
    assert [miles(km) for km in (None, 0.3, 0.8, 1.6, 3.2, 10)] == [None, 0, 0.5, 1, 2, 6]


def test_checked_says_when_and_whether_that_is_too_long_ago() -> None:
    def today() -> date:
        return date(2026, 11, 22)

    assert checked(date(2026, 10, 3), today) == Checked("3 October 2026", False)
    assert checked("2025-11-22", today) == Checked("22 November 2025", False)
    assert checked("2025-11-21T10:00:00Z", today) == Checked("21 November 2025", True)
    assert checked(None, today) is None
    assert checked("", today) is None
