"""What redaction takes out, what it leaves, and that doing it twice changes nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.privacy import pseudonym, redact


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("ring 07700 900123", "900123"),
        ("ring +44 7700 900123 please", "900123"),
        ("write to rosa@example.org", "rosa"),
        ("I live at DN15 6AB", "6AB"),
        ("my NI number is QQ 12 34 56 C", "12 34"),
        ("NHS number 943 476 5919", "943"),
        ("card 4111 1111 1111 1111", "4111"),
        ("sort code 12-34-56 account 12345678", "12"),
        ("born 12/03/1941", "1941"),
        ("born 12 March 1941", "1941"),
        ("I live at 12 Mill Road", "Mill"),
        ("my name is Rosa Lopez", "Rosa"),
        ("I'm called Amir", "Amir"),
        ("ask for Mrs Lopez", "Lopez"),
    ],
)
def test_takes_out(text: str, gone: str) -> None:
    assert gone not in redact(text)


def test_a_postcode_keeps_its_district() -> None:
    assert redact("near dn15 6ab") == "near DN15"


@pytest.mark.parametrize(
    "text", ["she is 82 and fell 3 times", "carer comes at 9.30", "call 999", "help for mum"]
)
def test_leaves_alone(text: str) -> None:
    assert redact(text) == text


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="abAB019 @.-/'+,JM", max_size=80) | st.text(max_size=80))
def test_redacting_twice_changes_nothing(text: str) -> None:
    once = redact(text)

    assert redact(once) == once


def test_a_pseudonym_is_steady_and_keyed() -> None:
    assert pseudonym("conversation", "key") == pseudonym("conversation", "key")
    assert pseudonym("conversation", "key") != pseudonym("conversation", "another key")
    assert "conversation" not in pseudonym("conversation", "key")
