"""Reads a page as a person would: the names on its cards, its links, what a filter offers."""

import html
import re


def names(page: str) -> list[str]:
    """The services of a list, in its order."""
    return re.findall(r'service-card__name"><a href="[^"]*">([^<]*)<', page)


def link(page: str, words: str) -> str:
    """Where the one link leads whose words are these, or hold them."""
    links = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    read = [(href, " ".join(re.sub(r"<[^>]*>", "", inside).split())) for href, inside in links]
    found = {href for href, said in read if said == words} or {href for href, said in read if words in said}
    assert len(found) == 1, (words, found)
    return html.unescape(found.pop())


def boxes(page: str) -> dict[str, int]:
    """The tick boxes and dots of the filters: what each says and how many services it promises."""
    found = re.findall(
        r'type="(?:checkbox|radio)" form="look"[^>]*> <span>([^<]*) <span class="quiet"[^>]*>(\d+)<', page
    )
    return {label.strip(): int(count) for label, count in found}


def options(page: str) -> dict[str, int]:
    """The same for the drop-down lists."""
    return {
        label: int(count) for label, count in re.findall(r"<option [^>]*>([^<]*) \((\d+)\)</option>", page)
    }
