"""The table of moves: who can do what from where, and what is said when it cannot be done."""

import re

import pytest

from web.handoffs.queue.diagram import PAGE, diagram, drawn
from web.handoffs.queue.states import ANY, STEPS, Move, NotNow, Who, after, moves_open_to
from web.models.handoff import Kind, State
from web.words.book import words

TOM, GRACE = 1, 2
SUPPORT, SAFEGUARDING = Kind.SUPPORT, Kind.SAFEGUARDING


def test_it_works() -> None:
    state = after(Move.CLAIM, State.RECEIVED, SUPPORT, holder=None, by=TOM)
    state = after(Move.TRIED, state, SUPPORT, holder=TOM, by=TOM)
    state = after(Move.REACHED, state, SUPPORT, holder=TOM, by=TOM)
    assert after(Move.CLOSE, state, SUPPORT, holder=TOM, by=TOM) is State.CLOSED


@pytest.mark.parametrize(
    ("move", "state", "holder", "by", "code"),
    [
        (Move.CLOSE, State.RECEIVED, None, TOM, "take_it_first"),
        (Move.CLAIM, State.ACKNOWLEDGED, GRACE, TOM, "taken_already"),
        (Move.CLOSE, State.IN_PROGRESS, GRACE, TOM, "somebody_else_has_it"),
        (Move.HAND_ON, State.IN_PROGRESS, GRACE, TOM, "somebody_else_has_it"),
        (Move.TAKE_OVER, State.IN_PROGRESS, TOM, TOM, "yours_already"),
        (Move.TRIED, State.CLOSED, TOM, TOM, "closed_already"),
        (Move.WAIT, State.WAITING, TOM, TOM, "not_from_here"),
        (Move.CLOSE, State.IN_PROGRESS, TOM, None, "people_only"),
        (Move.CLOSE_EMPTY, State.RECEIVED, None, TOM, "machine_only"),
        (Move.CLOSE, State.IN_PROGRESS, None, TOM, "somebody_else_has_it"),
    ],
)
def test_what_cannot_be_done_is_refused_by_name(
    move: Move, state: State, holder: int | None, by: int | None, code: str
) -> None:
    with pytest.raises(NotNow) as refused:
        after(move, state, SUPPORT, holder=holder, by=by)
    assert refused.value.code == code


def test_every_refusal_has_its_sentence() -> None:
    say = words("queue")["not_now"]
    for kind in Kind:
        for move in Move:
            for state in State:
                for holder, by in ((None, TOM), (TOM, TOM), (GRACE, TOM), (None, None), (TOM, None)):
                    try:
                        after(move, state, kind, holder=holder, by=by)
                    except NotNow as refused:
                        assert say[refused.code].endswith(".")


def test_nothing_of_safeguarding_is_closed_by_the_machine_or_offered_or_handed_on() -> None:
    for move in (Move.CLOSE_EMPTY, Move.OFFER, Move.HAND_ON):
        for state in State:
            with pytest.raises(NotNow, match="not_for_this_kind"):
                after(move, state, SAFEGUARDING, holder=TOM, by=None if move is Move.CLOSE_EMPTY else TOM)
    by_machine = [step for step in STEPS.values() if step.who is Who.MACHINE and SAFEGUARDING in step.kinds]
    assert all(step.to is not State.CLOSED for step in by_machine)


def test_a_page_offers_what_can_be_done_and_nothing_else() -> None:
    assert moves_open_to(State.RECEIVED, SUPPORT, holder=None, by=TOM) == {
        Move.CLAIM, Move.HAND_ON, Move.NOTE, Move.TAKE_BACK,
    }  # fmt: skip
    others = moves_open_to(State.IN_PROGRESS, SUPPORT, holder=GRACE, by=TOM)
    assert others == {Move.TAKE_OVER, Move.NOTE, Move.TAKE_BACK}
    assert moves_open_to(State.CLOSED, SAFEGUARDING, holder=TOM, by=TOM) == {Move.REOPEN, Move.NOTE}


def test_no_state_is_a_dead_end() -> None:
    for kind in Kind:
        for state in ANY:
            onward = moves_open_to(state, kind, holder=None if state is State.RECEIVED else GRACE, by=TOM)
            assert onward - {Move.NOTE, Move.TAKE_BACK}


def test_everything_has_its_words() -> None:
    say = words("queue")
    assert set(say["states"]) == set(State)
    assert set(say["moves"]) == set(say["history"]) == set(Move) == set(STEPS)
    by_form = {step.move for step in STEPS.values() if step.who is not Who.MACHINE}
    for topic in ("hints", "buttons", "done"):
        assert by_form - {Move.OFFER, Move.TAKE_BACK} <= set(say[topic])


@pytest.mark.parametrize("kind", Kind)
def test_the_drawing_has_every_arrow_and_no_other(kind: Kind) -> None:
    arrows = {tuple(found) for found in re.findall(r"(\w+) --> (\w+):", diagram(kind))}
    wanted = {
        (origin.name, step.to.name)
        for step in STEPS.values()
        if kind in step.kinds and step.to
        for origin in step.origins
    }
    assert arrows == wanted


def test_the_page_shows_the_table_as_it_is() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.count("```mermaid") == len(Kind)
    assert drawn(page) == page, "run python -m web.handoffs.queue.diagram"
