"""More about one of the places that were shown: its facts from the directory, and nothing else."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.desk import Desk
from bot.actions.turn import Turn
from bot.listening.said import CLEAR_NEED
from bot.listening.which_one import by_name, named_in, which_one
from directory.listings import Listing

WORDS_FILE = Path(__file__).with_suffix(".yml")
SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")


def tell_about(desk: Desk, say: CollectingDispatcher, turn: Turn) -> bool:
    """Say what is known of the one that is meant, or ask which; False where nothing was shown yet."""
    shown = list(turn.slots.get("last_shown") or ())
    listing = _meant(desk, turn, shown)
    if listing is not None:
        say.utter_message(response="utter_ask_about_one_shown", facts=facts_of(listing))
        return True
    if not shown:
        return False
    buttons = [{"title": one["name"], "payload": f"{_words()['ask']} {one['name']}"} for one in shown]
    names = ", ".join(one["name"] for one in shown)
    say.utter_message(response="utter_which_service", names=names, buttons=buttons)
    return True


def name_one(desk: Desk, say: CollectingDispatcher, turn: Turn) -> bool:
    """Tell about a place that is merely named ("the lantern room?"); False where none is."""
    shown = list(turn.slots.get("last_shown") or ())
    named = by_name(turn.latest.text, [one["name"] for one in shown])
    listing = None if named is None else desk.finder.listing(shown[named]["id"])
    if listing is not None:
        say.utter_message(response="utter_ask_about_one_shown", facts=facts_of(listing))
    return listing is not None


def _meant(desk: Desk, turn: Turn, shown: list[dict[str, Any]]) -> Listing | None:
    """The one meant: of those shown last, else the one named in full, else of those before."""
    text = turn.latest.text
    if (chosen := which_one(text, [one["name"] for one in shown])) is not None:
        return desk.finder.listing(shown[chosen]["id"])
    if (only := _by_need(turn, shown)) is not None:
        return desk.finder.listing(only)
    listings = desk.finder.listings()
    named = named_in(text, [listing.name for listing in listings])
    if named is not None:
        return listings[named]
    before = list(turn.slots.get("offered") or ())
    earlier = which_one(text, [one["name"] for one in before]) if len(before) > 1 else None
    return None if earlier is None else desk.finder.listing(before[earlier]["id"])


def _by_need(turn: Turn, shown: list[dict[str, Any]]) -> str | None:
    """The id of the only one shown that answers what the message clearly tells of: "the hearing thing"."""
    heard = {need["id"] for need in turn.latest.heard.get("needs") or () if need["score"] >= CLEAR_NEED}
    found = [str(one["id"]) for one in shown if heard & set(one.get("needs") or ())]
    return found[0] if len(found) == 1 else None


def facts_of(listing: Listing) -> str:
    """The facts of one listing, a line each; what nobody wrote down is left out."""
    words = _words()
    known: dict[str, Any] = {
        "phone": ", ".join(listing.phones),
        "opening": "; ".join(listing.opening),
        "address": "; ".join(listing.addresses),
        "cost": listing.cost,
        "access": "; ".join(listing.accessibility),
        "url": None if listing.dead_link else listing.url,
        "checked": listing.assured_date and f"{listing.assured_date.day} {listing.assured_date:%B %Y}",
    }
    told = words["told"].format(name=listing.name, description=_shortened(listing.description)).strip()
    lines = [words["lines"][name].format(**{name: value}) for name, value in known.items() if value]
    return "\n".join([told, *lines])


def _shortened(description: str) -> str:
    """Whole sentences from the beginning, up to so many words; at least the first one."""
    kept: list[str] = []
    for sentence in SENTENCE_ENDS.split(" ".join(description.split())):
        if kept and len(" ".join([*kept, sentence]).split()) > _words()["longest_description"]:
            break
        kept.append(sentence)
    return " ".join(kept)


@cache
def _words() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))
    return data
