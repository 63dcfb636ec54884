"""Words for residents live in data files, and avoid what turns a conversation into a process."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]

# Partners4Change's list of words that make a conversation a process, and what this product must never say
# (domain notes, 1d and 2c). "assessment" is not here: people have a right to hear about it.
NEVER_SAID = (
    "allocation", "hand-off", "handoff", "referral", "pathway", "waiting list", "customer", "client",
    "service user", "eligible", "eligibility", "ineligible", "criteria", "threshold", "qualify",
    "commit suicide", "i understand how you feel",
)  # fmt: skip

FOR_STAFF = {
    "adviser.yml", "chats.yml", "client_level.yml", "dashboard.yml", "deliveries.yml", "demand.yml",
    "measures.yml", "queue.yml", "review.yml", "safety_proxies.yml", "six_measures.yml",
}  # fmt: skip
DATA = (
    *(each for each in sorted((ROOT / "web" / "words").glob("*.yml")) if each.name not in FOR_STAFF),
    ROOT / "web" / "errors" / "words.yml",
    ROOT / "bot" / "safeguarding" / "responses.yml",
    ROOT / "directory" / "matching" / "words.yml",
)
FOLDERS_OF_STAFF = {"staff", "adviser"}
TEMPLATES = sorted(
    each for each in (ROOT / "web" / "templates").rglob("*.html") if FOLDERS_OF_STAFF.isdisjoint(each.parts)
)
ROOMS = ("bot/actions", "web/resident", "web/public_directory")
PROGRAMS = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def said_by_the_bot():
    domain = yaml.safe_load((ROOT / "domain.yml").read_text())
    for name, variants in domain["responses"].items():
        for variant in variants:
            yield name, variant.get("text", "")
            for button in variant.get("buttons", []):
                yield name, button["title"]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def said_in_data():
    for path in DATA:
        for text in strings(yaml.safe_load(path.read_text())):
            yield str(path.relative_to(ROOT)), text


def visible(template: str) -> str:
    """What a template shows: not its comments, its code, its tags; but the strings its macros are given."""
    given = " ".join(re.findall(r'"([A-Z][^"{}]* [^"{}]*)"', template))
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", template, flags=re.DOTALL)
    return f"{bare} {given}"


def said_on_pages():
    for path in TEMPLATES:
        yield str(path.relative_to(ROOT)), visible(path.read_text())


def banned(said):
    return [
        (name, word)
        for name, text in said
        for word in NEVER_SAID
        if re.search(rf"\b{re.escape(word)}", text.casefold())
    ]


def test_the_bot_never_says_a_banned_word():
    assert banned(said_by_the_bot()) == []


def test_nor_do_the_words_the_programs_read():
    said = list(said_in_data())
    assert {name for name, _text in said} == {str(path.relative_to(ROOT)) for path in DATA}
    assert banned(said) == []


def test_nor_do_the_pages():
    said = list(said_on_pages())
    assert any("Exit this page" in text for _name, text in said)
    assert banned(said) == []


def sentences(source: str) -> list[str]:
    """Strings in a program that read like something said to a person."""
    tree = ast.parse(source)
    left_out = {id(node) for each in ast.walk(tree) for node in _not_said(each)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in left_out
        and _reads_like_speech(node.value)
    ]


def _reads_like_speech(text: str) -> bool:
    plain = text.strip()
    return len(plain.split()) >= 4 and plain[0].isupper() and plain[-1] in ".?!"


def _not_said(node: ast.AST) -> Iterator[ast.AST]:
    """The strings at a node that nobody is shown: docstrings, what is raised, what is logged."""
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        first = node.body[0] if node.body else None
        yield from ast.walk(first) if isinstance(first, ast.Expr) else ()
    elif isinstance(node, ast.Raise):
        yield from ast.walk(node)
    elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[0] in {"log", "logger", "logging"}:
        yield from ast.walk(node)


def test_what_reads_like_speech_is_told_from_what_does_not():
    source = '''
"""A docstring that says much."""
def f():
    """Another one of these here."""
    log.error("The turn gave nothing whole.")
    raise ValueError("That cannot be read at all.")
    return ["Tell me what has happened.", "Me", "words without a capital."]
'''
    assert sentences(source) == ["Tell me what has happened."]


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_program_has_a_sentence_of_its_own(path):
    assert sentences(path.read_text()) == []


def test_buttons_send_plain_words():
    domain = yaml.safe_load((ROOT / "domain.yml").read_text())
    payloads = [
        button["payload"]
        for variants in domain["responses"].values()
        for variant in variants
        for button in variant.get("buttons", [])
    ]
    assert payloads
    assert [payload for payload in payloads if payload.startswith("/") or "{" in payload] == []
