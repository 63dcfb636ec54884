"""One message understood: every part heard, and nothing set aside when a risk or a request was heard."""

import json
from dataclasses import dataclass

import pytest

from bot.language import guess_language
from bot.safeguarding.screen import Level
from bot.settings import BotSettings
from bot.understand import Understander
from directory.needs.heard import HeardNeed
from directory.needs.recogniser import Recogniser
from tests.rules_read_once import the_requests, the_scope, the_screen


@dataclass(frozen=True)
class HearsOneNeed:
    """A recogniser that always hears the same need, as surely as it is told to."""

    score: float

    def recognise(self, text: str) -> tuple[HeardNeed, ...]:
        return (HeardNeed("falls", self.score),)


@pytest.fixture(scope="module")
def understander() -> Understander:
    return Understander(the_screen(), the_requests(), HearsOneNeed(0.2), the_scope())


def test_it_works(understander: Understander) -> None:
    heard = understander.understand("mum is on the floor and i cant lift her. can i speak to a person")

    assert heard.risk is not None and heard.risk.level is Level.EMERGENCY
    assert heard.request == "talk_to_person"
    assert [need.id for need in heard.needs] == ["falls"]
    assert (heard.out_of_scope, heard.language) == (False, "en")


def test_its_metadata_is_plain_json(understander: Understander) -> None:
    metadata = understander.understand("mum has gone missing").as_metadata()

    assert json.loads(json.dumps(metadata)) == metadata
    assert set(metadata) == {"risk", "request", "needs", "out_of_scope", "language"}
    assert metadata["risk"] == {
        "category": "missing_or_wandering",
        "level": "emergency",
        "rule": "missing_or_wandering.missing_now",
    }


def test_bins_are_out_of_scope_but_never_with_a_risk(understander: Understander) -> None:
    assert understander.understand("missed my green bin again").out_of_scope
    assert not understander.understand("missed my green bin again and my husband hits me").out_of_scope


def test_a_sure_need_is_never_set_aside() -> None:
    sure = Understander(the_screen(), the_requests(), HearsOneNeed(0.9), the_scope())

    assert not sure.understand("missed my green bin again").out_of_scope


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("my mum needs help", "en"),
        ("yes", "en"),
        ("", "en"),
        ("bonjour ma mère est malade et je suis seul", "fr"),
        ("dzień dobry, moja mama potrzebuje pomocy", "pl"),
        ("你好，我需要帮助", "zh"),
        ("મારે મદદ જોઈએ છે", "gu"),
        ("أحتاج إلى مساعدة", "ar"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert guess_language(text) == language


@pytest.fixture(scope="module")
def shipped() -> Understander:
    return Understander.load(BotSettings.from_env().build_dir)


def test_what_ships_hears_needs_as_the_directory_does(shipped: Understander) -> None:
    alone = Recogniser.load(BotSettings.from_env().build_dir)

    for words in ("he puts his shoes in the fridge now", "its that quiet since Ron went"):
        assert shipped.understand(words).needs == alone.recognise(words)


@pytest.mark.parametrize("answer", ["DN15 6NL", "after 3", "07700 900123", "the 2nd one"])
def test_an_answer_with_a_number_is_not_set_aside(shipped: Understander, answer: str) -> None:
    assert not shipped.understand(answer).out_of_scope


@pytest.mark.parametrize(
    "words",
    [
        "હું મારી માતાની સંભાળ રાખું છું અને થોડો આરામ જોઈએ છે.",  # I look after mother and would like some rest
        "Dw i'n gofalu am mam a hoffwn gael seibiant.",  # the same in Welsh
        "Dw i'n chwilio am rywun i lanhau'r tŷ unwaith yr wythnos.",  # somebody to clean once a week
        "O meu marido precisa de uma cadeira de rodas.",  # my husband needs a wheelchair
    ],
)
def test_an_ordinary_wish_in_another_language_is_no_alert(shipped: Understander, words: str) -> None:
    risk = shipped.understand(words).risk

    assert risk is None or not risk.level.is_alert


def test_danger_that_a_lexicon_knows_is_heard_where_the_encoder_cannot_read(shipped: Understander) -> None:
    risk = shipped.understand("પપ્પા શ્વાસ લેતા નથી").risk  # dad is not breathing

    assert risk is not None and risk.level is Level.EMERGENCY


@pytest.mark.parametrize("words", ["she won't let me help her", "me mam won't let us do owt for her"])
def test_who_will_not_be_helped_is_asked_about_and_no_more(shipped: Understander, words: str) -> None:
    risk = shipped.understand(words).risk

    assert risk is not None and risk.level is Level.CHECK and risk.category == "self_neglect_hoarding"


@pytest.mark.parametrize(
    "words", ["she won't let me out", "he won't let anyone help me", "she won't let me see my mum"]
)
def test_who_keeps_somebody_in_or_from_others_still_raises_an_alert(
    shipped: Understander, words: str
) -> None:
    risk = shipped.understand(words).risk

    assert risk is not None and risk.level.is_alert


@pytest.mark.parametrize("words", ["I'd like someone to talk to", "I just need somebody to talk to"])
def test_someone_to_talk_to_is_company_and_no_request(shipped: Understander, words: str) -> None:
    assert shipped.understand(words).request is None
    assert shipped.understand("I'd like to talk to someone").request == "talk_to_person"


def test_facts_about_somebody_tell_of_no_need(shipped: Understander) -> None:
    assert {need.id for need in shipped.understand("he is 84 and lives alone in Brigg").needs} <= {
        "loneliness"
    }


def test_who_will_not_be_helped_is_not_taken_for_controlled(shipped: Understander) -> None:
    heard = shipped.understand("she won't let me help her")
    assert "domestic_abuse_need" not in {need.id for need in heard.needs}


def test_a_need_told_beside_the_bins_is_not_set_aside(shipped: Understander) -> None:
    assert shipped.understand("the bins have not come").out_of_scope
    assert not shipped.understand("I'm lonely and never see anyone. The bins have not come.").out_of_scope
