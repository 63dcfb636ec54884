"""The second opinion: learns from the bank, may only add, never sees the test part, and may be missing."""

import json
import logging
from pathlib import Path

import numpy as np
import pytest

from bot.requests.hear import Requests
from bot.requests.scope import Scope
from bot.safeguarding.parting import is_dev
from bot.safeguarding.screen import Finding, Level, Screen
from bot.safeguarding.second_opinion.artefact import judge_path, load_judge, save_judge
from bot.safeguarding.second_opinion.bank import NOTHING, Example, load_bank
from bot.safeguarding.second_opinion.opinion import Opinion, SecondOpinion, Sureness
from bot.safeguarding.second_opinion.training import train
from bot.understand import Understander
from directory.needs.encoder import SentenceEncoder
from directory.needs.heard import HeardNeed

SHARED = Path(__file__).parents[4] / "shared" / "data"
EXAMPLES = [
    *(Example(f"he hits me when he drinks {n}", "domestic_abuse", NOTHING, 1.0) for n in range(4)),
    *(Example(f"she cannot breathe at all {n}", "medical_emergency", NOTHING, 1.0) for n in range(4)),
    *(Example(f"please let me talk to a person {n}", NOTHING, "talk_to_person", 1.0) for n in range(4)),
    *(Example(f"where is the lunch club {n}", NOTHING, NOTHING, 1.0) for n in range(8)),
]


class Hears:
    """A recogniser that hears no need."""

    def recognise(self, text: str) -> tuple[HeardNeed, ...]:
        return ()


class Thinks:
    """A second opinion that always thinks the same."""

    def of(self, text: str) -> Opinion:
        return Opinion(Finding("domestic_abuse", Level.CHECK, "second_opinion"), "complaint")


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


@pytest.fixture(scope="module")
def opinion(encoder: SentenceEncoder) -> SecondOpinion:
    return SecondOpinion(train(EXAMPLES, encoder), encoder, Sureness(risk=0.5, request=0.5))


def test_what_it_adds_is_a_check_of_the_likeliest_category(opinion: SecondOpinion) -> None:
    heard = opinion.of("my husband hits me when he drinks").risk

    assert heard == Finding("domestic_abuse", Level.CHECK, "second_opinion")


def test_it_names_a_request_and_says_nothing_of_an_ordinary_need(opinion: SecondOpinion) -> None:
    assert opinion.of("let me talk to a person please").request == "talk_to_person"
    assert opinion.of("where is the lunch club") == Opinion()


def test_the_judge_is_the_same_after_it_was_kept(opinion: SecondOpinion, tmp_path: Path) -> None:
    path = judge_path(tmp_path)
    path.parent.mkdir()
    (path.parent / "judge-old.npz").write_bytes(b"")
    save_judge(opinion.judge, path)
    kept = SecondOpinion(load_judge(tmp_path), opinion.encoder, opinion.sureness)

    for head, answers in opinion.answers("he drinks").items():
        assert np.allclose(list(answers.values()), list(kept.answers("he drinks")[head].values()))
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_without_it_the_rules_go_on_and_one_line_says_so(
    encoder: SentenceEncoder, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert SecondOpinion.load(tmp_path, encoder) is None

    assert len(caplog.records) == 1


def test_it_never_changes_what_the_rules_say() -> None:
    understander = Understander(
        Screen.load(), Requests.load(), Hears(), Scope.load(), second_opinion=Thinks()
    )

    alert = understander.understand("she can't breathe, let me speak to a real person")
    quiet = understander.understand("the garden has been lovely this week")
    short = understander.understand("no, it's not enough")
    assert alert.risk is not None and alert.risk.level is Level.EMERGENCY
    assert alert.request == "talk_to_person"
    assert quiet.risk is not None and quiet.risk.level is Level.CHECK
    assert quiet.request == "complaint"
    assert (short.risk, short.request) == (None, None), "a few words answer a question"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not beside this checkout")
def test_no_message_of_the_test_part_is_in_the_bank_it_learns_from() -> None:
    files = [*(SHARED / "risk-bank").glob("*.jsonl"), SHARED / "phrase-bank" / "situations.jsonl"]
    shared = {json.loads(line)["text"] for path in files for line in path.read_text("utf-8").splitlines()}
    unseen = {" ".join(text.split()).casefold() for text in shared if not is_dev(text)}
    learnt = {example.text.casefold() for example in load_bank()}

    assert unseen
    assert not unseen & learnt
