"""Whom to ring now: the right line first, only lines that answer, and faults of the file."""

from pathlib import Path

import pytest
import yaml

from web.exceptions import SettingsError
from web.handoffs.lines import CONCERN, DANGER, STANDARD, TEAM, lines, to_ring
from web.settings import WebSettings

NUMBERS = {"council_phone": "01632 960000", "edt_phone": "01632 960999"}


def ids(is_open: bool, *heard: str, **numbers: str) -> list[str]:
    return [each.line.id for each in to_ring(lines(), {**NUMBERS, **numbers}, is_open, heard)]


@pytest.mark.parametrize(
    ("heard", "first"),
    [
        ([CONCERN], "safeguarding"),
        ([DANGER], "duty"),
        ([TEAM], "their_team"),
        ([TEAM, DANGER], "duty"),
        ([TEAM, DANGER, CONCERN], "safeguarding"),
    ],
)
def test_what_was_heard_says_who_is_first(heard: list[str], first: str) -> None:
    [head, *rest] = to_ring(lines(), NUMBERS, True, heard)
    assert (head.line.id, head.first, head.phone) == (first, True, "01632 960000")
    assert not any(each.first for each in rest)


def test_without_a_reason_nobody_is_first() -> None:
    assert not any(each.first for each in to_ring(lines(), NUMBERS, True, []))


@pytest.mark.parametrize("heard", [[], [CONCERN], [DANGER], [TEAM]])
def test_at_night_only_who_answers_at_night(heard: list[str]) -> None:
    assert ids(False, *heard) == ["out_of_hours"]
    assert "out_of_hours" not in ids(True, *heard)


def test_a_line_without_a_number_is_not_shown() -> None:
    assert ids(False, edt_phone="") == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"open": "sometimes"}, "line 1: open must be"),
        ({"first_for": ["tea"]}, "line 1: first_for may hold"),
        ({"phone": 999}, "line 1 needs phone"),
        ({"id": "duty"}, "two lines with the same id"),
        ({"id": "x" * 65}, "longer than 64"),
        ({"mood": "kind"}, "nothing else"),
    ],
)
def test_a_file_that_is_wrong_says_what(tmp_path: Path, change: dict[str, object], said: str) -> None:
    data = yaml.safe_load(STANDARD.read_text(encoding="utf-8"))
    data["lines"][0] |= change
    file = tmp_path / "lines.yml"
    file.write_text(yaml.safe_dump(data), encoding="utf-8")
    with pytest.raises(SettingsError, match=said):
        lines(file)


@pytest.mark.parametrize("text", ["a: [", "lines: 7", "[]", ""])
def test_what_holds_no_lines(tmp_path: Path, text: str) -> None:
    file = tmp_path / "lines.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="HANDOVER_LINES_FILE"):
        lines(file)


def test_the_setting_names_the_councils_own_file(tmp_path: Path) -> None:
    environ = {"VAR_DIR": str(tmp_path), "HANDOVER_LINES_FILE": str(tmp_path / "ours.yml")}
    assert WebSettings.from_env(environ).handover_lines_file == tmp_path / "ours.yml"
    assert WebSettings.from_env({"VAR_DIR": str(tmp_path)}).handover_lines_file is None
