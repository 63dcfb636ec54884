"""How old somebody is and where they live is a fact, and no need; whatever is told beside it is."""

import pytest

from bot.listening.plain_facts import keeps_from_hearing, only_days, only_facts


@pytest.mark.parametrize(
    "text",
    [
        "he is 84 and lives alone in Brigg",
        "He's 84",
        "she's 91 and lives on her own",
        "my mum is 79",
        "Mum is nearly 90, she lives with my dad",
        "my dad is 82 and lives in Barton",
        "hes 84 and lives by himself",
        "our nan is 93 years old and lives with us",
        "me mam is 77 now",
        "she is 68 and living alone near Epworth.",
    ],
)
def test_an_age_and_a_home_are_only_facts(text: str) -> None:
    assert only_facts(text)


@pytest.mark.parametrize(
    "text",
    [
        "he is 84 and cannot get out of bed",
        "she is 91 and in hospital",
        "my mum is 79 and keeps falling",
        "he is 84 and lives alone and I worry about his meals",
        "he is 84 and lives in a care home",
        "I am 84 and live alone",
        "she is 84 and in pain",
        "he lives alone",
        "he is 84 and lives in Brigg and cannot eat",
        "she is 88 and lives in squalor",
        "she is 88 and lives alone in sheltered housing",
        "dad is 84 and is on the floor",
        "she is 84 and lives with my brother who hits her",
    ],
)
def test_whatever_else_is_told_is_heard(text: str) -> None:
    assert not only_facts(text)


@pytest.mark.parametrize("text", ["tuesdays", "Monday or Friday", "on Wednesday mornings please", "Fridays."])
def test_days_of_the_week_tell_of_no_need(text: str) -> None:
    assert only_days(text)


@pytest.mark.parametrize("text", ["Tuesday lunch club", "he goes out on Tuesdays", "Sundays are lonely", ""])
def test_days_beside_anything_else_are_heard(text: str) -> None:
    assert not only_days(text)


@pytest.mark.parametrize(
    "text",
    [
        "it's hard. i cry in the bath so he doesnt hear",
        "I whisper so that she can\u2019t hear me",
        "I sob in the car so my husband won't hear",
    ],
)
def test_who_is_kept_from_hearing_is_not_deaf(text: str) -> None:
    assert keeps_from_hearing(text)


@pytest.mark.parametrize(
    "text",
    [
        "he is deaf so he doesn't hear me cry",
        "I cry so he doesn't hear, and his hearing aid is broken",
        "the telly is up so he doesn't hear the door",
        "she doesn't hear the doorbell",
    ],
)
def test_who_does_not_hear_well_is_heard(text: str) -> None:
    assert not keeps_from_hearing(text)
