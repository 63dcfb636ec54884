"""How somebody can be reached, from what they typed."""

import pytest

from bot.listening.contact import ContactDetails, contact_details


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("07700 900123", ContactDetails(phone="07700 900123")),
        ("Rosa, 07700 900123", ContactDetails("Rosa", "07700 900123")),
        ("I'm Rosa and my number is 07700900456 after 4", ContactDetails("Rosa", "07700900456")),
        ("email's best p.hewitt@example.org.", ContactDetails(email="p.hewitt@example.org")),
        ("Mrs S Khan, 07700900234", ContactDetails("Mrs S Khan", "07700900234")),
        ("my name is Margaret Oldroyd", ContactDetails("Margaret Oldroyd")),
        (
            "+44 7700 900123 or amir@example.org",
            ContactDetails(phone="+44 7700 900123", email="amir@example.org"),
        ),
        ("mornings", ContactDetails()),
        ("I'd rather not say", ContactDetails()),
        ("it's urgent, she is 84", ContactDetails()),
    ],
)
def test_what_is_given(text: str, expected: ContactDetails) -> None:
    assert contact_details(text) == expected


def test_a_name_alone_cannot_be_reached() -> None:
    details = contact_details("my name is Rosa")
    assert details.given() and not details.reachable()
