"""Which passwords are too easily guessed: length, the account's name, common words, runs."""

import pytest

from web.exceptions import WeakPassword
from web.security.passwords import hash_password, is_right, made_up, weakness


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("eleven char", "short"),
        ("x" * 201, "long"),
        ("Password1234!", "common"),
        ("P@ssw0rd2026!!", "common"),
        ("Summer-Winter-2026", "common"),
        ("letmein letmein", "common"),
        ("Eastmere Council 1", "common"),
        ("123456789012", "common"),
        ("qwertyuiop[]12", "common"),
        ("poiuytrewq98", "common"),
        ("aaaabbbbcccc", "common"),
        ("22/11/2026 09:05", "common"),
        ("I am GRACE hello kettle", "name"),
    ],
)
def test_a_weak_one_is_named(password: str, code: str) -> None:
    assert weakness(password, "grace") == code
    with pytest.raises(WeakPassword) as refused:
        hash_password(password, "grace")
    assert refused.value.code == code and password not in str(refused.value)


@pytest.mark.parametrize(
    "password",
    [
        "teal kettle orbit",
        "correct horse battery",
        "xK9#mQ2$vL7pRw",
        "żółta gęś jaźń",
        "password of the otter",
    ],
)
def test_a_good_one_is_taken(password: str) -> None:
    assert weakness(password, "grace") is None


def test_a_short_name_bans_nothing() -> None:
    assert weakness("teal kettle orbit", "al") is None


def test_what_is_made_up_is_good() -> None:
    made = {made_up() for _ in range(200)}
    assert len(made) == 200
    assert {weakness(each, "grace") for each in made} == {None}


def test_nothing_is_right_for_an_account_without_a_password() -> None:
    for each in ("", "anything at all"):
        assert not is_right(each, "")
        assert not is_right(each, None)
