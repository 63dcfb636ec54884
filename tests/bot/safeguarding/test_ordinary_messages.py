"""An ordinary need must not be taken over by an alarm: nobody asks twice for help with the shopping."""

from pathlib import Path

import pytest

from bot.safeguarding.parting import is_dev
from bot.safeguarding.screen import HERE
from tests.bot.safeguarding.as_shipped import alerts

ORDINARY = (HERE / "bank" / "ordinary.txt").read_text(encoding="utf-8").splitlines()
PHRASES = Path(__file__).parents[3] / "directory" / "needs" / "phrases"
# Of situations in which a reader found no danger.
MOST_ALERTS = 0.06
ONE_OF = 10  # situations: reading all takes a minute and a half


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


def test_hardly_an_ordinary_message_of_the_bank_raises_an_alert() -> None:
    ordinary = [line for line in ORDINARY if line and not line.startswith("#")]
    alerted = [line for line in ordinary if alerts(line)]
    assert len(alerted) / len(ordinary) < 0.01, alerted


def test_few_situations_of_the_phrase_bank_raise_an_alert() -> None:
    lines = [line for path in PHRASES.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()]
    marked = (HERE / "bank" / "situations.tsv").read_text(encoding="utf-8").splitlines()
    danger = {line.split("\t", 1)[1] for line in marked}
    situations = [line for line in lines if line and is_dev(line) and line not in danger][::ONE_OF]
    alerted = [line for line in situations if alerts(line)]

    assert len(situations) > 400
    assert len(alerted) / len(situations) < MOST_ALERTS, alerted
