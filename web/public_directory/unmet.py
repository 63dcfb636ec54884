"""Counts a search that found nothing at all, so that editors and commissioners see what is missing.

Looking changes nothing that anybody sees, and the same search on the same day counts once: reloading a page,
or a crawler, makes no new need. Neither the words nor anything of the person who typed them is kept.
"""

from __future__ import annotations

import secrets
from functools import cache

from directory.finder import Finder
from directory.unmet import Channel
from web.clock import now
from web.public_directory.asked import Asked
from web.public_directory.finding import Found


def note_unmet(finder: Finder, asked: Asked, found: Found) -> bool:
    """Count it where words or a need brought no service, filters apart; whether it was counted now."""
    if found.matches or not (asked.q or asked.need):
        return False
    needs = [asked.need] if asked.need else _heard(finder, asked.q)
    turn_id = f"{_salt()} {now():%Y-%m-%d} {asked.q.casefold()} {asked.need} {asked.place.casefold()}"
    return finder.note_unmet(turn_id, needs, found.place, Channel.SEARCH)


def _heard(finder: Finder, words: str) -> list[str]:
    recogniser = finder.recogniser
    return [need.id for need in recogniser.sure_needs(recogniser.heard(words))]


@cache
def _salt() -> str:
    """Made anew with each process and written nowhere: nobody can try words against what is kept."""
    return secrets.token_hex(16)
