"""Counts a search that found nothing at all, so that editors and commissioners see what is missing.

Looking changes nothing that anybody sees, and the same search on the same day counts once: reloading a page,
or a crawler, makes no new need. Neither the words nor anything of the person who typed them is kept.
"""

from __future__ import annotations

import secrets
from functools import cache

from flask import current_app
from flask.blueprints import BlueprintSetupState
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from directory.finder import Finder
from directory.unmet import Channel
from web.clock import now
from web.public_directory.asked import Asked
from web.public_directory.finding import Found
from web.security.addresses import sender

# What one household or office line may add: whoever invents searches must not make up what an area lacks.
MOST_OF_ONE_LINE = "30 per hour"
_EXTENSION = "signpost.unmet_of_a_line"


def install_counting(state: BlueprintSetupState) -> None:
    """Gives the app its one count of what each line has added; in memory, so that no address is stored."""
    state.app.extensions[_EXTENSION] = MovingWindowRateLimiter(MemoryStorage())


def may_count() -> bool:
    """Whether this request's line may add one more; it has then."""
    return bool(current_app.extensions[_EXTENSION].hit(_most(), sender()))


def note_unmet(finder: Finder, asked: Asked, found: Found) -> bool:
    """Count it where words or a need brought no service, filters apart; whether it was counted now."""
    if not is_unmet(asked, found):
        return False
    needs = [asked.need] if asked.need else _heard(finder, asked.q)
    turn_id = f"{_salt()} {now():%Y-%m-%d} {asked.q.casefold()} {asked.need} {asked.place.casefold()}"
    return finder.note_unmet(turn_id, needs, found.place, Channel.SEARCH)


def is_unmet(asked: Asked, found: Found) -> bool:
    """Whether something was looked for, and nothing found."""
    return not found.matches and bool(asked.q or asked.need)


@cache
def _most() -> RateLimitItem:
    return parse(MOST_OF_ONE_LINE)


def _heard(finder: Finder, words: str) -> list[str]:
    recogniser = finder.recogniser
    return [need.id for need in recogniser.sure_needs(recogniser.heard(words))]


@cache
def _salt() -> str:
    """Made anew with each process and written nowhere: nobody can try words against what is kept."""
    return secrets.token_hex(16)
