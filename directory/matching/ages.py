"""An age said plainly ("I'm 82", "my 19 year old son"), for services with an age limit."""

from __future__ import annotations

import re

OLDEST = 120
GROWN_UP = 26  # below it, looking after somebody is what a young person's own service is for
READ = 3000  # characters
_KIN = r"s?he|mum|mam|dad|nan|husband|wife|son|daughter"
_WHO = rf"(?:i am|im|i['\u2019]m|(?:{_KIN})(?:\s+is|['\u2019]?s)|aged?|turned)"
_NOT_YEARS = r"(?!\s*(?:stone|st\b|weeks?|months?|miles?|%|pounds?|times?|days?|hours?|minutes?))"
_OWN = re.compile(r"\b(?:i am|im|i['\u2019]m)\s+\d", re.IGNORECASE)
_ANOTHER = re.compile(
    r"\b(?:my|our)\s+(?:\w+\s+)?(?:mum|mam|mother|dad|father|nan|gran\w*|husband|wife|partner|son|daughter|brother"
    r"|sister|aunt\w*|uncle|neighbour|friend|mate)\b",
    re.IGNORECASE,
)
_SAID = re.compile(rf"\b{_WHO}\s+(\d{{1,3}})\b{_NOT_YEARS}", re.IGNORECASE)
_YEARS_OLD = re.compile(r"\b(\d{1,3})[\s-]*(?:years?[\s-]*old|yrs?[\s-]*old|yo\b|y/o)", re.IGNORECASE)


def age_in(text: str) -> int | None:
    """The one age a text gives of the person help is for.

    None for none, for two different ones, for impossible ones, and for a grown-up's own beside somebody else:
    "I'm 45 and mum can't cope" says nothing of mum's age.
    """
    read = text[:READ]
    ages = {int(age) for form in (_SAID, _YEARS_OLD) for age in form.findall(read)}
    if len(ages) != 1 or max(ages) > OLDEST:
        return None
    age = ages.pop()
    is_own = _OWN.search(read) is not None
    return None if is_own and age >= GROWN_UP and _ANOTHER.search(read) else age
