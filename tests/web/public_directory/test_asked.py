"""A question and its address are the same thing; odd addresses ask for less, never for an error."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from directory.browsing.narrowing import Order
from directory.reach import Reach
from web.public_directory.asked import MILES, MOST_SAVED, OLDEST, Asked, read_asked

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=20)
QUESTIONS = st.builds(
    Asked,
    q=WORDS, place=WORDS, need=WORDS, free=st.booleans(), language=WORDS, area=WORDS, by=WORDS,
    way=st.sets(st.sampled_from(list(Reach))).map(lambda ways: tuple(each for each in Reach if each in ways)),
    evening=st.booleans(), weekend=st.booleans(), wheelchair=st.booleans(),
    age=st.none() | st.integers(0, OLDEST), miles=st.none() | st.sampled_from(MILES),
    sort=st.none() | st.sampled_from(list(Order)), page=st.integers(1, 999),
    save=st.lists(WORDS.filter(bool), unique=True, max_size=MOST_SAVED).map(tuple),
)  # fmt: skip


@given(QUESTIONS)
def test_an_address_holds_the_whole_question(asked: Asked) -> None:
    assert read_asked(MultiDict(asked.as_query())) == asked


@given(st.lists(st.tuples(st.sampled_from([*Asked().__dict__, "open", "home"]), st.text(max_size=400))))
def test_nothing_in_an_address_is_an_error(pairs: list[tuple[str, str]]) -> None:
    asked = read_asked(MultiDict(pairs))
    assert len(asked.q) <= 300
    assert len(asked.save) <= MOST_SAVED
    assert read_asked(MultiDict(asked.as_query())) == asked


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ([("q", "  two \x00\nwords ")], Asked(q="two words")),
        ([("way", "home_visit"), ("way", "by balloon")], Asked(way=(Reach.HOME_VISIT,))),
        ([("home", "yes")], Asked(way=(Reach.HOME_VISIT,))),  # as addresses said it before there were ways
        ([("open", "weekend"), ("open", "never")], Asked(weekend=True)),
        ([("age", "82")], Asked(age=82)),
        ([("age", "0")], Asked(age=0)),
        ([("age", "eighty")], Asked()),
        ([("age", "-3")], Asked()),
        ([("age", "900")], Asked(age=OLDEST)),
        ([("age", "9" * 5000)], Asked()),
        ([("miles", "4")], Asked()),
        ([("page", "0")], Asked()),
        ([("page", "٣")], Asked()),
        ([("sort", "price")], Asked()),
        ([("save", "a"), ("save", "b"), ("save", "a")], Asked(save=("a", "b"))),
    ],
)
def test_what_is_odd_is_left_out(address: list[tuple[str, str]], expected: Asked) -> None:
    assert read_asked(MultiDict(address)) == expected


def test_a_change_goes_back_to_the_first_page() -> None:
    asked = Asked(q="falls", page=3)
    assert asked.but(free=True) == replace(asked, free=True, page=1)
    assert asked.but(page=4).page == 4


def test_a_carried_list_alone_asks_for_nothing() -> None:
    assert not Asked(save=("a",)).anything
    assert Asked(sort=Order.NAME).anything
