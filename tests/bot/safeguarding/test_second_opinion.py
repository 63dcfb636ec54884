"""The second opinion: learns from the bank, not from what it is measured by, and may be missing."""

import json
import logging
from pathlib import Path

import numpy as np
import pytest

from bot.safeguarding.parting import is_chosen_by, is_dev
from bot.safeguarding.second_opinion.adapted import AdaptedJudge
from bot.safeguarding.second_opinion.artefact import judge_path, load_judge, save_judge
from bot.safeguarding.second_opinion.bank import NOTHING, QUESTIONS, Example, answers_of, load_bank
from bot.safeguarding.second_opinion.opinion import Opinion, SecondOpinion, Shares
from bot.safeguarding.second_opinion.training import train
from directory.needs.encoder import SentenceEncoder

SHARED = Path(__file__).parents[4] / "shared" / "data"
EXAMPLES = [
    *(Example(f"he hits me when he drinks {n}", "domestic_abuse", None, NOTHING) for n in range(4)),
    *(Example(f"she cannot breathe at all {n}", "medical_emergency", None, NOTHING) for n in range(4)),
    *(Example(f"please let me talk to a person {n}", None, "talk_to_person", NOTHING) for n in range(4)),
    *(Example(f"when are the bins emptied {n}", NOTHING, NOTHING, "other_council") for n in range(4)),
    *(Example(f"where is the lunch club {n}", NOTHING, NOTHING, NOTHING) for n in range(8)),
]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


@pytest.fixture(scope="module")
def adapted() -> AdaptedJudge:
    return AdaptedJudge.load()


@pytest.fixture(scope="module")
def opinion(encoder: SentenceEncoder, adapted: AdaptedJudge) -> SecondOpinion:
    return SecondOpinion(train(EXAMPLES, encoder), encoder, adapted, Shares(0.5, 0.5, 0.0))


def test_it_names_the_likeliest_danger_request_and_business(opinion: SecondOpinion) -> None:
    assert opinion.of("my husband hits me when he drinks").likeliest("risk")[0] == "domestic_abuse"
    assert opinion.of("let me talk to a person please").likeliest("request")[0] == "talk_to_person"
    assert opinion.of("when are our bins emptied").likeliest("outside")[0] == "other_council"


def test_an_ordinary_question_is_likeliest_nothing(opinion: SecondOpinion) -> None:
    thought = opinion.of("where is the lunch club")

    assert thought.risky < 0.5
    assert max(thought.request, key=lambda name: thought.request[name]) == NOTHING


def test_no_opinion_is_no_risk() -> None:
    assert (Opinion().risky, Opinion().likeliest("request")) == (0.0, (NOTHING, 0.0))


def test_likelihoods_of_a_question_sum_to_one(encoder: SentenceEncoder, adapted: AdaptedJudge) -> None:
    mixed = SecondOpinion(train(load_small_bank(), encoder), encoder, adapted, Shares(0.35, 0.15, 0.5))

    for question in QUESTIONS:
        assert sum(getattr(mixed.of("he will not let me out"), question).values()) == pytest.approx(
            1, abs=1e-3
        )


def load_small_bank() -> list[Example]:
    """A few examples of every answer, so that the judge knows all that the adapter knows."""
    bank, few = load_bank(), []
    for question in QUESTIONS:
        for answer in answers_of(bank, question):
            few.extend([example for example in bank if example.answer(question) == answer][:3])
    return few


def test_another_language_is_read_by_the_sentence_encoder_alone(opinion: SecondOpinion) -> None:
    thought = opinion.of("mon mari me frappe quand il boit", "fr")

    assert thought.likeliest("risk")[0] == "domestic_abuse"
    assert thought.risky > 0.5


def test_the_adapter_knows_the_categories_and_requests_of_the_rules(adapted: AdaptedJudge) -> None:
    bank = load_bank()

    assert {q: set(a) for q, a in adapted.answers.items()} == {q: set(answers_of(bank, q)) for q in QUESTIONS}


def test_the_judge_is_the_same_after_it_was_kept(opinion: SecondOpinion, tmp_path: Path) -> None:
    path = judge_path(tmp_path)
    path.parent.mkdir()
    (path.parent / "judge-old.npz").write_bytes(b"")
    save_judge(opinion.judge, path)
    kept = SecondOpinion(load_judge(tmp_path), opinion.encoder, opinion.adapted, opinion.shares)

    assert np.allclose(
        list(opinion.of("he drinks").risk.values()), list(kept.of("he drinks").risk.values()), atol=1e-6
    )
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_without_it_the_rules_go_on_and_one_line_says_so(
    encoder: SentenceEncoder, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert SecondOpinion.load(tmp_path, encoder, Shares(0.5, 0.5, 0.0)) is None

    assert len(caplog.records) == 1


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not beside this checkout")
def test_nothing_it_is_measured_or_chosen_by_is_in_the_bank_it_learns_from() -> None:
    files = list((SHARED / "risk-bank").glob("*.jsonl"))
    shared = {json.loads(line)["text"] for path in files for line in path.read_text("utf-8").splitlines()}
    phrases = (SHARED / "phrase-bank" / "situations.jsonl").read_text("utf-8").splitlines()
    unseen = {text for text in shared if not is_dev(text) or is_chosen_by(text)}
    unseen |= {text for line in phrases if not is_dev(text := json.loads(line)["text"])}
    learnt = {" ".join(example.text.split()).casefold() for example in load_bank()}

    assert unseen
    assert not {" ".join(text.split()).casefold() for text in unseen} & learnt
