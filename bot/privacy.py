"""Takes out of words what could say who somebody is, and turns ids into pseudonyms. Pure; keeps the sense."""

import hashlib
import hmac
import re

# Each mark stands in place of what was taken out; no pattern matches a mark.
EMAIL, PHONE, NUMBER, BIRTH, STREET, NAME = "[email]", "[phone]", "[number]", "[date]", "[address]", "[name]"
PLACE = "[place]"  # bot/names.py puts it in place of towns and the like
PSEUDONYM_LENGTH = 24

_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s{0,2}\d[A-Z]{2}\b", re.IGNORECASE)
# National Insurance: two letters, six digits, one letter; people leave the last letter out.
_NI = re.compile(r"\b[A-Z]{2}[ -]?(?:\d{2}[ -]?){3}[A-D]?\b", re.IGNORECASE)
_UK_PHONE = re.compile(r"(?<![\w+])(?:\+\s?44|0044|0)(?:[ ()./-]{0,2}\d){8,11}(?!\d)")
# NHS numbers, cards, accounts and sort codes: long runs of digits however they are spaced.
_LONG_NUMBER = re.compile(r"(?<!\d)\d(?:[ -]?\d){7,18}(?!\d)")
_SORT_CODE = re.compile(r"(?<!\d)\d{2}[ -]\d{2}[ -]\d{2}(?!\d)")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATE = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?(?:[/.-]\d{{1,2}}[/.-]|\s(?:of\s)?{_MONTH}\s,?)(?:19|20)?\d{{2}}(?!\d)",
    re.IGNORECASE,
)
_ISO_DATE = re.compile(r"(?<!\d)(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)")
_STREET_KIND = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|close|drive|crescent|grove|court|terrace|gardens|place|way|walk"
    r"|square|hill|row|mews|parade|rise|green)"
)
_STREET = re.compile(
    rf"\b(?:flat\s\d{{1,4}}[a-z]?,?\s)?\d{{1,4}}[a-z]?,?\s(?:[a-z']{{2,20}}\s){{1,3}}{_STREET_KIND}\b",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(
    r"\b((?:[Mm]y|[Hh]er|[Hh]is) (?:full )?name(?:'s| is|s)|[Ii]'?m called|I am called|"
    r"(?:[Ss]he|[Hh]e)(?:'s| is) called)"
    r"\s+(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+)?([A-Za-z][a-z'-]{1,20}(?:\s+[A-Z][A-Za-z'-]{1,20}){0,2})"
)
_TITLED = re.compile(
    r"\b(Mr|Mrs|Ms|Miss|Dr)\.?\s+(?:[A-Z]\.?\s+)?[A-Z][A-Za-z'-]{1,20}(?:\s[A-Z][A-Za-z'-]{1,20})?"
)


def redact(text: str) -> str:
    """`text` without telephones, e-mails, numbers, birth dates, streets and plainly given names.

    A full postcode keeps its district ("DN15"), which is what a record may hold. Idempotent. Names that
    nothing announces, and places, need a model: bot/names.py goes on from here.
    """
    while (once := _redact_once(text)) != text:
        text = once
    return text


def _redact_once(text: str) -> str:
    text = _EMAIL.sub(EMAIL, text)
    text = _ISO_DATE.sub(BIRTH, _DATE.sub(BIRTH, text))
    text = _UK_PHONE.sub(PHONE, text)
    text = _NI.sub(NUMBER, _SORT_CODE.sub(NUMBER, _LONG_NUMBER.sub(NUMBER, text)))
    text = _STREET.sub(STREET, text)
    text = _POSTCODE.sub(lambda found: found.group(1).upper(), text)
    text = _INTRODUCED.sub(lambda found: f"{found.group(1)} {NAME}", text)
    return _TITLED.sub(lambda found: f"{found.group(1)} {NAME}", text)


def pseudonym(value: str, key: str) -> str:
    """A name for `value` that only the holder of `key` can make again; it tells nothing by itself."""
    digest = hmac.new(key.encode(), value.encode(), hashlib.sha256).hexdigest()
    return digest[:PSEUDONYM_LENGTH]
