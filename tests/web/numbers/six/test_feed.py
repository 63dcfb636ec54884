"""A file of figures: what is read, and every way a row can be wrong, each named with its row and why."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from web.numbers.months import before, last_day, month_of, written
from web.numbers.six.feed import COLUMNS, MOST_ROWS, Problem, Value, feed_file, read_feed
from web.numbers.six.register import six_measures
from web.staff.six_measures.example import example_file
from web.words.book import words

NOVEMBER = date(2026, 11, 1)
HEADER = "month,measure,number,out_of,target"


def read(*rows: str, header: str = HEADER) -> tuple[Problem, ...] | tuple[Value, ...]:
    found = read_feed("\n".join([header, *rows]).encode(), six_measures(), NOVEMBER)
    assert not (found.values and found.problems)
    return found.values or found.problems


def test_it_works() -> None:
    assert read("2026-09,reabled,180,240,75", "2026-10,admissions_65,9,190000,") == (
        Value("reabled", date(2026, 9, 1), 180, 240, 75.0),
        Value("admissions_65", date(2026, 10, 1), 9, 190000, None),
    )


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("2026-13,reabled,1,2,", "month", "month_unknown"),
        ("2026-09-15,reabled,1,2,", "month", "month_unknown"),
        (",reabled,1,2,", "month", "blank"),
        ("2026-11,reabled,1,2,", "month", "month_not_over"),
        ("2027-01,reabled,1,2,", "month", "month_not_over"),
        ("1999-12,reabled,1,2,", "month", "month_too_old"),
        ("2026-09,reablement,1,2,", "measure", "measure_unknown"),
        ("2026-09,,1,2,", "measure", "blank"),
        ("2026-09,assessments,1,2,", "number", "counted_here"),
        ("2026-09,reabled,1,,", "out_of", "half"),
        ("2026-09,reabled,,2,", "number", "half"),
        ("2026-09,reabled,1.5,2,", "number", "not_whole"),
        ("2026-09,reabled,-1,2,", "number", "not_whole"),
        ("2026-09,reabled,=1+1,2,", "number", "not_whole"),
        ("2026-09,reabled,\u0661,2,", "number", "not_whole"),
        ("2026-09,reabled,1,99999999999,", "out_of", "too_large"),
        ("2026-09,reabled,0,0,", "out_of", "of_nothing"),
        ("2026-09,reabled,3,2,", "number", "more_than_all"),
        ("2026-09,reabled,1,2,high", "target", "target_unknown"),
        ("2026-09,admissions_65,1,2,5%", "target", "target_unknown"),
        ("2026-09,reabled,1,2,101", "target", "target_too_large"),
        ("2026-09,reabled,1,2,3,4", None, "cells"),
    ],
)
def test_a_bad_row_is_named_with_why(row: str, column: str | None, code: str) -> None:
    (problem,) = read("2026-08,reabled,1,2,", row)
    assert isinstance(problem, Problem)
    assert (problem.row, problem.column, problem.code) == (3, column, code)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n , \n", "empty"),
        (HEADER.encode(), "nothing"),
        (f"{HEADER}\n2026-09,reabled,,,".encode(), "nothing"),
        (b"month;measure;number;out_of\n2026-09;reabled;1;2", "separator"),
        (b"month\tmeasure\tnumber\tout_of", "separator"),
        (b"\xff\xfe" + "month,measure".encode("utf-16-le"), "encoding"),
        (b"month,measure,number,out_of\n2026-09,r\x00abled,1,2", "encoding"),
        (b"month,number,out_of", "column_missing"),
        (b"month,measure,number,out_of,name\n", "column_unknown"),
        (b"month,measure,number,out_of,month\n", "column_twice"),
        (f'{HEADER}\n2026-09,"reabled,1,2,'.encode(), "quotes"),
        ((HEADER + "\n2026-09,reabled,,," * (MOST_ROWS + 1)).encode(), "too_many_rows"),
    ],
)
def test_a_file_that_is_no_such_file_is_refused_with_one_reason(content: bytes, code: str) -> None:
    found = read_feed(content, six_measures(), NOVEMBER)
    assert found.values == () and [each.code for each in found.problems] == [code]


def test_every_bad_row_is_named_and_good_ones_are_not_taken_with_them() -> None:
    found = read("2026-09,reabled,1,2,", "2026-09,x,1,2,", "", "2026-09,reabled,3,4,", "may,reabled,1,2,")
    assert [(each.row, each.code, each.given) for each in found if isinstance(each, Problem)] == [
        (3, "measure_unknown", "x"),
        (5, "twice", "2"),
        (6, "month_unknown", "may"),
    ]


def test_a_row_is_numbered_as_a_spreadsheet_numbers_it() -> None:
    content = f'{HEADER}\n"2026-09","rea\nbled",1,2,\n\n2026-09,reabled,3,2,'
    found = read_feed(content.encode(), six_measures(), NOVEMBER)
    assert [each.row for each in found.problems] == [2, 4]


def test_what_was_long_is_shown_short() -> None:
    (problem,) = read(f"2026-09,{'x' * 5000},1,2,")
    assert isinstance(problem, Problem) and len(problem.given) == 40


def test_columns_in_any_order_a_mark_and_spreadsheets_ways_of_writing_are_read() -> None:
    content = b'\xef\xbb\xbfTarget,Out of,NUMBER,Measure,month\r\n25.5%,"1,200",600,REABLED,Sep-26\r\n'
    assert read_feed(content, six_measures(), NOVEMBER).values == (
        Value("reabled", date(2026, 9, 1), 600, 1200, 25.5),
    )


def test_a_target_alone_is_enough_also_for_what_is_counted_here() -> None:
    assert read("2026-04,assessments,,,25") == (Value("assessments", date(2026, 4, 1), target=25.0),)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-04", (2026, 4)), ("2026-4", (2026, 4)), ("2026-04-01", (2026, 4)), ("01/04/2026", (2026, 4)),
        ("1/4/2026", (2026, 4)), ("Apr-26", (2026, 4)), ("april 2026", (2026, 4)), ("01-Apr-26", (2026, 4)),
        (" May-2026 ", (2026, 5)), ("04/2026", None), ("2/4/2026", None), ("26-04", None), ("0000-01", None),
        ("2026-00", None), ("apr", None), ("", None), ("sept-26", None),
    ],
)  # fmt: skip
def test_months(text: str, month: tuple[int, int] | None) -> None:
    assert month_of(text) == (None if month is None else date(*month, 1))


def test_months_before_and_the_last_day_of_one() -> None:
    assert [before(date(2026, 1, 1), back) for back in (1, 12, 13, -1)] == [
        date(2025, 12, 1), date(2025, 1, 1), date(2024, 12, 1), date(2026, 2, 1),
    ]  # fmt: skip
    assert last_day(date(2024, 2, 1)) == date(2024, 2, 29) and written(date(2026, 3, 1)) == "2026-03"


def test_the_example_names_every_uploaded_measure_and_would_be_read() -> None:
    found = read_feed(example_file().encode(), six_measures(), NOVEMBER)
    assert found.problems == ()
    assert {each.measure for each in found.values} == {
        each.id for each in six_measures().values() if each.feed
    }


VALUES = st.dictionaries(
    st.tuples(
        st.sampled_from([each.id for each in six_measures().values() if each.feed]),
        st.integers(1, 120).map(lambda back: before(NOVEMBER, back)),
    ),
    st.tuples(
        st.integers(0, 10**9),
        st.integers(0, 10**9),
        st.none() | st.integers(0, 400).map(lambda n: n / 4),
    ),
    min_size=1,
    max_size=30,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(VALUES)
def test_what_we_write_we_read_back_the_same(
    values: dict[tuple[str, date], tuple[int, int, float | None]],
) -> None:
    known = {
        key: Value(key[0], key[1], min(one, two), max(one, two) or 1, target)
        for key, (one, two, target) in values.items()
    }
    file = feed_file(known, six_measures(), sorted({month for _id, month in known}))
    found = read_feed(file.encode(), six_measures(), NOVEMBER)
    assert found.problems == () and {(each.measure, each.month): each for each in found.values} == known
    assert next(csv.reader(io.StringIO(file))) == list(COLUMNS)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"{HEADER}\n{text}".encode()))
def test_no_file_breaks_it_and_each_problem_has_its_sentence(content: bytes) -> None:
    found = read_feed(content, six_measures(), NOVEMBER)
    assert bool(found.values) != bool(found.problems)
    assert all(each.code in words("six_measures")["problems"] for each in found.problems)
