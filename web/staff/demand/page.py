"""What every page of the model is given: its words, its figures' descriptions, and how numbers look."""

import secrets
from typing import Any

from web.demand import shown
from web.demand.inputs import YEARS, groups, known
from web.demand.typed import in_field
from web.staff.demand.explaining import impossible, what_it_does
from web.words.book import words


def opened() -> dict[str, Any]:
    """Names for a template."""
    return {
        "say": words("demand"), "known": known(), "groups": groups(), "years": range(1, YEARS + 1),
        "money": shown.money, "people": shown.people, "where_from": shown.where_from, "in_field": in_field,
        "impossible": impossible, "what_it_does": what_it_does,
    }  # fmt: skip


def new_key() -> str:
    """What a form is known by, so that sending it twice saves once."""
    return secrets.token_urlsafe(24)
