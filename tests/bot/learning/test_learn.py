"""Labels are checked, tried out on a copy, and taken over only where nothing gets worse."""

import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.exceptions import LearningError
from bot.learning import trial
from bot.learning.figures import Figure, allowances, worse
from bot.learning.intake import Texts, sort
from bot.learning.labels import Labelled, Labels, line_of, place_of
from bot.learning.learn import learn
from bot.privacy import redact
from bot.settings import PROJECT_ROOT
from directory.evaluation.measured import load_measured

SAID = "the whatsit on the thingy has gone again"
OLD = {"need, first": Figure(90, 100), "danger found": Figure(50, 60), "wrong": Figure(3, 50, good=False)}


def line(text: str = SAID, label: str = "needs", of: Any = ("loneliness",)) -> str:
    return json.dumps({"entry": 1, "text": text, "label": label, "of": list(of)})


@pytest.fixture(scope="module")
def labels() -> Labels:
    return Labels.load()


@pytest.fixture
def texts() -> Texts:
    return Texts.load(PROJECT_ROOT)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of its own, with the banks and the test sets of ours and none of its models."""
    for place in (
        "bot/safeguarding/order.yml", "bot/requests/order.yml", "directory/needs/vocabulary.yml",
        "directory/needs/nothing.txt",
    ):  # fmt: skip
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PROJECT_ROOT / place, tmp_path / place)
    for folder in (
        "directory/needs/phrases",
        "bot/safeguarding/bank",
        "bot/requests/bank",
        "bot/requests/outside",
    ):
        shutil.copytree(PROJECT_ROOT / folder, tmp_path / folder)
    shutil.copytree(PROJECT_ROOT / "directory/evaluation", tmp_path / "directory/evaluation")
    return tmp_path


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Figure]]:
    """What measuring the copy comes to; the project itself comes to OLD."""
    new = dict(OLD)

    def measured(rooms: Path, build_dir: Path, base: Path) -> dict[str, Figure]:
        build_dir.joinpath("needs").mkdir(parents=True, exist_ok=True)
        if rooms == base:
            return OLD
        assert SAID in (rooms / "directory/needs/phrases/loneliness.txt").read_text(encoding="utf-8")
        assert SAID not in (base / "directory/needs/phrases/loneliness.txt").read_text(encoding="utf-8")
        (build_dir / "needs" / "recogniser-new.npz").write_bytes(b"new")
        return new

    monkeypatch.setattr(trial, "measured", measured)
    yield new


def everything(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("label", "of", "place", "written"),
    [
        ("needs", ["loneliness"], "directory/needs/phrases/loneliness.txt", SAID),
        (
            "needs", ["loneliness", "falls_prevention"], "directory/needs/phrases/loneliness.txt",
            f"{SAID} || falls_prevention",
        ),
        ("nothing", [], "directory/needs/nothing.txt", SAID),
        ("danger", ["fall_now"], "bot/safeguarding/bank/risk/fall_now.txt", SAID),
        ("no_danger", ["fall_now"], "bot/safeguarding/bank/near/fall_now.txt", SAID),
        ("no_danger", [], "bot/safeguarding/bank/ordinary.txt", SAID),
        ("request", ["chase"], "bot/requests/bank/asked/chase.txt", SAID),
        ("no_request", [], "bot/requests/bank/neither.txt", SAID),
        ("outside", ["national"], "bot/requests/bank/outside/national.txt", SAID),
        ("inside", [], "bot/requests/bank/inside.txt", SAID),
    ],
)  # fmt: skip
def test_every_label_has_its_file(
    labels: Labels, label: str, of: list[str], place: str, written: str
) -> None:
    one = Labelled(SAID, label, tuple(of))
    labels.check(one)
    assert (str(place_of(one)), line_of(one)) == (place, written)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("no json", "no JSON"),
        ("[]", "an object"),
        ('{"text": 1, "label": "nothing", "of": []}', "an object"),
        ('{"text": "a word or two", "label": "nothing", "of": [1]}', "an object"),
        (line(label="nonsense"), "no label"),
        (line(of=["../../etc/passwd"]), "nothing that needs can be of"),
        (line(of=[]), "does not say of what"),
        (line(label="danger", of=["fall_now", "domestic_abuse"]), "too many"),
        (line(of=["loneliness", "loneliness"]), "too many"),
        (line(label="nothing", of=["loneliness"]), "nothing that nothing can be of"),
        (line(text="ok"), "characters"),
        (line(text="word " * 200), "characters"),
        (line(text="falls || loneliness"), "must not hold"),
        (line(text="ring me on 07700 900123"), "still hold"),
    ],
)
def test_what_cannot_be_learnt_is_refused_with_a_reason(
    labels: Labels, texts: Texts, given: str, said: str
) -> None:
    found = sort(["", given, line()], labels, texts)
    assert [one.text for one in found.to_learn] == [SAID]
    assert len(found.refused) == 1
    assert found.refused[0].startswith("Line 2: ") and said in found.refused[0]


def test_no_reason_quotes_the_words(labels: Labels, texts: Texts) -> None:
    measured = load_measured("test")[0].text
    given = [line(text=measured), line(text="ring me on 07700 900123"), line(), line(label="nothing", of=[])]
    found = sort(given, labels, texts)
    assert len(found.refused) == 3
    assert not any(word in " ".join(found.refused) for word in (measured, "07700", SAID))


@pytest.mark.parametrize("name", ["development", "test"])
@pytest.mark.parametrize(
    "changed", [str, str.upper, lambda text: f"{text} please", lambda text: f" {text}  "]
)
def test_nothing_that_measures_is_learnt(labels: Labels, texts: Texts, name: str, changed: Any) -> None:
    measured = next(
        one.text for one in load_measured(name) if 60 < len(one.text) < 200 and redact(one.text) == one.text
    )
    found = sort([line(text=changed(measured))], labels, texts)
    assert not found.to_learn and "test set" in found.refused[0]


def test_marks_become_words_that_people_write(labels: Labels, texts: Texts) -> None:
    found = sort([line("our [name] wandered off in [place] again")], labels, texts)
    assert [one.text for one in found.to_learn] == ["our Sam wandered off in town again"]


def test_what_is_known_is_counted_and_what_contradicts_is_refused(labels: Labels, texts: Texts) -> None:
    known = (PROJECT_ROOT / "bot/requests/bank/asked/chase.txt").read_text(encoding="utf-8").splitlines()[0]
    again = [line(known.upper(), "request", ["chase"]), line(known, "request", ["child"]), line(), line()]
    found = sort(again, labels, texts)
    assert (len(found.to_learn), found.known, len(found.refused)) == (1, 2, 1)
    assert "chase.txt" in found.refused[0]


def test_the_same_words_may_tell_of_a_need_and_of_danger(labels: Labels, texts: Texts) -> None:
    found = sort([line(), line(label="danger", of=["fall_now"])], labels, texts)
    assert len(found.to_learn) == 2


def test_what_does_well_is_written_and_nothing_else_is_touched(
    root: Path, figures: dict[str, Figure], tmp_path: Path
) -> None:
    build, said = tmp_path / "build", list[str]()
    (build / "needs").mkdir(parents=True)
    (build / "needs" / "recogniser-old.npz").write_bytes(b"old")
    before = everything(root)
    assert learn([line(), line(label="inside", of=[])], root, build, said.append)
    after = everything(root)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {
        "directory/needs/phrases/loneliness.txt",
        "bot/requests/bank/inside.txt",
        "build/needs/recogniser-new.npz",
    }
    phrases = after["directory/needs/phrases/loneliness.txt"]
    assert phrases == before["directory/needs/phrases/loneliness.txt"] + f"{SAID}\n".encode()
    assert (build / "needs" / "recogniser-old.npz").read_bytes() == b"old"
    assert any("loneliness.txt" in each and "+1" in each for each in said)
    assert said[-1].startswith("Nothing is committed")


def test_learning_the_same_again_changes_nothing(
    root: Path, figures: dict[str, Figure], tmp_path: Path
) -> None:
    assert learn([line()], root, tmp_path / "build", lambda _: None)
    before, said = everything(root), list[str]()
    assert learn([line()], root, tmp_path / "build", said.append)
    assert everything(root) == before
    assert said[0] == "0 to learn, 1 known already, 0 refused."


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("need, first", Figure(89, 100)),
        ("danger found", Figure(49, 60)),
        ("wrong", Figure(4, 50, good=False)),
        ("need, first", Figure(90, 101)),
    ],
)
def test_what_does_worse_is_turned_down_and_everything_stays(
    root: Path, figures: dict[str, Figure], tmp_path: Path, name: str, figure: Figure
) -> None:
    figures[name] = figure
    before, said = everything(root), list[str]()
    assert not learn([line()], root, tmp_path / "build", said.append)
    assert everything(root) == before
    assert any("does worse" in each and name in each for each in said)


def test_a_training_that_fails_changes_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = everything(root)
    with pytest.raises(LearningError):
        learn([line()], root, tmp_path / "build", lambda _: None)  # this root has no program to measure with
    assert everything(root) == before


def test_a_few_may_be_lost_but_no_danger() -> None:
    allowed = allowances()
    old = {"need, first": Figure(900, 1000), "danger found": Figure(900, 1000)}
    assert worse(old, {"need, first": Figure(895, 1000), "danger found": Figure(900, 1000)}, allowed) == []
    assert worse(old, {"need, first": Figure(893, 1000), "danger found": Figure(899, 1000)}, allowed) == [
        *old
    ]


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    out = io.StringIO()
    assert main(["learn"], io.StringIO("nonsense\n"), out) == 0
    assert "0 to learn, 0 known already, 1 refused." in out.getvalue()
    assert "Nothing was changed" in out.getvalue()
