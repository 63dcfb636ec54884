"""Agreement, lots, sheets and tables, each on a small example worked out by hand."""

import csv
import hashlib
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from web.numbers.agreement import Agreement, agreement
from web.numbers.lots import cast, drawn
from web.staff.cases.comparing import COLUMNS, as_csv, differences, rows
from web.staff.cases.form import checklist, choices_for, problems
from web.staff.cases.form import given as sheet_of
from web.words.book import words

MONDAY = date(2026, 11, 16)
ANSWERS = st.sampled_from(["yes", "partly", "no", "not_applicable"])


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        # 50 cases: 20 twice yes, 15 twice no. Chance: (25 x 30 + 25 x 20) / 2500 = 0.5; (0.7 - 0.5) / 0.5.
        (
            {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15},
            Agreement(50, 35, 0.4),
        ),
        ({("yes", "yes"): 3, ("no", "no"): 2}, Agreement(5, 5, 1.0)),
        # Always the other way round: chance 0.5, and less than that was found.
        ({("yes", "no"): 2, ("no", "yes"): 2}, Agreement(4, 0, -1.0)),
        # One says yes to all, the other not: chance gives what was found.
        ({("yes", "yes"): 3, ("yes", "no"): 1}, Agreement(4, 3, 0.0)),
        # Everybody says the same of all: no value, however many.
        ({("yes", "yes"): 10}, Agreement(10, 10, None)),
        ({}, Agreement(0, 0, None)),
    ],
)
def test_agreement_by_hand(pairs: dict[tuple[str, str], int], found: Agreement) -> None:
    assert agreement(pairs) == found


@given(st.dictionaries(st.tuples(ANSWERS, ANSWERS), st.integers(1, 20), min_size=1))
def test_agreement_does_not_ask_who_was_first(pairs: dict[tuple[str, str], int]) -> None:
    found = agreement(pairs)
    turned = agreement({(second, first): number for (first, second), number in pairs.items()})
    assert (found.cases, found.agreed, found.kappa) == (turned.cases, turned.agreed, turned.kappa)
    if found.kappa is not None:
        assert -1 <= found.kappa <= 1
        assert (found.kappa == 1) is (found.agreed == found.cases)


def keyed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@given(st.sets(st.integers(1, 10_000), max_size=60), st.randoms())
def test_a_draw_does_not_ask_for_the_order_and_another_key_draws_others(ids: set[int], chance) -> None:
    cases = [(id_, f"mark {id_}") for id_ in ids]
    mixed = chance.sample(cases, len(cases))
    lots = drawn(cast(MONDAY, cases, keyed))
    assert lots == drawn(cast(MONDAY, mixed, keyed))
    assert len(lots) == min(10, len(ids))
    other = drawn(cast(MONDAY, cases, lambda text: keyed(f"other {text}")))
    if len(ids) >= 50:
        assert {each.id for each in other} != {each.id for each in lots}


def test_every_case_is_as_likely_as_another() -> None:
    # Of 40 cases 10 are drawn under each of 2,000 keys: each some 500 times, give or take five deviations.
    times = dict.fromkeys(range(40), 0)
    for key in range(2000):
        cases = [(id_, str(id_)) for id_ in range(40)]
        for each in drawn(cast(MONDAY, cases, lambda text, key=key: keyed(f"{key} {text}"))):
            times[each.id] += 1
    assert sum(times.values()) == 20_000
    assert all(abs(number - 500) < 5 * (2000 * 0.25 * 0.75) ** 0.5 for number in times.values())


def test_a_sheet_needs_an_answer_to_each_and_takes_no_other() -> None:
    whole = {f"item-{id_}": "yes" for id_ in checklist()}
    assert problems(sheet_of(MultiDict(whole)), whole) == {}
    strange = {**whole, "item-mattered": "not_applicable", "item-risk": "perhaps", "note": "x" * 1001}
    assert problems(sheet_of(MultiDict(strange)), strange) == {
        "item-mattered": "missing", "item-risk": "missing", "note": "long",
    }  # fmt: skip
    told = {**whole, "note": "ring 07700 900461"}
    assert problems(sheet_of(MultiDict(told)), told) == {"note": "personal"}
    assert "900461" not in sheet_of(MultiDict(told)).note


def test_the_checklist_fits_its_column_and_asks_in_whole_questions() -> None:
    for id_, item in checklist().items():
        assert len(id_) <= 32
        assert item["ask"].endswith("?")
        assert item["hint"].endswith(".") or item["hint"].endswith("?")
        assert set(choices_for(item)) <= set(words("case_audit")["answers"])
    assert all(len(answer) <= 16 for answer in words("case_audit")["answers"])


def test_differences_and_the_table() -> None:
    first, second = (
        {"mattered": "yes", "risk": "no", "old": "yes"},
        {"mattered": "no", "risk": "no", "old": "no"},
    )
    assert [(each.item, each.first, each.second) for each in differences(first, second)] == [
        ("mattered", "yes", "no"),
        ("old", "yes", "no"),
    ]
    table = rows({"mattered": {("yes", "no"): 1, ("yes", "yes"): 2}, "old": {("yes", "no"): 1}})
    assert [row.id for row in table] == [*checklist(), "old"]
    read = list(csv.DictReader(io.StringIO(as_csv(table, MONDAY, MONDAY))))
    assert tuple(read[0]) == COLUMNS
    assert read[0] == {
        "weeks_from": "2026-11-16", "weeks_to": "2026-11-16", "item": "mattered",
        "question": checklist()["mattered"]["ask"], "cases": "3", "same": "2", "percent": "66.7",
        "kappa": "0.000",
    }  # fmt: skip
    assert (read[1]["cases"], read[1]["percent"], read[1]["kappa"]) == ("0", "", "")
