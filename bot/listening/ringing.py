"""Do they ask when somebody will ring, of what has just been asked for? Pure but for one file."""

import re
from functools import cache
from pathlib import Path

import yaml

from bot.listening.words import plainly

RINGING_FILE = Path(__file__).with_suffix(".yml")


def asks_when_we_ring(text: str) -> bool:
    """True for "when will someone ring me?", False where it is about an earlier promise not kept."""
    plain = plainly(text)
    asks, earlier = _shapes()
    return any(shape.search(plain) for shape in asks) and not any(shape.search(plain) for shape in earlier)


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], ...], ...]:
    data = yaml.safe_load(RINGING_FILE.read_text(encoding="utf-8"))
    return tuple(tuple(map(re.compile, data[name])) for name in ("asks", "earlier"))
