"""A danger that a person hears and the rules did not: how soon it has to be acted on."""

from functools import cache

import yaml

from bot.safeguarding.screen import HERE, Finding, Level

BY_HAND = "by_hand"  # in the place of a rule's id


@cache
def by_hand(category: str) -> Finding:
    """A finding as urgent as the alerts of this category, one of `dangers()`.

    The level is read from the category's own file: it must be there when nothing else of Signpost listens.
    """
    rules = yaml.safe_load((HERE / "rules" / f"{category}.yml").read_text(encoding="utf-8"))
    return Finding(category, Level(rules["level"]), BY_HAND)
