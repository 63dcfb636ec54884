"""`python -m directory match` as a program meets it."""

import json
import sys
from io import StringIO
from pathlib import Path

import pytest

from directory.cli import main
from directory.postcode_index import build_postcode_index
from tests.directory.recogniser import BUILD, trained_recogniser

pytestmark = pytest.mark.slow  # the first of them may have to train

FEED = [
    {
        "id": "11111111-1111-4111-8111-111111111111",
        "name": "Steady Feet",
        "description": "Strength and balance classes for people who have had a fall.",
        "status": "active",
    },
    {
        "id": "22222222-2222-4222-8222-222222222222",
        "name": "Eastmere Food Bank",
        "description": "Food parcels for anybody who cannot afford food this week.",
        "status": "active",
    },
]


@pytest.fixture(scope="module")
def var_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    trained_recogniser()
    build_postcode_index(BUILD)
    return tmp_path_factory.mktemp("var")


@pytest.fixture
def run(var_dir, tmp_path, monkeypatch, capsys):
    """Run the command line; what it wrote, and its exit code."""
    monkeypatch.setenv("VAR_DIR", str(var_dir))
    monkeypatch.setenv("BUILD_DIR", str(BUILD))
    monkeypatch.delenv("DIRECTORY_DATABASE_URL", raising=False)
    feed = tmp_path / "feed.json"
    feed.write_text(json.dumps(FEED))
    main(["import", str(feed)])
    capsys.readouterr()

    def run(*arguments, lines=""):
        monkeypatch.setattr(sys, "stdin", StringIO(lines))
        code = main(["match", *arguments])
        written = capsys.readouterr()
        return code, written.out, written.err

    return run


def test_one_line_out_for_each_line_in(run):
    code, out, _ = run("--jsonl", lines="my mum keeps falling\n\nnowt in for tea and no money\n\U0001f642\n")
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [answer["text"] for answer in answers] == [
        "my mum keeps falling",
        "",
        "nowt in for tea and no money",
        "\U0001f642",
    ]
    assert answers[0]["needs"][0]["id"] == "falls_prevention"
    service = answers[0]["services"][0]
    assert set(service) == {"id", "name", "score", "why", "because", "needs", "distance_km"}
    assert (service["id"], service["name"]) == (FEED[0]["id"], "Steady Feet")
    assert answers[1]["needs"] == answers[1]["services"] == answers[3]["services"] == []


def test_the_limit_is_kept(run):
    _, out, _ = run("--jsonl", "--limit", "1", lines="my mum keeps falling and we cant afford food\n")
    assert len(json.loads(out)["services"]) == 1


def test_a_known_postcode_is_taken(run):
    code, _, _ = run("--jsonl", "--near", "DN15 6NL", lines="my mum keeps falling\n")
    assert code == 0


@pytest.mark.parametrize("arguments", [("--jsonl", "--near", "ZZ99 9ZZ"), (), ("hello", "--limit", "0")])
def test_what_makes_no_sense_is_refused_in_one_sentence(run, arguments):
    code, out, err = run(*arguments, lines="my mum keeps falling\n")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_for_a_person_it_reads_like_one(run):
    code, out, _ = run("my mum keeps falling")
    assert code == 0
    assert "Steady Feet" in out
    assert "Helps with falls and balance." in out


def test_without_the_recogniser_it_says_how_to_build_it(run, tmp_path, monkeypatch):
    monkeypatch.setenv("BUILD_DIR", str(tmp_path / "nothing built"))
    code, _, err = run("my mum keeps falling")
    assert code == 2
    assert "make train" in err or "build" in err
