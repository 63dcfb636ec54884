"""The model of dialogue acts: learns, is the same each time, rests as plain data, and is good enough."""

from pathlib import Path

import pytest
import yaml

from bot.components.act_model import ActModel, train
from bot.components.words_in import features

NLU = Path(__file__).parents[3] / "bot" / "data" / "nlu"
TOY = (
    ["yes please", "yes", "yes do", "no thanks", "no", "no never", "skip it", "skip", "skip that"],
    ["affirm"] * 3 + ["deny"] * 3 + ["skip"] * 3,
)
# Wordings that stand in no training file.
UNSEEN = {
    "aye go on love": "affirm",
    "no ta": "deny",
    "haven't the foggiest": "unsure",
    "id rather keep that to myself": "skip",
    "DN16 2PQ": "give_place",
    "it's for my auntie": "who_for",
    "do they charge for that": "ask_cost",
    "who gets to read all this": "ask_privacy",
    "are you a real human or a machine": "bot_meta",
    "can you show me some more": "show_more",
    "that's exactly what I was after": "that_helps",
    "none of those would work": "none_of_these",
    "it's miles too far for her": "not_right_for_me",
    "let me start over": "start_again",
    "take me back a step": "go_back",
    "sorry, could you say that again": "ask_repeat",
    "hello is anyone there": "greet",
    "cheers, bye now": "thanks_bye",
    "my number is 07700 900999": "give_contact",
    "ring me in the evenings": "contact_preference",
    "I'd like to carry on now": "carry_on",
    "my husband can't manage the shower any more": "tell_situation",
}


def examples() -> tuple[list[str], list[str]]:
    texts: list[str] = []
    acts: list[str] = []
    for file in sorted(NLU.glob("*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            found = [line.removeprefix("- ") for line in block["examples"].splitlines()]
            texts += found
            acts += [block["intent"]] * len(found)
    return texts, acts


def test_it_works_and_rests_as_plain_data(tmp_path: Path) -> None:
    model = train(*TOY)
    model.save(tmp_path)
    again = ActModel.load(tmp_path)
    assert again.rank("yes thanks") == model.rank("yes thanks")
    assert again.rank("yes")[0][0] == "affirm"
    assert sum(share for _, share in again.rank("anything at all")) == pytest.approx(1.0, abs=1e-5)


def test_the_same_texts_give_the_same_model() -> None:
    assert train(*TOY).rank("yes or no") == train(*TOY).rank("yes or no")


@pytest.mark.parametrize("odd", ["", "   ", "🙂", "ÿ" * 5000])
def test_no_text_is_too_odd(odd: str) -> None:
    assert features(odd)
    assert len(train(*TOY).rank(odd)) == 3


@pytest.mark.slow
def test_wordings_it_has_not_seen() -> None:
    texts, acts = examples()
    assert not set(UNSEEN) & set(texts)
    model = train(texts, acts)
    wrong = {text: model.rank(text)[:2] for text, act in UNSEEN.items() if model.rank(text)[0][0] != act}
    assert len(wrong) <= 2, wrong
