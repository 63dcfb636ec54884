"""Every door's page and number is a link on the chat page, as plain HTML, and words stay words."""

from pathlib import Path

import pytest
import yaml

from bot.requests.doors import Door, Doors
from web.rendering import dialled, linked

SAID = yaml.safe_load((Path(__file__).parents[2] / "domain.yml").read_text(encoding="utf-8"))["responses"]
DOORS = Doors.load(phone="01632 960000")


def said(name: str, **fields: str) -> str:
    return str(SAID[name][0]["text"].format(**fields))


@pytest.mark.parametrize("door", DOORS.all(), ids=lambda door: door.id)
def test_a_door_can_be_gone_through(door: Door) -> None:
    phone = DOORS.phone_of(door)
    name = "utter_other_door_phone" if phone else "utter_other_door"
    shown = linked(said(name, title=door.title, says=door.says, link=door.link, phone=phone or ""))
    assert f'<a href="{door.link}" rel="noreferrer">' in shown
    assert not phone or f'<a href="tel:{dialled(phone)}" class="nowrap">{phone}</a>.' in shown


def test_beside_a_need_and_in_the_general_line_too() -> None:
    door = DOORS.of("how do I renew my passport")[0]
    beside = linked(said("utter_beside_door", title=door.title, link=door.link))
    general = linked(said("utter_out_of_scope_phone", website=DOORS.website, phone=DOORS.phone))
    assert f'<a href="{door.link}"' in beside
    assert f'<a href="{DOORS.website}"' in general and '<a href="tel:01632960000"' in general


def test_a_councils_own_words_are_never_html() -> None:
    shown = linked(
        said("utter_other_door", title="<b>bins</b>", says="<script>x</script>", link="https://a.example")
    )
    assert "<b>" not in shown and "<script>" not in shown
