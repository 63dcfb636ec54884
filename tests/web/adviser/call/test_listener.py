"""Notes say several things in a row: each is heard, though they come as one piece."""

from bot.understand import Understander
from web.adviser.hearing import heard_in
from web.adviser.listener import Listener

NOTES = "Her mum keeps falling on the stairs. She is lonely since the club shut."


def test_a_need_told_beside_another_is_heard(understander: Understander) -> None:
    alone = {understander.understand(part).needs[0].id for part in NOTES.split(". ")}
    together = heard_in([NOTES], Listener().hear(understander, [NOTES]))
    assert len(alone) == 2 and alone <= set(together.needs)


def test_a_danger_is_no_need_and_the_need_beside_it_is(understander: Understander) -> None:
    notes = "She can't breathe, she is so lonely. She keeps falling on the stairs."
    heard = heard_in([notes], Listener().hear(understander, [notes]))
    assert heard.alert and heard.needs == ("falls_prevention",)


def test_a_piece_heard_again_is_remembered(understander: Understander) -> None:
    listener = Listener()
    first, again = (listener.hear(understander, [NOTES])[0] for _ in range(2))
    assert first is again
