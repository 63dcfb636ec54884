"""Each rule with a row that breaks it; a council's own specification, read or refused with a sentence."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from tests.web.client_level.making import QUARTER, SPEC, row
from web.exceptions import SettingsError
from web.outbox.client_level.checks import Failure, failures, without
from web.outbox.client_level.files import failing_file
from web.outbox.client_level.rows import Row
from web.outbox.client_level.specification import OWN, specification
from web.settings import WebSettings
from web.words.book import words


def saying(**cells: str) -> Row:
    """A sound row with other values in some columns."""
    return replace(row(), cells={**row().cells, **cells})


@pytest.mark.parametrize(
    ("broken", "column", "rule"),
    [
        (row(case_number=None), "LA Person Unique Identifier", "no_person"),
        (row(case_number="12/34"), "LA Person Unique Identifier", "form"),
        (row(case_number="1" * 51), "LA Person Unique Identifier", "form"),
        (row(outcomes=("abandoned_anonymous",)), "Event Outcome", "blank"),
        (row(route="by_pigeon"), "Request: Route of Access", "blank"),
        (row(unpaid_carer="perhaps"), "Has Unpaid Carer", "blank"),
        (saying(la_code=""), "LA Code", "blank"),
        (saying(event_outcome="Went well"), "Event Outcome", "not_in_list"),
        (saying(route_of_access="Community"), "Request: Route of Access", "not_in_list"),
        (saying(event_outcome="NFA - Support declined"), "Event Outcome", "release_1"),
        (saying(client_type="Service User"), "Client Type", "release_1"),
        (row(started=date(2026, 7, 4)), "Event End Date", "end_before_start"),
        (row(ended=date(2026, 10, 1)), "Event End Date", "ended_outside"),
        (row(started=date(2026, 6, 1), ended=date(2026, 6, 30)), "Event End Date", "ended_outside"),
    ],
)
def test_a_row_that_breaks_a_rule_is_listed_with_why(broken: Row, column: str, rule: str) -> None:
    found = failures(SPEC, [broken], QUARTER)
    assert [(each.column, each.rule) for each in found] == [(column, rule)]
    assert words("client_level")["rules"][rule]
    assert without([broken], found) == []


def test_of_two_that_are_taken_for_one_the_outcome_that_counts_for_more_stays() -> None:
    advice, onwards = row(reference="SP-1"), row(reference="SP-2", outcomes=("assessment_requested",))
    (found,) = failures(SPEC, [advice, onwards], QUARTER)
    assert found == Failure("SP-1", "Event Reference", "SP-2", "twice")
    elsewhere = row(reference="SP-3", route="prison")
    assert without([advice, onwards, elsewhere], [found]) == [onwards, elsewhere]


def test_people_without_a_number_are_not_taken_for_each_other() -> None:
    rows = [row(reference=name, case_number=None) for name in ("SP-1", "SP-2")]
    assert [each.rule for each in failures(SPEC, rows, QUARTER)] == ["no_person", "no_person"]


def test_the_list_for_people_says_why_and_runs_in_no_spreadsheet() -> None:
    found = failures(SPEC, [row(case_number="=1+1")], QUARTER)
    lines = failing_file(found, words("client_level")["rules"]).decode("utf-8-sig").splitlines()
    assert lines[0] == "reference,column,value,rule,why"
    assert lines[1].startswith("SP-0000-0000,LA Person Unique Identifier,'=1+1,form,")


def test_what_the_return_asks_for_and_signpost_does_not_hold_is_named() -> None:
    assert [each.name for each in SPEC.never_held()] == ["NHS Number", "Date of Birth", "Postcode"]
    assert SPEC.to_be_checked() == ("Has Unpaid Carer", "Request: Route of Access")


def test_every_outcome_of_release_1_is_known_as_such() -> None:
    assert len(SPEC.release_1["event_outcome"]) == 18
    assert not SPEC.release_1["event_outcome"] & set(SPEC.lists["event_outcome"])


def council_file(folder: Path, **more: object) -> Path:
    file = folder / "cld.yml"
    file.write_text(yaml.safe_dump({**yaml.safe_load(OWN.read_text()), **more}), encoding="utf-8")
    return file


def test_a_councils_own_list_counts(tmp_path: Path) -> None:
    read = yaml.safe_load(OWN.read_text())
    read["lists"]["route_of_access"] = {"seen": "release_2", "values": ["Community", "Hospital"]}
    own = specification(council_file(tmp_path, lists=read["lists"]))
    assert own.to_be_checked() == ("Has Unpaid Carer",)
    assert [each.rule for each in failures(own, [row()], QUARTER)] == ["not_in_list"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"columns": []}, "no column with the id la_code"),
        ({"release": None, "columns": "none"}, "not as it must be"),
        ({"lists": {}}, "names a list that is not there"),
        ({"client_type": {}}, "else"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(tmp_path: Path, more: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        specification(council_file(tmp_path, **more))


def test_no_file_no_yaml_and_a_wrong_code_stop_the_start(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text("a: [", encoding="utf-8")
    for name in ("gone.yml", "x.yml"):
        with pytest.raises(SettingsError, match="CLD_FILE"):
            WebSettings.from_env({"CLD_FILE": str(tmp_path / name)})
    with pytest.raises(SettingsError, match="CLD_COUNCIL_CODE"):
        WebSettings.from_env({"CLD_COUNCIL_CODE": "E10000020"})


def test_a_real_council_has_no_code_until_it_gives_one() -> None:
    assert WebSettings.from_env({"COUNCIL_NAME": "Norfolk"}).outbox.client_level.code == ""
    assert WebSettings.from_env({}).outbox.client_level.code == "000"
