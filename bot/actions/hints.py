"""What was only hinted at is offered gently, once, when the main thing is settled."""

from bot.actions.desk import Desk
from bot.actions.turn import Turn
from bot.listening.clauses import clauses_of
from bot.listening.said import needs_heard, story_texts

# Heard this clearly it is worth one gentle question; more clearly, and it is looked for in any case.
HINTED_FROM = 0.2


def hinted_need(desk: Desk, turn: Turn) -> str | None:
    """The likeliest need hinted at that is neither looked for nor answered by what was shown; or None."""
    if turn.slots.get("hinted"):
        return None
    recogniser = desk.finder.recogniser
    heard = dict(needs_heard(turn.messages))
    for clause in clauses_of(story_texts(turn.messages)):
        first = recogniser.recognise(clause)[0]
        heard[first.id] = max(first.score, heard.get(first.id, 0.0))
    known = {need.id for need in desk.needs_of(turn)}
    known |= {need for one in turn.slots.get("last_shown") or () for need in one.get("needs") or ()}
    likely = [(score, need) for need, score in heard.items() if score >= HINTED_FROM and need not in known]
    return max(likely)[1] if likely else None
