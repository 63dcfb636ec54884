"""Other languages: the pages with fixed texts, and what is said beside an answer in English."""

import re
import string
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from bot.language import guess_language
from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.forms import send
from tests.web.resident.test_leave_details import FILLED, leave
from web.resident.answer import RIGHT_TO_LEFT, Answer, Heard, Reply
from web.resident.languages import FOLDER, beside, other_languages, shown_first
from web.resident.safety import numbers
from web.words.book import words

MUST_HAVE = {"cy", "pl", "ro", "gu", "ur", "ar"}
PLACES = {
    "safety": {"emergency", "nhs_111"},
    "interpreter_there": {"name"},
    "ring": {"council_phone", "name"},
    "privacy": {"days"},
    "as_it_sounds": {"emergency"},
}
FILES = sorted(FOLDER.glob("*.yml"))


def places_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_language_has_every_text_and_every_number(path: Path) -> None:
    texts = yaml.safe_load(path.read_text(encoding="utf-8"))
    whole = set(yaml.safe_load((FOLDER / "cy.yml").read_text(encoding="utf-8")))
    assert set(texts) - {"as_it_sounds"} == whole
    assert texts["code"] == path.stem
    assert (texts["direction"] == "rtl") is (path.stem in RIGHT_TO_LEFT)
    for key, text in texts.items():
        if key not in {"owner", "review_date", "code", "autonym", "name", "direction"}:
            assert places_in(text) == PLACES.get(key, set()), key
            assert len(text) > 3


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_no_native_speaker_has_read_says_so(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ("AWAITING A NATIVE CHECK" in text) is (yaml.safe_load(text)["review_date"] is None)


def test_the_texts_are_in_their_language() -> None:
    for code, language in other_languages().items():
        said = " ".join(language.say(key) for key in ("answers", "person", "heard", "exit"))
        assert guess_language(said) == code


def test_the_commonest_stand_beside_the_chat_each_in_its_own_name(rosa: FlaskClient) -> None:
    assert set(other_languages()) >= MUST_HAVE
    page = rosa.get("/").text
    assert [each.code for each in shown_first()] == words("languages")["shown"]
    for each in shown_first():
        link = f'<a href="/languages/{each.code}" lang="{each.code}" dir="{each.direction}"'
        assert re.search(rf"{link}[^>]*>{each.autonym}</a>", page), each.code
    assert 'href="/languages"' in page


def test_one_page_lists_them_all(rosa: FlaskClient) -> None:
    page = rosa.get("/languages").text
    for each in other_languages().values():
        assert f'href="/languages/{each.code}"' in page
        assert each.autonym in page and each.name in page


@pytest.mark.parametrize("code", sorted(other_languages()))
def test_each_has_a_page_with_numbers_and_a_way_to_a_person(rosa: FlaskClient, code: str) -> None:
    answer = rosa.get(f"/languages/{code}")
    assert answer.status_code == 200
    language = other_languages()[code]
    assert f'lang="{code}" dir="{language.direction}"' in answer.text
    assert language.say("title") in answer.text.replace("&#39;", "'")
    for number in ("emergency", "nhs_111"):
        assert f'href="tel:{numbers()[number].tel}"' in answer.text
    assert 'href="/leave-details?ask=person"' in answer.text
    assert f'<span lang="en" dir="ltr">{language.name}, please</span>' in answer.text
    assert '<span lang="en" dir="ltr">Exit this page</span>' in answer.text
    assert "{" not in answer.text.split("in-language")[1].split("</main>")[0]


def test_a_language_without_a_page_is_not_found(rosa: FlaskClient) -> None:
    for code in ("xx", "en", "..", "cy.yml", "%00"):
        assert rosa.get(f"/languages/{code}").status_code == 404


def test_the_telephone_number_of_the_council_is_there_to_ring(app: Flask) -> None:
    site = app.extensions["signpost"]
    app.extensions["signpost"] = replace(site, settings=replace(site.settings, council_phone="01632 960000"))
    assert 'href="tel:01632960000"' in app.test_client().get("/languages/pl").text


def test_a_message_in_another_language_is_answered_in_it_beside_the_english(
    rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    send(rosa, "Jestem bardzo samotna, nikt do mnie nie przychodzi")
    page = rosa.get("/").text
    polish = other_languages()["pl"]
    assert 'lang="pl" dir="ltr"' in page
    assert polish.say("heard") in page
    assert page.index(polish.say("heard")) < page.index("Is this about you?")
    assert 'href="tel:999"' in page.split('lang="pl" dir="ltr" data-say')[1]
    assert len(rasa.heard) == 1


def test_right_to_left_is_marked_and_stays_so_when_the_page_is_loaded_again(rosa: FlaskClient) -> None:
    send(rosa, "أشعر بالوحدة كثيرا ولا أحد يزورني")
    for _ in range(2):
        assert 'lang="ar" dir="rtl"' in rosa.get("/").text


def test_written_as_it_sounds_is_answered_as_it_sounds(rosa: FlaskClient) -> None:
    send(rosa, "mere shohar sab kuch bhool jate hain")
    page = rosa.get("/").text
    assert 'lang="ur-Latn" dir="ltr"' in page
    assert "khatre mein" in page


@pytest.mark.parametrize(
    "text",
    [
        "Man reikia pagalbos, mano mama labai serga",
        "எனக்கு உதவி வேண்டும்",
        "Jestem bardzo samotna i boję się",
        "mainu madad chahidi hai",
    ],
)
@pytest.mark.parametrize("down", [False, True], ids=["dialogue", "no dialogue"])
def test_every_answer_carries_the_numbers_and_the_offer_of_a_person(
    rosa: FlaskClient, rasa: LoopbackRasa, text: str, down: bool
) -> None:
    if down:
        rasa.stop()
    send(rosa, text)
    answer = rosa.get("/").text.split("data-answer>")[1].split("</li>")[0]
    assert 'href="tel:999"' in answer
    assert 'href="/leave-details"' in answer


def test_english_is_answered_in_english_alone(rosa: FlaskClient) -> None:
    send(rosa, "my mum only speaks Polish and she is lonely")
    said = rosa.get("/").text.split("data-answer>")[1].split("</ol>")[0]
    assert " lang=" not in said


def test_the_api_says_which_language_a_reply_is_in(rosa: FlaskClient) -> None:
    answer = rosa.post("/api/chat", json={"text": "Necesito ayuda, estoy muy sola"})
    replies = answer.get_json()["replies"]
    assert [reply.get("lang") for reply in replies][0] == "es"
    assert all("lang" not in reply for reply in replies[1:])


def test_a_reply_keeps_its_language_in_the_store() -> None:
    heard = beside(Heard((Reply("Thank you."),), handoff="AB-123"), "Potrzebuję pomocy", "pl")
    assert other_languages()["pl"].say("handed_on") in heard.replies[0].text
    kept = Answer(heard.replies, heard.handoff).stored()
    assert Answer.from_stored(kept).replies == heard.replies


HANDED = "I've asked a person to arrange it. Your reference is SP-1. Please keep it."


def test_theirs_stands_together_and_in_order_and_the_reference_is_said_in_it_alone() -> None:
    heard = beside(Heard((Reply(HANDED), Reply("How can we reach you?")), handoff="SP-1"), "Pomocy", "pl")
    polish = other_languages()["pl"]
    theirs, *english = heard.replies
    told = [theirs.text.index(polish.say(key)) for key in ("handed_on", "answers", "safety", "leave_details")]
    assert told == sorted(told)
    assert polish.say("heard") not in theirs.text, "it says that a person can be asked, and one was"
    assert f"{polish.say('handed_on')} SP-1" in theirs.text
    assert [each.lang for each in heard.replies] == ["pl", None, None]
    assert [each.text for each in english] == ["I've asked a person to arrange it.", "How can we reach you?"]


def test_once_people_have_it_no_person_is_promised_any_more(rosa: FlaskClient) -> None:
    polish = other_languages()["pl"]
    send(rosa, "Jestem bardzo samotna, nikt do mnie nie przychodzi")
    assert polish.say("heard") in rosa.get("/").text
    leave(rosa, **FILLED)
    send(rosa, "Jestem bardzo samotna i boję się")
    latest = rosa.get("/").text.split('id="latest"')[1]
    assert "Możemy bezpłatnie załatwić tłumacza." in latest and "Mogę poprosić" not in latest


def test_the_fixed_words_are_said_in_full_once_and_then_in_a_line(rosa: FlaskClient) -> None:
    for text in ("Jestem bardzo samotna, nikt do mnie nie przychodzi", "Mieszkam sama i boli mnie noga"):
        send(rosa, text)
    before, latest = rosa.get("/").text.split('id="latest"')
    assert "naciśnij 55" in before and "naciśnij 55" not in latest
    for kept in ('href="tel:999"', 'href="tel:111"', 'href="/leave-details"', "z tłumaczem, bezpłatnie"):
        assert kept in latest


def test_a_thank_you_gets_no_second_list_of_numbers(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    send(rosa, "Jestem bardzo samotna, nikt do mnie nie przychodzi")
    rasa.answers = [{"messages": [{"text": "You're welcome.", "custom": {"act": "thanks_bye"}}]}]
    send(rosa, "Bardzo dziękuję za pomoc")
    latest = rosa.get("/").text.split('id="latest"')[1].split("</ol>")[0]
    assert "You&#39;re welcome." in latest and 'lang="pl"' not in latest


@pytest.mark.parametrize("code", sorted(other_languages()))
def test_the_line_keeps_the_numbers_and_the_offer_in_every_language(code: str) -> None:
    own, heard = other_languages()[code], Heard((Reply("Thank you."),))
    line = beside(heard, "\u0905 Pomocy", code, told_before=True).replies[0].text
    full = beside(heard, "\u0905 Pomocy", code).replies[0].text
    assert "\n" not in line and len(line) < len(full)
    for number in ("emergency", "nhs_111"):
        assert numbers()[number].display in line
    assert line.endswith(f"{own.say('leave_details')}: /leave-details")


def test_what_is_new_is_said_in_full_again() -> None:
    safety = other_languages()["pl"].say("safety")
    in_danger = beside(Heard((Reply(HANDED),)), "Pomocy", "pl", in_danger=True, told_before=True)
    handed_on = beside(Heard((Reply(HANDED),), handoff="SP-1"), "Pomocy", "pl", told_before=True)
    assert safety in in_danger.replies[0].text and safety in handed_on.replies[0].text


def test_after_a_danger_theirs_begins_with_what_to_do() -> None:
    heard = beside(Heard((Reply(HANDED),), handoff="SP-1"), "Pomocy", "pl", in_danger=True)
    assert heard.replies[0].text.startswith(other_languages()["pl"].say("safety"))


def test_the_link_to_leave_details_speaks_their_language(rosa: FlaskClient) -> None:
    send(rosa, "Jestem bardzo samotna, nikt do mnie nie przychodzi")
    answer = rosa.get("/").text.split("data-answer>")[1].split("</ol>")[0]
    label = other_languages()["pl"].say("leave_details")
    assert f'<a href="/leave-details" rel="noreferrer">{label}</a>' in answer
    assert answer.count(label) == 1 and "Leave your details" not in answer


def test_the_words_that_are_taken_out_are_those_that_are_said() -> None:
    ours = Path("domain.yml").read_text(encoding="utf-8") + Path("web/words/chat.yml").read_text(
        encoding="utf-8"
    )
    for said in words("languages")["reference_said"]:
        assert said in ours


def test_english_stays_as_it_is() -> None:
    heard = Heard((Reply("Thank you."),))
    assert beside(heard, "thanks", "en") is heard


@pytest.mark.browser
@pytest.mark.slow
def test_a_telephone_number_keeps_its_order_among_letters_from_right_to_left(
    app: Flask, address: str, browser: Browser
) -> None:
    site = app.extensions["signpost"]
    app.extensions["signpost"] = replace(site, settings=replace(site.settings, council_phone="01632 960000"))
    page = browser.new_page(base_url=address)
    page.goto("/languages/ar")
    # Where the first and the last figure stand, as the eye meets them.
    first, last = page.evaluate(
        """() => {
            const text = document.querySelector('main a[href="tel:01632960000"]').firstChild;
            return [0, text.length - 1].map(place => {
                const one = document.createRange();
                one.setStart(text, place); one.setEnd(text, place + 1);
                return one.getBoundingClientRect().left;
            });
        }"""
    )
    page.close()
    assert first < last


def test_details_left_in_another_language_are_thanked_for_in_it(rosa: FlaskClient) -> None:
    leave(rosa, **{**FILLED, "words": "Jestem bardzo samotna, nikt do mnie nie przychodzi"})
    done = rosa.get("/leave-details/done").text
    assert other_languages()["pl"].say("handed_on") in done
    assert 'lang="pl" dir="ltr"' in done
