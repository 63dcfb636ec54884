"""Demonstration calls: each can be read, names only what there is, and is heard by whoever writes it down."""

from pathlib import Path

import pytest
import yaml

import bot.requests
from web.adviser.practice.feedback import InNotes, feedback
from web.adviser.practice.reading import FOLDER, Kind, Next, demo_calls
from web.exceptions import SettingsError
from web.words.book import words
from web.words.needs import need_labels

CALLS = demo_calls()
REQUESTS = Path(bot.requests.__file__).parent / "rules"
NOTHING = InNotes((), (), (), ())


def written(folder: Path, **changes: object) -> Path:
    """A folder with one call in it, which is right but for the changes."""
    data = yaml.safe_load((FOLDER / "widower.yml").read_text(encoding="utf-8"))
    expects = changes.pop("expects", {})
    data = {**data, **changes}
    data["expects"] = {**data["expects"], **expects} if isinstance(expects, dict) else expects
    (folder / "widower.yml").write_text(yaml.safe_dump(data), encoding="utf-8")
    return folder


def test_there_are_enough_and_they_differ() -> None:
    assert len(CALLS) >= 6
    assert len({one.next for one in CALLS.values()}) >= 5
    kinds = {point.kind for one in CALLS.values() for point in one.points}
    assert kinds == set(Kind)


@pytest.mark.parametrize("name", CALLS)
def test_a_call_names_only_what_there_is(name: str) -> None:
    dangers, requests = words("review")["dangers"], {path.stem for path in REQUESTS.glob("*.yml")}
    known = {Kind.NEED: need_labels(), Kind.RISK: dangers, Kind.REQUEST: requests}
    for point in CALLS[name].points:
        assert {point.id, *point.others} <= set(known[point.kind]), point
    assert set(words("adviser_practice")["choices"]) == set(Next)


@pytest.mark.parametrize("name", CALLS)
def test_nobody_real_is_in_it(name: str) -> None:
    said = " ".join(line.caller for line in CALLS[name].lines)
    assert not any(each.isdigit() for each in said), "no number is given that somebody could have"


def test_whoever_writes_nothing_has_missed_everything() -> None:
    told = feedback(CALLS["nephew_and_the_money"], NOTHING, None)
    assert told.covered == 0 and not told.is_right
    assert [each.id for each in told.missed] == ["domestic_abuse"]
    assert "takes her money" in told.missed[0].said


def test_what_is_as_good_counts() -> None:
    heard = InNotes((), ("exploitation",), (), ())
    assert feedback(CALLS["nephew_and_the_money"], heard, None).missed == ()


def test_what_was_heard_and_what_was_missed() -> None:
    call = CALLS["worn_out_son"]
    told = feedback(call, InNotes(("falls_prevention",), (), (), ("open", "carer")), Next.GIVE_LIST)
    assert told.covered == 2 and told.is_right
    assert [each.id for each in told.missed] == ["carers_break"]
    assert "worn out" in told.missed[0].said
    assert dict(told.prompts)["carer"] and not dict(told.prompts)["people"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lines": []}, "between 1 and 20"),
        ({"lines": [{"caller": "Hello"}]}, "line 1 needs"),
        ({"surprise": 1}, "nothing else"),
        ({"expects": {"next": "hang_up"}}, "next must be one of"),
        ({"expects": {"needs": [{"need": "loneliness", "line": 99}]}}, "one of the 7 lines"),
        ({"expects": {"risks": [{"category": "x"}]}}, "needs a category and its line"),
        ({"expects": {"mood": "sad"}}, "expects may hold"),
        ({"expects": 7}, "expects may hold"),
    ],
)
def test_a_file_that_is_wrong_says_what(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        demo_calls(written(tmp_path, **changes))


def test_an_empty_folder_and_no_yaml(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="holds no demonstration call"):
        demo_calls(tmp_path)
    (tmp_path / "odd.yml").write_text("a: [", encoding="utf-8")
    demo_calls.cache_clear()
    with pytest.raises(SettingsError, match=r"odd\.yml cannot be read"):
        demo_calls(tmp_path)
