"""The words of a message, from `web/words/messages.yml`. Pure but for reading that file once."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from jinja2 import Environment, StrictUndefined, Template

from web.models.delivery import Way
from web.templating import day as in_words
from web.words.book import words

_LINES = re.compile(r"\n{3,}")  # where a part that is only sometimes said was left out
TEXT_LENGTH = 306  # two parts of a long text


def compose(kind: str, way: Way, facts: Mapping[str, object]) -> tuple[str, str]:
    """Subject and words of a message. `kind`: a part of messages.yml; a text has no subject."""
    if way is Way.TEXT:
        return "", " ".join(_template(kind, "text").render(facts).split())
    long = _template(kind, "long").render(facts)
    return _template(kind, "subject").render(facts), _LINES.sub("\n\n", long).strip()


def when_words(by: date | None) -> str:
    """When they will hear, as a sentence: the day it was promised for, or the plain truth without one."""
    said = words("messages")["when"]
    return str(said["soon"] if by is None else said["day"].format(day=f"{by:%A} {in_words(by)}"))


@cache
def _template(kind: str, part: str) -> Template:
    # Plain text: what a resident gave is not marked up, and autoescape would write &amp; into a text.
    environment = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701
    return environment.from_string(words("messages")[kind][part])
