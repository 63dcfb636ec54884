"""What a value of a filter is called on a page, and in which order the measures stand."""

from web.models.numbers import WINDOWS
from web.words.book import words
from web.words.needs import need_labels

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("how_many", ("contacts", "requests", "people", "per_person", "to_request", "handoffs_each",
                  "out_of_hours", "abandoned", "still_open")),
    ("resolution", ("claimed", "claimed_unknown", "verified_28", "verified_91", "settled", "settled_28",
                    "settled_91", "harmed_91", "missed", "reviewed", "closed_back_91")),
    ("repeat", tuple(f"{stem}_{days}" for stem in ("repeat", "repeat_same")
                     for days in WINDOWS)),
    ("onwards", ("handed_off", "conversation_two", "conversion", "to_reablement", "to_safeguarding",
                 "over_referral", "honoured")),
    ("queue", ("in_time", "promise_kept", "accepted")),
    ("match", ("enough", "not_enough", "no_match", "unmet", "cheap", "enough_cheap", "price_known")),
    ("help", ("help_asked", "help_answered", "helped")),
    ("risk", ("alerts", "alerts_handed_off", "concerns")),
)  # fmt: skip


def label(name: str, value: str) -> str:
    """What `value` of the filter `name` is called; a place, or what has no name, is called as it is."""
    if not value:
        return str(words("dashboard")["not_known"])
    if name == "need":
        return need_labels().get(value, value)
    known: dict[str, str] = words("dashboard").get(f"{name}s", {})
    return known.get(value, value.replace("_", " "))
