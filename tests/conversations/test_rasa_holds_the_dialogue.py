"""Rasa holds the dialogue: a changed rule or story is a changed dialogue, without a line of Python."""

import shutil
import subprocess
from pathlib import Path

import pytest

from bot.settings import BotSettings
from bot.train import INGREDIENTS, model_file
from tests.conversations.running_bot import BUILD, RASA, ROOT, environ_of

pytestmark = [pytest.mark.slow, pytest.mark.rasa]

RULE = ROOT / "bot/data/rules/in_between.yml"
SENTENCE, BEFORE, AFTER = "I want to start again", "action_start_again", "utter_gone_back"


def run(program: list[str], build: Path) -> str:
    done = subprocess.run(
        [str(RASA), *program],
        cwd=ROOT,
        env=environ_of(build, BUILD_DIR=str(build)),
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip().splitlines()[-1]


def trained(root: Path, build: Path) -> Path:
    """The model of the rules under `root`, trained by the same program that trains ours."""
    program = (
        "import sys; from pathlib import Path; from bot.settings import BotSettings; "
        "from bot.train import train; "
        "print(train(BotSettings.from_env(), Path(sys.argv[1])))"
    )
    return Path(run(["-c", program, str(root)], build))


def copied_to(root: Path) -> Path:
    for name in INGREDIENTS:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    return root


def test_a_changed_rule_changes_the_dialogue(tmp_path: Path) -> None:
    root = copied_to(tmp_path / "changed")
    rules = RULE.read_text(encoding="utf-8")
    assert rules.count(f"- action: {BEFORE}") == 1
    changed = rules.replace(f"- action: {BEFORE}", f"- action: {AFTER}")
    (root / RULE.relative_to(ROOT)).write_text(changed, encoding="utf-8")
    ours = run(["-m", "tests.conversations.next_step", str(trained(ROOT, BUILD)), SENTENCE], BUILD)
    theirs = run(
        ["-m", "tests.conversations.next_step", str(trained(root, tmp_path / "build")), SENTENCE],
        tmp_path / "build",
    )
    assert (ours, theirs) == (BEFORE, AFTER)


def test_a_story_that_contradicts_a_rule_is_refused(tmp_path: Path) -> None:
    """What an editor writes must agree with itself, and training says so."""
    root = copied_to(tmp_path / "contradicting")
    story = root / "bot/data/stories/contradiction.yml"
    story.write_text(
        'version: "3.1"\nstories:\n  - story: Against the rule\n    steps:\n'
        "      - intent: start_again\n      - action: utter_rude\n",
        encoding="utf-8",
    )
    with pytest.raises(AssertionError, match="ontradict"):
        trained(root, tmp_path / "build")


def test_the_model_is_named_after_what_it_is_made_from(tmp_path: Path) -> None:
    root = copied_to(tmp_path / "copy")
    settings = BotSettings.from_env()
    assert model_file(settings, root) == model_file(settings)
    (root / RULE.relative_to(ROOT)).write_text("version: '3.1'\n", encoding="utf-8")
    assert model_file(settings, root) != model_file(settings)
