"""What reviewers get to read: redacted by the worker, complete, of the last days, and gone in time."""

from datetime import timedelta

import pytest

from tests.web.daily.making import TODAY, YESTERDAY, add, lay_out, say
from tests.web.numbers.making import belongs_to, contact, handoff
from web.clock import now
from web.database import ContactsStore
from web.models.contact import Author, Contact, Message
from web.models.daily_review import DailyReview, Verdict
from web.models.handoff import HandoffWord
from web.settings import Keeping, WebSettings
from web.staff.daily.preparing import DAYS, Layer
from web.store import daily_review, retention
from web.worker import Worker


def words_of(store: ContactsStore, contact_id: int) -> list[str | None] | None:
    """What the person said, as reviewers read it."""
    with store.reading() as session:
        found = daily_review.review_of(session, contact_id)
        if found is None or found.words is None:
            return None
        return [said for who, said in found.words if who == "resident"]


def test_it_works(store: ContactsStore) -> None:
    one = say(store, "my mum keeps falling", "no, nothing helped")
    assert lay_out(store) == 1
    assert words_of(store, one) == ["MY MUM KEEPS FALLING", "NO, NOTHING HELPED"]
    assert lay_out(store) == 0


@pytest.mark.slow
def test_names_and_numbers_are_taken_out_by_the_real_model(
    store: ContactsStore, settings: WebSettings
) -> None:
    one = say(store, "I am Rosa, ring me on 07700 900461, my son Amir lives in Winterby")
    Worker(store, settings).lay_out()
    (kept,) = words_of(store, one) or [None]
    assert kept is not None
    assert all(name not in kept for name in ("Rosa", "Amir", "900461"))
    assert "ring me" in kept


def test_only_days_that_are_over_and_not_long_ago(store: ContactsStore) -> None:
    today = say(store, "I am here now", day=TODAY)
    old = say(store, "that was long ago", day=TODAY - timedelta(days=DAYS + 1))
    kept = say(store, "that was just in time", day=TODAY - timedelta(days=DAYS))
    assert lay_out(store) == 1
    assert (words_of(store, today), words_of(store, old)) == (None, None)
    assert words_of(store, kept) == ["THAT WAS JUST IN TIME"]


def test_who_never_spoke_and_tests_are_none(store: ContactsStore) -> None:
    say(store)
    with store.writing() as session:
        belongs_to(session, contact(session, YESTERDAY), None, void="test")
    assert lay_out(store) == 0


def test_what_was_handed_on_without_a_conversation_has_its_words(store: ContactsStore) -> None:
    with store.writing() as session:
        one = contact(session, YESTERDAY, resident_messages=0)
        made = handoff(session, one)
        made.words.append(HandoffWord(position=0, words="please ring about my rails"))
        contact_id = one.id
    assert lay_out(store) == 1
    assert words_of(store, contact_id) == ["PLEASE RING ABOUT MY RAILS"]


def test_another_language_is_not_shown(store: ContactsStore) -> None:
    one = say(store, "my mum keeps falling", "Moja mama ciągle się przewraca i nie może wstać z łóżka")
    lay_out(store)
    assert words_of(store, one) == ["MY MUM KEEPS FALLING", None]


def test_what_signpost_answered_stands_between(store: ContactsStore) -> None:
    one = say(store, "it is about my mum")
    answer = {"replies": [{"text": "What matters to her?", "services": [{"name": "Steady Steps"}]}]}
    with store.writing() as session:
        made = session.get_one(Contact, one)
        made.messages.append(Message(author=Author.SIGNPOST, said_at=made.last_at, replies=answer))
    lay_out(store)
    with store.reading() as session:
        assert session.get_one(DailyReview, one).words == [
            ["resident", "IT IS ABOUT MY MUM"],
            ["signpost", "WHAT MATTERS TO HER?\nSTEADY STEPS"],
        ]


def test_a_message_that_cannot_be_redacted_hides_itself_alone(store: ContactsStore) -> None:
    class Breaks:
        def redact(self, text: str) -> str:
            if "odd" in text:
                raise RuntimeError
            return text

    one = say(store, "this is fine with me", "this is odd to me")
    assert Layer(store, open_names=Breaks).lay_out(TODAY) == 1
    assert words_of(store, one) == ["this is fine with me", None]


def test_who_goes_on_talking_is_laid_out_again_and_that_is_seen(
    store: ContactsStore, cast: dict[str, int]
) -> None:
    one = say(store, "it is about my mum")
    lay_out(store)
    with store.writing() as session:
        assert daily_review.sign_off(session, one, 1, Verdict.NO, "", cast["leo"], now())
        made = session.get_one(Contact, one)
        add(made, "and she is on the floor")
        made.resident_messages += 1
    assert lay_out(store) == 1
    with store.reading() as session:
        found = session.get_one(DailyReview, one)
        assert found.words is not None and found.words[-1] == ["resident", "AND SHE IS ON THE FLOOR"]
        assert found.more_since
        assert found.version == 3


def test_words_and_notes_are_forgotten_in_time_and_the_rest_with_the_contact(
    store: ContactsStore, cast: dict[str, int]
) -> None:
    one = say(store, "it is about my mum")
    lay_out(store)
    keeping = Keeping(words_days=90, contact_days=730)
    with store.writing() as session:
        daily_review.sign_off(session, one, 1, Verdict.NO, "because", cast["leo"], now())
        retention.purge(session, now() + timedelta(days=88), keeping)
        assert session.get_one(DailyReview, one).note == "because"
    with store.writing() as session:
        retention.purge(session, now() + timedelta(days=92), keeping)
    with store.reading() as session:
        kept = session.get_one(DailyReview, one)
        assert (kept.words, kept.note, kept.verdict) == (None, None, Verdict.NO)
    assert lay_out(store) == 0  # what is forgotten is not laid out again
    with store.writing() as session:
        retention.purge(session, now() + timedelta(days=800), keeping)
    with store.reading() as session:
        assert session.get(DailyReview, one) is None
