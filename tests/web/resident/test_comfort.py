""" "Easier to read": the size of the text and easy words, which stay in this browser until it leaves."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.forms import hidden, send
from web.resident.easy_words import easier
from web.words.book import words

ROOT = Path(__file__).parents[3]
PAIRS = words("easy")["sentences"]
LONGEST = 13  # words in an easy sentence


def choose(rosa: FlaskClient, came_from: str = "chat", **chosen: str) -> TestResponse:
    page = rosa.get("/easier-to-read")
    return rosa.post("/easier-to-read", data={**hidden(page), "from": came_from, **chosen})


def test_a_size_is_kept_for_every_page_and_leads_back(rosa: FlaskClient) -> None:
    answer = choose(rosa, size="large")
    assert (answer.status_code, answer.location) == (303, "/#easier")
    for address in ("/", "/privacy", "/summary", "/easier-to-read"):
        assert '<html lang="en-GB" class="text-large">' in rosa.get(address).text, address
    assert (
        choose(rosa, came_from="https://evil.example.org", size="normal").location == "/easier-to-read#easier"
    )
    assert "text-large" not in rosa.get("/privacy").text


def test_what_is_not_known_is_the_usual(rosa: FlaskClient) -> None:
    choose(rosa, size="enormous", easy="perhaps")
    page = rosa.get("/easier-to-read").text
    assert 'value="normal" aria-pressed="true"' in page
    assert 'name="easy" value="on"' in page


def test_leaving_takes_the_choices_along(rosa: FlaskClient) -> None:
    choose(rosa, size="largest", easy="on")
    rosa.get("/exit")
    page = rosa.get("/easier-to-read").text
    assert "text-largest" not in page
    assert 'name="easy" value="on"' in page


def test_it_needs_the_forms_proof(rosa: FlaskClient) -> None:
    assert rosa.post("/easier-to-read", data={"size": "large"}).status_code == 400
    assert "text-large" not in rosa.get("/").text


def test_easy_words_are_said_on_the_page_by_the_script_and_in_the_summary(
    rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    rasa.answers = [{"messages": [{"text": "Here are some places that could help."}]}]
    send(rosa, "my mum keeps falling")
    assert "Here are some places that could help." in rosa.get("/").text
    choose(rosa, easy="on")
    assert "These places may help." in rosa.get("/").text
    assert "These places may help." in send(rosa, "more", to="/chat/turn").text
    assert "a person reads" in (page := rosa.get("/summary").text) or "You: nothing. You can talk" in page
    choose(rosa, easy="off")
    assert "Here are some places that could help." in rosa.get("/").text


def test_easy_words_can_be_chosen_before_the_chat_and_reach_every_page(rosa: FlaskClient) -> None:
    assert choose(rosa, came_from="start", easy="on").location == "/#easier"
    for address, easy in {
        "/": "It looks for help near you.",
        "/privacy": "Only a person decides what help you get.",
        "/leave-details": "Tell us how to reach you. A person from Eastmere will contact you.",
        "/leave-details?ask=assessment": "It is free for everybody.",
        "/what-we-hold": "Type in your code.",
        "/start": "I look for help near you.",
    }.items():
        assert easy in rosa.get(address, follow_redirects=True).text, address
    safety = rosa.get("/safety").text
    choose(rosa, easy="off")
    assert "It looks for help near you." not in rosa.get("/start", follow_redirects=True).text
    assert rosa.get("/safety").text == safety, "what to do in danger is said in the same words"


def test_words_that_are_not_sent_yet_stay_in_the_box(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    page = rosa.get("/start", follow_redirects=True)
    # The buttons belong to the form of the box: a browser without scripts sends its words along.
    assert 'id="composer"' in page.text
    assert (
        len(
            re.findall(
                r'name="(?:size|easy)"[^>]* form="composer" formaction="/easier-to-read\?from=chat"',
                page.text,
            )
        )
        == 4
    )
    typed = {**hidden(page), "text": "my <b>mum</b> keeps"}
    answer = rosa.post("/easier-to-read?from=chat", data={**typed, "size": "large"})
    assert answer.status_code == 200
    assert ">my &lt;b&gt;mum&lt;/b&gt; keeps</textarea>" in answer.text
    assert 'class="text-large"' in answer.text and 'comfort" open' in answer.text
    assert typed["message_id"] in answer.text, "the same nonce: sent again, it counts once"
    assert answer.headers["Cache-Control"] == "no-store"
    assert rasa.heard == [] and "keeps" not in rosa.get("/").text


def test_a_form_asks_in_easy_words_and_leaves_what_was_typed_as_it_is(rosa: FlaskClient) -> None:
    choose(rosa, easy="on")
    page = rosa.get("/leave-details")
    fields = {**hidden(page), "words": "Is it safe for us to contact you this way?", "phone": "nonsense"}
    answer = rosa.post("/leave-details", data=fields)
    assert answer.status_code == 422
    assert "Is it safe if we ring or write?" in answer.text
    assert ">Is it safe for us to contact you this way?</textarea>" in answer.text, "their words, not ours"
    choose(rosa, easy="off")
    assert "Is it safe if we ring or write?" not in rosa.get("/leave-details").text


def test_what_was_kept_is_what_the_dialogue_said(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    rasa.answers = [{"messages": [{"text": "Here are some more."}]}]
    choose(rosa, easy="on")
    answer = rosa.post("/api/chat", json={"text": "hello"})
    assert answer.json["replies"][0]["text"] == "Here are some more."


def test_only_the_chat_may_ask_for_the_microphone(rosa: FlaskClient) -> None:
    assert "microphone=(self)" in rosa.get("/").headers["Permissions-Policy"]
    for address in ("/privacy", "/easier-to-read", "/summary"):
        assert "microphone=()" in rosa.get(address).headers["Permissions-Policy"]


def test_fields_stay_and_unknown_words_stay() -> None:
    assert easier("Thank you for telling me. I'll look for help with falls; pets.") == (
        "Thank you. I will look for: falls; pets."
    )
    assert easier("Call 999 now. Steady Steps: Mondays.") == "Call 999 now. Steady Steps: Mondays."


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield " ".join(data.split())
    elif isinstance(data, dict):
        for each in data.values():
            yield from _texts(each)
    elif isinstance(data, list):
        for each in data:
            yield from _texts(each)


@pytest.fixture(scope="module")
def ours() -> str:
    """Every fixed word of the dialogue and of the pages, one text a line."""
    files = [ROOT / "domain.yml", ROOT / "bot/actions/playback.yml"]
    files += [file for file in (ROOT / "web/words").glob("*.yml") if file.stem != "easy"]
    said = [text for file in files for text in _texts(yaml.safe_load(file.read_text(encoding="utf-8")))]
    # What a template says by itself, with its fields as words files write them.
    pages = (
        each
        for room in ("resident", "public_directory")
        for each in (ROOT / "web/templates" / room).glob("*.html")
    )
    for file in pages:
        said.append(" ".join(re.sub(r"\{\{ (\w+) \}\}", r"{\1}", file.read_text(encoding="utf-8")).split()))
    return "\n".join(said)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["easy"][:30])
def test_each_sentence_is_still_said_and_its_easy_words_are_easy(pair: dict[str, str], ours: str) -> None:
    assert pair["said"] in ours
    assert set(re.findall(r"\{\w+\}", pair["easy"])) <= set(re.findall(r"\{\w+\}", pair["said"]))
    for sentence in re.split(r"(?<=[.?!:])\s+", pair["easy"]):
        assert len(sentence.split()) <= LONGEST, sentence
    # One long sentence may become two short ones, a word longer together.
    assert len(pair["easy"].split()) <= 1 + len(pair["said"].split())
