"""A request becomes a row: each column from what is known, empty or "unknown" else, never guessed."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.client_level.making import ENDED, QUARTER, SPEC, row
from web.handoffs.queue.outcomes import outcomes
from web.models.contact import Channel
from web.models.handoff import HandoffOutcome
from web.outbox.client_level.checks import SAME, failures, without
from web.outbox.client_level.files import rows_file
from web.outbox.client_level.periods import Period, choices, chosen
from web.outbox.client_level.rows import Ended, Row, row_of
from web.words.book import words


def test_it_works() -> None:
    cells = row().cells
    assert {name: value for name, value in cells.items() if value} == {
        "la_code": "503",
        "period_start": "01/07/2026",
        "period_end": "30/09/2026",
        "la_person_id": "1234567",
        "gender": "Unknown",
        "ethnicity": "No data: Undeclared or not known",
        "client_type": "Service user",
        "support_reason": "Unknown",
        "accommodation": "Unknown",
        "unpaid_carer": "Yes",
        "event_type": "Request",
        "event_reference": "SP-0000-0000",
        "event_start": "29/06/2026",
        "event_end": "03/07/2026",
        "event_description": "Conversation 1 by telephone",
        "event_outcome": "NFA: Information and advice or signposting",
        "route_of_access": "Community / Other route",
    }
    assert failures(SPEC, [row()], QUARTER) == []


def test_no_name_has_a_place_in_a_row() -> None:
    assert row().cells["first_name"] == row().cells["last_name"] == ""
    assert not [each for each in SPEC.columns if each.held and "name" in each.id]


@pytest.mark.parametrize("code", [each.value for each in HandoffOutcome])
def test_every_outcome_has_its_place_or_is_left_out_or_is_found(code: str) -> None:
    made = row_of(SPEC, Ended("SP-1", "web", ENDED.started, ENDED.ended, (code,)), QUARTER, "503")
    if code in SPEC.no_row:
        assert made is None and outcomes()[code].cld is None
    else:
        assert made is not None and made.cells["event_outcome"] == (outcomes()[code].cld or "")
        named = made.cells["event_outcome"] in SPEC.lists["event_outcome"]
        assert named or code == "abandoned_anonymous"  # of a named person that cannot be: the checks find it


def test_what_has_codes_here_has_values_there() -> None:
    assert set(SPEC.routes) == set(words("contacts")["route_of_access"])
    assert set(SPEC.routes.values()) <= set(SPEC.lists["route_of_access"])
    assert set(SPEC.unpaid_carer) == set(words("contacts")["unpaid_carer"])
    assert {*SPEC.unpaid_carer.values()} <= set(SPEC.lists["unpaid_carer"])
    assert set(SPEC.description) == set(Channel)
    assert SPEC.no_row <= set(HandoffOutcome) and SPEC.client_types.carer_outcomes <= set(HandoffOutcome)


def test_of_several_outcomes_the_returns_own_order_decides() -> None:
    several = row(outcomes=("info_only", "assessment_requested", "declined_support"))
    assert several.cells["event_outcome"] == "Progress to assessment, review or reassessment"
    with_reablement = row(outcomes=("assessment_requested", "reablement_or_ot"))
    assert with_reablement.cells["event_outcome"] == "Progress to reablement/ST-Max"


def test_safeguarding_beside_a_request_leaves_the_request() -> None:
    assert row(outcomes=("safeguarding_enquiry", "info_only")).cells["event_outcome"].startswith("NFA")
    alone = Ended("SP-1", "web", ENDED.started, ENDED.ended, ("safeguarding_enquiry", "test_or_duplicate"))
    assert row_of(SPEC, alone, QUARTER, "503") is None


@pytest.mark.parametrize(
    "more", [{"requests": frozenset({"carers_assessment"})}, {"outcomes": ("carer_assessment_requested",)}]
)
def test_a_request_of_the_carers_own(more: dict[str, object]) -> None:
    assert row(**more).cells["client_type"] == "Unpaid carer"


def test_what_was_not_recorded_is_said_so_and_what_has_no_value_stays_empty() -> None:
    nothing = row(route=None, unpaid_carer=None, case_number=None).cells
    assert (nothing["route_of_access"], nothing["unpaid_carer"]) == ("Community / Other route", "Unknown")
    own = row(route="by_pigeon", unpaid_carer="perhaps").cells
    assert (own["route_of_access"], own["unpaid_carer"]) == ("", "")


def test_the_file_reads_back_the_same_in_the_order_of_the_specification() -> None:
    read = list(csv.DictReader(io.StringIO(rows_file(SPEC, [row(), row(reference="SP-2")]).decode())))
    assert list(read[0]) == [each.name for each in SPEC.columns]
    assert [each["Event Reference"] for each in read] == ["SP-0000-0000", "SP-2"]
    assert read[0] == {each.name: row().cells[each.id] for each in SPEC.columns}


def test_what_somebody_typed_into_a_record_runs_in_no_spreadsheet() -> None:
    bad = row(case_number='=HYPERLINK("https://example.org")')
    assert b"HYPERLINK" not in rows_file(SPEC, [bad])
    assert {each.rule for each in failures(SPEC, [bad], QUARTER)} == {"form"}


ENDINGS = st.builds(
    Ended,
    reference=st.uuids().map(str),
    channel=st.sampled_from([each.value for each in Channel] + ["pigeon"]),
    started=st.dates(date(2026, 6, 1), date(2026, 10, 30)),
    ended=st.dates(date(2026, 6, 1), date(2026, 10, 30)),
    outcomes=st.lists(st.sampled_from([each.value for each in HandoffOutcome]), max_size=3).map(tuple),
    requests=st.frozensets(st.sampled_from(["carers_assessment", "talk_to_person"])),
    route=st.none() | st.sampled_from([*SPEC.routes, "by_pigeon"]),
    unpaid_carer=st.none() | st.sampled_from([*SPEC.unpaid_carer, "perhaps"]),
    case_number=st.none() | st.sampled_from(["1", "2", "A3"]) | st.text(max_size=12),
)


def stands(made: Row) -> bool:
    """The rules once more, said another way: is there nothing wrong with this row by itself?"""
    cells = made.cells
    filled = all(cells[each.id] for each in SPEC.columns if each.must_be_filled and each.held)
    listed = all(cells[each.id] in SPEC.lists[each.list] for each in SPEC.columns if each.list)
    number = cells["la_person_id"]
    plain = number.isascii() and number.isalnum() and len(number) <= 50
    return filled and listed and plain and made.started <= made.ended and 7 <= made.ended.month <= 9


@settings(max_examples=120, deadline=None)
@given(st.lists(ENDINGS, max_size=12))
def test_every_row_stands_or_is_listed_and_no_sound_row_is(endings: list[Ended]) -> None:
    made = [row_of(SPEC, each, QUARTER, "503") for each in endings]
    rows = [each for each in made if each is not None]
    passing = without(rows, failures(SPEC, rows, QUARTER))
    assert all(stands(each) for each in passing)
    keys = [tuple(each.cells[name] for name in SAME) for each in passing]
    assert len(keys) == len(set(keys))
    for each in rows:
        others = [other for other in rows if other is not each and _same(each, other)]
        assert each in passing or not stands(each) or others
    assert failures(SPEC, passing, QUARTER) == []


def _same(one: Row, other: Row) -> bool:
    return all(one.cells[name] == other.cells[name] for name in SAME)


def test_periods_to_choose_from() -> None:
    listed = choices(date(2026, 11, 22))
    assert listed[0] == QUARTER and [each.id for each in listed[1:3]] == ["2026-Q2", "2026-Q1"]
    assert listed[-2:] == [
        Period(date(2026, 4, 1), date(2026, 9, 30), "year"),
        Period(date(2025, 10, 1), date(2026, 9, 30), "twelve"),
    ]
    assert choices(date(2026, 4, 1))[-2] == Period(date(2025, 4, 1), date(2026, 3, 31), "year")


@pytest.mark.parametrize(
    ("id_", "first", "last", "found"),
    [
        ("2026-Q3", "", "", True), ("2026-Q4", "", "", False), ("2000-Q1", "", "", False),
        ("", "2026-11-01", "2026-11-21", True), ("", "2026-11-01", "2026-11-22", False),
        ("", "2026-11-02", "2026-11-01", False), ("", "2025-11-21", "2026-11-21", True),
        ("", "2025-11-20", "2026-11-21", False), ("", "x", "2026-11-01", False), ("", "", "", False),
    ],
)  # fmt: skip
def test_a_period_must_be_over_and_a_year_at_most(id_: str, first: str, last: str, found: bool) -> None:
    assert (chosen(date(2026, 11, 22), id_, first, last) is not None) is found
