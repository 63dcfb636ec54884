"""How plain facts look on a page: linked words, miles, dates, telephone links. Knows no store."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from flask import request
from flask.blueprints import BlueprintSetupState
from markupsafe import Markup, escape

from web.words.book import words as words_of

KM_IN_A_MILE = 1.609344
STALE_AFTER_DAYS = 365

# Longest first: "116 123" is not 116 and a number, "18000" is not "180" and "00".
_LINKABLE = re.compile(
    r"(?P<web>https?://[^\s<>\"']+[^\s<>\"'.,;:!?)])"
    r"|(?P<page>(?<![\w/.])/(?:services|leave-details|privacy|safety|accessibility)(?:/[\w-]+)?\b)"
    r"|(?P<phone>(?<![\d£.,/-])"
    r"(?:0\d(?:[ -]?\d){8,9}|116 123|116123|116 000|18000|85258|999|159|111|105|101)"
    r"(?![\d%/-]|[.,]\d))"
)


def linked(text: str, root: str = "", pages: Mapping[str, str] | None = None) -> Markup:
    """`text` as safe HTML: a paragraph a blank line, numbers to dial and addresses to open as links.

    `root`: what addresses of our own begin with, where the site lies below a path. `pages`: what links to our
    own pages say, where that is not English.
    """
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
    told = Told(root, {**words_of("chat")["pages"], **(pages or {})})
    return Markup("").join(Markup("<p>{}</p>").format(_lines(block, told)) for block in blocks)


@dataclass(frozen=True)
class Told:
    """Of our own pages: what their addresses begin with, and what a link to each says."""

    root: str
    pages: Mapping[str, str]


def _lines(block: str, told: Told) -> Markup:
    return Markup("<br>").join(Markup("").join(_pieces(line, told)) for line in block.splitlines())


def _pieces(line: str, told: Told) -> Iterator[Markup]:
    end = 0
    for found in _LINKABLE.finditer(line):
        yield escape(line[end : found.start()])
        yield _link(found, told)
        end = found.end()
    yield escape(line[end:])


def _link(found: re.Match[str], told: Told) -> Markup:
    words = found.group()
    if found["phone"]:
        return _phone_link(words)
    if found["web"] and web_address(words) is None:
        return escape(words)
    # An address inside our own words is shown as what the page is, not as a path.
    address = words if found["web"] else f"{told.root}/{words.lstrip('/')}"
    shown = (
        urlsplit(words).netloc + urlsplit(words).path.rstrip("/")
        if found["web"]
        else told.pages.get(words.strip("/"), words)
    )
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(address, shown)


def _phone_link(words: str) -> Markup:
    if words == "85258":  # a number to text, not to ring
        return Markup('<a href="sms:{}">{}</a>').format(words, words)
    return Markup('<a href="tel:{}" class="nowrap">{}</a>').format(dialled(words), words)


def dialled(phone: str) -> str:
    """A telephone number as a `tel:` link dials it: digits and a leading plus."""
    number = phone.strip()
    # "+44 (0)1632 ...": the nought is for callers inside the country only.
    number = number.replace("(0)", "") if number.startswith("+") else number
    return re.sub(r"(?!^\+)\D", "", number)


def web_address(url: str | None) -> str | None:
    """`url` if a page may link to it (http or https, with a host); otherwise None."""
    try:
        parts = urlsplit(url or "")
    except ValueError:  # "http://[": half an IPv6 address
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def host_of(url: str) -> str:
    """The name a person knows a website by."""
    return urlsplit(url).netloc.removeprefix("www.")


def miles(kilometres: float | None) -> float | None:
    """Kilometres as miles to the half, since people here walk and drive in miles. Under a half stays 0."""
    return None if kilometres is None else round(kilometres / KM_IN_A_MILE * 2) / 2


@dataclass(frozen=True)
class Checked:
    """When somebody last checked a service's facts: the day in words, and whether that is too long ago."""

    day: str
    stale: bool


def checked(when: date | str | None, today: Callable[[], date] = date.today) -> Checked | None:
    """`when` (a date, or an ISO date as the bot sends it) as a page shows it; None when nobody knows."""
    day = date.fromisoformat(when[:10]) if isinstance(when, str) and when else when
    if not isinstance(day, date):
        return None
    return Checked(f"{day.day} {day:%B %Y}", (today() - day).days > STALE_AFTER_DAYS)


def add_filters(state: BlueprintSetupState) -> None:
    """Gives the templates of the app that takes in a blueprint what they write facts with."""
    for each in (web_address, host_of, miles, checked):
        state.app.add_template_filter(each)
    state.app.add_template_filter(_linked_here, "linked")


def _linked_here(text: str, leave_details: str | None = None) -> Markup:
    """`leave_details`: what the link to that page says in the language of the text, as it does before it."""
    if leave_details is None:
        return linked(text, request.script_root)
    text = text.replace(f"{leave_details}: /leave-details", "/leave-details")
    return linked(text, request.script_root, {"leave-details": leave_details})
