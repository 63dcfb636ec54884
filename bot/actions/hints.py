"""What was only hinted at is offered gently, once, when the main thing is settled."""

from collections.abc import Collection, Sequence

from bot.actions.desk import Desk
from bot.actions.turn import Turn
from bot.listening.clauses import clauses_of
from bot.listening.said import Said, story_texts
from directory.needs.recogniser import Recogniser

# Heard this clearly in a clause with a cue of its own it is worth one gentle question; more clearly, and it
# is looked for in any case. `python -m bot.actions.hints_report` measures it; docs/understanding.md has the
# figures: at 0.2, without a cue, two situations in three had a hint, one in thirty of them right.
HINTED_FROM = 0.5
# Whether somebody is hurt at home is for the screening to ask, in the safeguarding lead's words.
NEVER_HINTED = frozenset({"domestic_abuse_need"})


def hinted_need(desk: Desk, turn: Turn) -> str | None:
    """The likeliest need hinted at that is neither looked for nor answered by what was shown; or None."""
    if turn.slots.get("hinted"):
        return None
    known = NEVER_HINTED | {need.id for need in desk.needs_of(turn)}
    known |= {need for one in turn.slots.get("last_shown") or () for need in one.get("needs") or ()}
    found = likeliest_beside(desk.finder.recogniser, turn.messages, known)
    return found[1] if found is not None and found[0] >= HINTED_FROM else None


def likeliest_beside(
    recogniser: Recogniser, messages: Sequence[Said], known: Collection[str]
) -> tuple[float, str] | None:
    """The likeliest need that is not known and that a cue of its clause speaks for, with its likelihood."""
    texts = story_texts(messages)
    found: list[tuple[float, str]] = []
    for clause in (*texts, *clauses_of(texts)):
        first = recogniser.recognise(clause)[0]
        if first.id not in known and first.id in _cued(recogniser, clause):
            found.append((first.score, first.id))
    return max(found, default=None)


def _cued(recogniser: Recogniser, text: str) -> frozenset[str]:
    """The needs that a cue in the text speaks for."""
    evidence = recogniser.cue_evidence(recogniser.repaired_words(text))
    return frozenset(
        need for need, heard in zip(recogniser.vocabulary.ids, evidence, strict=True) if heard > 0
    )
