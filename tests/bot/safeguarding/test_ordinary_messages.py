"""An ordinary need must not be taken over by an alarm: nobody asks twice for help with the shopping."""

from pathlib import Path

import pytest

from bot.safeguarding.parting import is_dev
from bot.safeguarding.screen import HERE, Screen

SCREEN = Screen.load()
ORDINARY = (HERE / "bank" / "ordinary.txt").read_text(encoding="utf-8").splitlines()
PHRASES = Path(__file__).parents[3] / "directory" / "needs" / "phrases"
# A few situations do carry danger (no food in the house, a violent husband): they should be heard.
MOST_ALERTS = 0.04


def alerts(text: str) -> bool:
    """Would this message be answered with safety words before anything else?"""
    finding = SCREEN.screen(text)
    return finding is not None and finding.level.is_alert


@pytest.mark.parametrize(
    "text",
    [
        "my wife has been told she's got weeks to live and wants to die at home",
        "I don't want to go out now",
        "she had her hip done and is back home, can't manage her shopping",
        "he's fallen twice",
        "my mum keeps falling",
        "my mum isn't coping",
        "I'm lonely since my wife died, I can't wash myself",
        "dad can't cope with the stairs",
        "my flat is on the ground floor",
        "patient with a grade 2 pressure sore, lives alone, no package of care",
    ],
)
def test_an_ordinary_need_raises_no_alert(text: str) -> None:
    assert not alerts(text)


def test_no_ordinary_message_of_the_bank_raises_an_alert() -> None:
    assert [line for line in ORDINARY if line and not line.startswith("#") and alerts(line)] == []


def test_few_situations_of_the_phrase_bank_raise_an_alert() -> None:
    lines = [line for path in PHRASES.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()]
    situations = [line for line in lines if line and is_dev(line)]
    alerted = [line for line in situations if alerts(line)]

    assert len(situations) > 1000
    assert len(alerted) / len(situations) < MOST_ALERTS, alerted
