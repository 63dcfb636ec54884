"""A danger stands in red wherever its adviser is on the page; what only has to be asked gently does not."""

import re

from tests.web.adviser.call.conftest import OnTheLine

GENTLY = "He gets confused and wanders at night."
DANGER = "I am going to kill myself."


def banner(line: OnTheLine) -> str:
    found = re.search(r'<div class="call__banner">(.*?)</div>\s*</div>', line.page().text, re.DOTALL)
    assert found is not None
    return found.group(1)


def test_what_only_has_to_be_asked_is_no_alarm(grace: OnTheLine) -> None:
    got = grace.type(GENTLY).get_json()
    (told,) = got["alerts"]
    assert told["gentle"] and told["say"].startswith(
        "Perhaps a danger: Missing or wandering off. Ask gently: "
    )
    assert "risk--check" in got["live"] and "risk--alert" not in got["live"]
    assert told["say"].split("Ask gently: ")[1].split("?")[0] in got["live"], "the question to ask"
    assert "<p>" not in banner(grace)


def test_an_alert_is_in_red_from_the_start(grace: OnTheLine) -> None:
    (told,) = grace.type(DANGER).get_json()["alerts"]
    assert not told["gentle"]
    assert banner(grace).count("Danger: Suicide or self-harm (now).") == 1


def test_one_that_is_none_is_not(grace: OnTheLine) -> None:
    grace.write(DANGER)
    grace.send("decide", kind="no_danger", subject="suicide_self_harm", reason="A line of a song")
    assert "<p>" not in banner(grace)
