"""Easy words go along with what somebody has sent to themselves."""

from flask.testing import FlaskClient

from tests.web.resident.forms import hidden
from tests.web.resident.test_send_summary import MAIL, ask, clock, messages, rounds, settings, store
from web.database import ContactsStore
from web.outbox.rounds import Rounds

__all__ = ["clock", "rounds", "settings", "store"]


def test_whoever_chose_easy_words_gets_easy_words(
    after: FlaskClient, store: ContactsStore, rounds: Rounds
) -> None:
    after.post("/easier-to-read", data={**hidden(after.get("/summary")), "easy": "on", "from": "summary"})
    ask(after, to=MAIL, what="all")
    rounds.deliver()
    [mail] = messages(store)
    assert "You did not ask for a person. You can ask at any time." in mail.words
    assert "since you did not ask us to contact you" not in mail.words
