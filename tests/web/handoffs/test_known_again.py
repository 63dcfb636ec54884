"""One person, however their number is typed; a family, though it shares a telephone."""

import pytest

from web.handoffs.known_again import Details, agrees, plain_email, plain_phone


@pytest.mark.parametrize(
    "typed",
    ["01632 960777", "01632-960-777", "+44 1632 960777", "0044 1632 960777", "(01632) 960 777 after five"],
)
def test_one_number_has_one_form(typed: str) -> None:
    assert plain_phone(typed) == "+441632960777"


@pytest.mark.parametrize("typed", ["", "none", "12", "ask my son"])
def test_no_number(typed: str) -> None:
    assert plain_phone(typed) is None


def test_addresses() -> None:
    assert plain_email(" Rosa@Example.ORG ") == "rosa@example.org"
    for none in ("", "rosa", "@example.org", "rosa@", "a@b@c"):
        assert plain_email(none) is None


@pytest.mark.parametrize(
    ("ours", "theirs", "agree"),
    [
        (["Rosa"], ["Mrs Rosa Alder"], True),
        (["rosa alder"], ["Rosa  ALDER"], True),
        (["Ren\u00e9e"], ["Renee Alder"], True),
        (["Rosa Alder"], ["Amir Alder"], False),
        (["Rosa"], ["Amir"], False),
        ([], ["Amir"], True),
        (["Mrs"], ["Amir"], True),
        (["Rosa"], ["Amir Alder", "Rosa Alder"], True),
        (["Anne-Marie"], ["Anne Marie"], True),
    ],
)
def test_names_that_could_be_one_persons(ours: list[str], theirs: list[str], agree: bool) -> None:
    assert agrees(ours, theirs) is agree
    assert agrees(theirs, ours) is agree


def test_what_somebody_is_known_by() -> None:
    details = Details(("Rosa",), ("01632 960777", "+441632960777", "no"), ("Rosa@example.org",))
    assert details.identifiers() == {("phone", "+441632960777"), ("email", "rosa@example.org")}
