"""The council's own targets and baselines: read from its file, drawn on its charts, wrong ones named."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient

from web.app import create_app
from web.exceptions import SettingsError
from web.numbers.targets import STANDARD, levels, levels_of
from web.parts import Parts
from web.settings import WebSettings

GOOD = {
    "measure": "verified_28", "kind": "baseline", "value": 31.5, "label": "Before: 31.5%", "owner": "Nadia",
    "source": "Counted by hand",
}  # fmt: skip


def written(folder: Path, *entries: object) -> Path:
    path = folder / "targets.yml"
    path.write_text(yaml.safe_dump({"lines": list(entries)}), encoding="utf-8")
    return path


def test_what_comes_with_signpost_says_whose_it_is() -> None:
    (norfolk,) = levels_of("claimed", None)
    assert (norfolk.value, norfolk.kind) == (75, "benchmark")
    assert "Norfolk" in norfolk.label and "6.3.1" in norfolk.source and "no pass mark" in norfolk.note
    assert levels_of("honoured", None)[0].value == 100
    invented = STANDARD.parent / "simulated" / "targets.yml"
    assert {level.kind for level in levels(invented)} == {"target", "baseline", "benchmark"}


def test_a_councils_own_file_takes_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    assert [level.label for level in levels(path)] == ["Before: 31.5%"]
    assert levels_of("claimed", path) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"measure": "nonsense"}, "'nonsense' is no measure"),
        ({"measure": ["x"]}, "is no measure"),
        ({"kind": "wish"}, "kind must be one of"),
        ({"value": "31%"}, "value must be a number"),
        ({"value": True}, "value must be a number"),
        ({"value": float("nan")}, "between 0 and 100"),
        ({"value": 131}, "between 0 and 100"),
        ({"label": ""}, "label is missing"),
        ({"label": "x" * 49}, "more than 48 letters"),
        ({"owner": None}, "owner is missing"),
        ({"source": 7}, "source is missing"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, change: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsError, match="line 2") as found:
        levels(written(tmp_path, GOOD, GOOD | change))
    assert said in str(found.value)


@pytest.mark.parametrize("content", ["lines: {", "- a", "lines: 3", "lines: [3]", "\x00"])
def test_a_file_that_is_none_is_said(tmp_path: Path, content: str) -> None:
    path = tmp_path / "targets.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match="TARGETS_FILE"):
        levels(path)
    with pytest.raises(SettingsError, match="cannot be read"):
        levels(tmp_path / "nowhere.yml")


def test_a_wrong_file_stops_the_start_and_a_right_one_is_on_the_page(
    app: Flask, settings: WebSettings, signed_in: Callable[[str], FlaskClient], tmp_path: Path
) -> None:
    named = WebSettings.from_env({"VAR_DIR": str(tmp_path), "TARGETS_FILE": str(tmp_path / "nowhere.yml")})
    with pytest.raises(SettingsError, match="cannot be read"):
        create_app(replace(settings, targets_file=named.targets_file))
    opened: Parts = app.extensions["signpost"]
    app.extensions["signpost"] = replace(
        opened, settings=replace(settings, targets_file=written(tmp_path, GOOD))
    )
    page = signed_in("nadia").get("/staff/numbers").get_data(as_text=True)
    assert "Before: 31.5%" in page and "Counted by hand" in page and "Norfolk 2017" not in page
