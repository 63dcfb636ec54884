"""Danger in another language: every lexicon keeps its promises, and English does not set one off."""

import json
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest
import yaml

from bot.patterns.exceptions import RuleError
from bot.safeguarding.foreign_phrase import ForeignPhrase, fold, spaced, unspaced
from bot.safeguarding.other_languages import FOLDER, OtherLanguages
from bot.safeguarding.screen import HERE, Level
from directory.evaluation.languages_report import messages
from directory.evaluation.measured import SETS, load_measured
from directory.needs.bank import load_situations
from directory.needs.vocabulary import Vocabulary
from tests.yardstick import slowness

# The encoder's, and the commonest others of our councils.
SUPPORTED = frozenset("ar bn cy de es fr gu it ja ko nl pa pl pt ro ru so th tr ur zh".split())
EMERGENCIES = {
    "medical_emergency",
    "fall_now",
    "fire_gas_co",
    "suicide_self_harm",
    "violence_now",
    "domestic_abuse",
    "child_at_risk",
    "abuse_or_neglect_of_adult",
    "exploitation",
    "no_food_heat_water_meds",
    "homeless_tonight",
    "missing_or_wandering",
}
MILLISECONDS = 1.0
SECONDS = 1.0  # seven to fourteen, where every guard was asked at every place
FALSE_AT_MOST = 0.001


@pytest.fixture(scope="module")
def lexicons() -> OtherLanguages:
    return OtherLanguages.load()


def test_every_supported_language_has_one_with_an_owner_and_every_emergency(lexicons: OtherLanguages) -> None:
    assert {each.language for each in lexicons.lexicons} == SUPPORTED
    for each in lexicons.lexicons:
        assert each.owner and each.name and each.unless and len(each.must_not) >= 2
        assert each.review_date is None or isinstance(each.review_date, date)
        assert {rule.outcome for rule in each.rules} >= EMERGENCIES, each.language
        assert {Level(rule.level) for rule in each.rules} >= {Level.EMERGENCY, Level.URGENT}


def test_what_no_native_speaker_has_read_says_so() -> None:
    for path in FOLDER.glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        assert ("AWAITING A NATIVE CHECK" in text) is (yaml.safe_load(text)["review_date"] is None), path.name


def test_categories_are_those_of_the_rules(lexicons: OtherLanguages) -> None:
    known = set(yaml.safe_load((HERE / "order.yml").read_text(encoding="utf-8"))["order"])
    assert {rule.outcome for each in lexicons.lexicons for rule in each.rules} <= known


def test_every_row_hears_its_examples_under_its_own_id(lexicons: OtherLanguages) -> None:
    missed = [
        (rule.id, words)
        for each in lexicons.lexicons
        for rule in each.rules
        for words in rule.matches
        if rule not in lexicons.met_by(words)
    ]
    assert missed == []
    assert all(rule.matches for each in lexicons.lexicons for rule in each.rules)


def test_nothing_is_heard_in_what_must_not_be_taken_for_danger(lexicons: OtherLanguages) -> None:
    wrong = [
        (words, met)
        for each in lexicons.lexicons
        for words in each.must_not
        if (met := lexicons.met_by(words))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("MAZ NIE ODDYCHA!!!", "medical_emergency.pl.1"),
        ("mum mujhe bacha lo, shohar mujhe bohat marta hai please", "domestic_abuse.ur.1"),
        ("زوجى لا يتنفّس", "medical_emergency.ar.1"),
        ("ميرے شوہر مجھے بہت مارتے ہیں", "domestic_abuse.ur.1"),
        ("amar ma pore gese uthte pare na", "fall_now.bn.1"),
        ("我 媽 媽 暈 倒 了", "medical_emergency.zh.3"),
        ("necesito ayuda, mi abuela se ha caido y no puede levantarse", "fall_now.es.1"),
        ("NIE CHCE JUZ ZYC", "suicide_self_harm.pl.1"),
    ],
)
def test_spelling_accents_and_capitals_do_not_hide_it(
    lexicons: OtherLanguages, words: str, rule: str
) -> None:
    assert rule in [met.id for met in lexicons.met_by(words)]


@pytest.mark.parametrize("words", ["Nie oddycham. Rok temu byłam w Polsce", "爸爸昏倒了。去年他很好"])
def test_a_guard_does_not_reach_into_another_sentence(lexicons: OtherLanguages, words: str) -> None:
    found = [met.outcome for met in lexicons.met_by(words.replace("oddycham", "oddycha mąż"))]
    assert found == ["medical_emergency"]


def test_english_sets_none_off(lexicons: OtherLanguages) -> None:
    texts = [one.text for name in SETS for one in load_measured(name)]
    texts += [one.text for one in load_situations(Vocabulary.load())]
    heard = [(text, met) for text in texts if (met := lexicons.met_by(text))]
    assert len(heard) <= FALSE_AT_MOST * len(texts), heard


def test_greetings_and_requests_in_other_languages_set_none_off(lexicons: OtherLanguages) -> None:
    # Some of the messages do tell of hunger, a fall or a lost home.
    telling = {"no_food_heat_water_meds", "fall_now", "homeless_tonight"}
    heard = {rule.outcome for text, _, _ in messages() for rule in lexicons.met_by(text)}
    assert heard <= telling


def test_it_takes_less_than_a_millisecond(lexicons: OtherLanguages) -> None:
    taken = []
    for one in load_measured("development"):
        start = perf_counter()
        lexicons.met_by(one.text)
        taken.append((perf_counter() - start) * 1000)
    assert median(taken) < MILLISECONDS * slowness()


@pytest.mark.parametrize("said", ["굶 ", "nie oddycha ", "mi pega "])
def test_the_longest_message_that_says_one_thing_over_and_over_costs_little(
    lexicons: OtherLanguages, said: str
) -> None:
    guarded = (said * 2000)[:3980] + " cocukken"  # "as a child", in the same sentence
    start = perf_counter()
    assert lexicons.met_by(guarded) == []
    assert perf_counter() - start < SECONDS


def test_a_lexicon_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    whole = (FOLDER / "cy.yml").read_text(encoding="utf-8")
    for broken in (
        whole.replace("(", "", 1),
        whole.replace("owner: safeguarding lead", ""),
        "- a list",
        "a: [b",
    ):
        (tmp_path / "cy.yml").write_text(broken, encoding="utf-8")
        with pytest.raises(RuleError, match=r"cy\.yml"):
            OtherLanguages.load(tmp_path)


@pytest.mark.parametrize("written", ["(a|b", "a)", "...", "word?", "(a)?", ""])
def test_a_phrase_that_could_begin_with_anything_is_refused(written: str) -> None:
    with pytest.raises(RuleError):
        ForeignPhrase.read(written, with_spaces=True)


@pytest.mark.parametrize(
    ("written", "text", "found"),
    [
        ("nie oddycha*", "on nie oddychał", True),
        ("nie oddycha", "on nie oddychał", False),
        ("upadła ... wstać", "upadła i nie może wstać", True),
        ("upadła ... wstać", "upadła. wstać", False),
        ("upadła ... wstać", "upadła a b c d e f wstać", False),
        ("(pali|dom) się", "dom się", True),
        ("czuć (mocno)? gaz", "czuć gaz", True),
    ],
)
def test_the_language_of_phrases(written: str, text: str, found: bool) -> None:
    assert ForeignPhrase.read(written, with_spaces=True).is_in(spaced(fold(text))) is found


def test_phrases_without_spaces() -> None:
    phrase = ForeignPhrase.read("(摔|跌)(倒)?...起不来", with_spaces=False)
    assert phrase.is_in(unspaced(spaced(fold("妈妈 摔倒了，起不来"))))
    assert not phrase.is_in(unspaced(spaced(fold("妈妈摔倒了。她起不来"))))


def test_messages_that_were_once_missed_stay_heard(lexicons: OtherLanguages) -> None:
    """Written to measure; what was missed then was added after, so this only keeps it."""
    rows = [
        json.loads(row)
        for row in (HERE / "languages_measured.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert {row["language"] for row in rows} == SUPPORTED
    missed = [
        row for row in rows if row["category"] not in {met.outcome for met in lexicons.met_by(row["text"])}
    ]
    assert len(missed) <= 0.02 * len(rows), missed
