"""A content editor can change any wording without touching Python: no program holds a resident's sentence."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.house.test_wording import ROOT, _not_said, _reads_like_speech

PROGRAMS = sorted(path for room in ("bot", "web") for path in (ROOT / room).rglob("*.py"))
# What these say is read by another program of ours or by an operator at a terminal; no page shows it.
READ_BY_NO_RESIDENT = {
    "bot/action_server.py": "Rasa",
    "bot/channel.py": "the web, which shows its own words instead",
    "bot/learning": "operators",
    "bot/safeguarding/second_opinion/__main__.py": "operators",
    "bot/train.py": "operators",
    "web/accounts/cli.py": "operators",
    "web/cli.py": "operators",
    "web/exceptions.py": "operators",
    "web/security/cli.py": "operators",
    "web/staff/client_level/cli.py": "operators",
    "web/handoffs/views.py": "the bot",
}
SAYING = {"flash", "Reply", "BotMessage", "utter_message"}
SAID_BY_NAME = {"text", "title", "label", "message"}
A_GAP = "\N{HORIZONTAL ELLIPSIS}"  # stands for what a program fills in


def whole_strings(source: str) -> Iterator[str]:
    """Every string of a program, with what is filled in left out; not docstrings, errors and log lines."""
    tree = ast.parse(source)
    left_out = {id(node) for each in ast.walk(tree) for node in _not_said(each)}
    left_out |= {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
    }
    for node in ast.walk(tree):
        if id(node) in left_out:
            continue
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else A_GAP for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def words_in_calls(source: str) -> Iterator[str]:
    """Strings of two words and more that are given straight to what says them."""
    for node in ast.walk(ast.parse(source)):
        given: list[ast.expr] = []
        if isinstance(node, ast.Call) and _name_of(node.func) in SAYING:
            given = [*node.args, *(each.value for each in node.keywords if each.arg in SAID_BY_NAME)]
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            given = [value for key, value in pairs if isinstance(key, ast.Constant) and key.value == "title"]
        for value in given:
            if (
                isinstance(value, ast.Constant)
                and isinstance(value.value, str)
                and " " in value.value.strip()
            ):
                yield value.value


def _name_of(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _is_left_out(path: Path) -> bool:
    name = path.relative_to(ROOT).as_posix()
    return any(name == each or name.startswith(f"{each}/") for each in READ_BY_NO_RESIDENT)


def test_sentences_are_found_however_they_are_written() -> None:
    source = '''
def f(name):
    """A docstring is not said to anybody."""
    flash("two words")
    say.utter_message(text="Not a sentence")
    buttons = [{"title": "Yes please", "payload": "yes"}]
    raise ValueError(f"Nobody called {name} is here today.")
    return f"I could not find {name} anywhere here.", "short", "no_words_at_all"
'''
    assert [each for each in whole_strings(source) if _reads_like_speech(each)] == [
        f"I could not find {A_GAP} anywhere here."
    ]
    assert list(words_in_calls(source)) == ["two words", "Not a sentence", "Yes please"]


@pytest.mark.parametrize(
    "path",
    [path for path in PROGRAMS if not _is_left_out(path)],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_program_says_anything_of_its_own(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert [each for each in whole_strings(source) if _reads_like_speech(each)] == []
    assert list(words_in_calls(source)) == []


def test_what_is_left_out_is_there_and_says_something() -> None:
    for name in READ_BY_NO_RESIDENT:
        place = ROOT / name
        files = [place] if place.is_file() else sorted(place.rglob("*.py"))
        assert any(
            map(_reads_like_speech, (each for file in files for each in whole_strings(file.read_text())))
        ), name


def test_every_response_that_a_program_names_is_in_the_domain() -> None:
    known = set(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"])
    named = {
        (path.name, node.value.value)
        for path in (ROOT / "bot").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "response" and isinstance(node.value, ast.Constant)
    }
    assert named and {(file, each) for file, each in named if each not in known} == set()


def test_the_page_about_wording_names_every_file_of_words() -> None:
    page = (ROOT / "docs" / "wording.md").read_text(encoding="utf-8")
    words = [path.relative_to(ROOT) for path in (ROOT / "web" / "words").glob("*.yml")]
    templates = [path.relative_to(ROOT) for path in (ROOT / "web" / "templates").iterdir() if path.is_dir()]
    missing = [path.as_posix() for path in (*words, *templates) if f"`{path.as_posix()}" not in page]
    assert missing == []


def test_every_file_that_page_names_is_there() -> None:
    page = (ROOT / "docs" / "wording.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:bot|web|directory|tests)/[\w./-]+)`", page)
    assert named and [each for each in named if not (ROOT / each).exists()] == []
