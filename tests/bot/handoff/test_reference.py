"""References: always the same, readable over the telephone, and mistakes are noticed."""

import pytest

from bot.exceptions import BadReferenceError
from bot.handoff.reference import ALPHABET, mint, normalise


def test_the_same_conversation_always_mints_the_same() -> None:
    assert mint("rosa-1", "support", "key") == mint("rosa-1", "support", "key")


@pytest.mark.parametrize(
    "other", [("rosa-2", "support", "key"), ("rosa-1", "safeguarding", "key"), ("rosa-1", "support", "x")]
)
def test_another_conversation_kind_or_key_mints_another(other: tuple[str, str, str]) -> None:
    ours, theirs = mint("rosa-1", "support", "key"), mint(*other)
    assert ours[0] != theirs[0] and ours[1] != theirs[1]


def test_a_reference_is_easy_to_read_out() -> None:
    for number in range(200):
        reference, key = mint(f"conversation-{number}", "support", "key")
        prefix, first, second = reference.split("-")
        assert prefix == "SP" and len(first) == len(second) == 4
        assert not set(first + second) & set("ILOU")
        assert len(key) == 64
        assert normalise(reference) == reference


@pytest.mark.parametrize("written", ["{0}", " {0} ", "{1}", "{2}"])
def test_however_it_is_written_it_is_the_same(written: str) -> None:
    reference, _ = mint("rosa-1", "support", "key")
    bare = reference.replace("-", "")
    assert (
        normalise(written.format(reference, bare.lower(), bare[2:].replace("0", "o").replace("1", "l")))
        == reference
    )


def test_any_one_wrong_character_is_noticed() -> None:
    reference, _ = mint("rosa-1", "support", "key")
    letters = reference.replace("-", "")[2:]
    for place in range(8):
        for letter in set(ALPHABET) - {letters[place]}:
            with pytest.raises(BadReferenceError):
                normalise(letters[:place] + letter + letters[place + 1 :])


@pytest.mark.parametrize("nonsense", ["", "SP", "hello", "SP-1234", "SP-1234-56789"])
def test_what_is_no_reference_is_refused(nonsense: str) -> None:
    with pytest.raises(BadReferenceError):
        normalise(nonsense)
