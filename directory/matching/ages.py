"""An age said plainly ("I'm 82", "my 19 year old son"), for services with an age limit."""

from __future__ import annotations

import re

OLDEST = 120
READ = 3000  # characters
_KIN = r"s?he|mum|mam|dad|nan|husband|wife|son|daughter"
_WHO = rf"(?:i am|im|i['\u2019]m|(?:{_KIN})(?:\s+is|['\u2019]?s)|aged?|turned)"
_NOT_YEARS = r"(?!\s*(?:stone|st\b|weeks?|months?|miles?|%|pounds?|times?|days?|hours?|minutes?))"
_SAID = re.compile(rf"\b{_WHO}\s+(\d{{1,3}})\b{_NOT_YEARS}", re.IGNORECASE)
_YEARS_OLD = re.compile(r"\b(\d{1,3})[\s-]*(?:years?[\s-]*old|yrs?[\s-]*old|yo\b|y/o)", re.IGNORECASE)


def age_in(text: str) -> int | None:
    """The one age a text gives; None for none, for two different ones and for impossible ones."""
    ages = {int(age) for form in (_SAID, _YEARS_OLD) for age in form.findall(text[:READ])}
    return ages.pop() if len(ages) == 1 and max(ages) <= OLDEST else None
