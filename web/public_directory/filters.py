"""The filters beside a list, each choice with its count, and the ones that are on, with ways to drop them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from directory.browsing.conditions import Facet
from directory.needs.vocabulary import Vocabulary
from web.public_directory.asked import EVENING, MILES, WEEKEND, YES, Asked
from web.public_directory.finding import Found
from web.words.book import words

Counts = Mapping[str, int]
NOTHING_ASKED = Asked()
_FIELDS = {
    **{facet: facet.value for facet in Facet},
    Facet.REACH: "way",
    Facet.ORGANISATION: "by",
}


@dataclass(frozen=True)
class Option:
    """One choice: what goes into the address, what is read, how many it leaves, and whether it is on."""

    value: str
    label: str
    count: int
    chosen: bool
    group: str = ""


@dataclass(frozen=True)
class Filter:
    """One filter. `any_label`, where there is one, is the choice of not narrowing."""

    name: str
    legend: str
    options: tuple[Option, ...]
    hint: str = ""
    any_label: str = ""

    @property
    def groups(self) -> list[tuple[str, list[Option]]]:
        """The options by group, in their order."""
        return [(name, list(options)) for name, options in groupby(self.options, lambda each: each.group)]


@dataclass(frozen=True)
class Filters:
    """All of them, by how they are drawn."""

    boxes: tuple[Filter, ...]
    miles: Filter | None
    lists: tuple[Filter, ...]
    age: Filter


@dataclass(frozen=True)
class Chosen:
    """A filter that is on: its words, and the question without it."""

    label: str
    without: Asked


@dataclass(frozen=True)
class Loosening:
    """What dropping one filter would bring."""

    label: str
    asked: Asked
    count: int


def filters_for(asked: Asked, found: Found, vocabulary: Vocabulary) -> Filters:
    """What can be narrowed further. A choice that would leave nothing is not offered, unless it is on."""
    counts, say = found.narrowed.counts, words("directory")["filters"]
    opening = _boxes(
        "open",
        {**_renamed(counts[Facet.EVENING], EVENING), **_renamed(counts[Facet.WEEKEND], WEEKEND)},
        [name for name, on in ((EVENING, asked.evening), (WEEKEND, asked.weekend)) if on],
    )
    boxes = (
        _boxes("way", counts[Facet.REACH], asked.way),
        _boxes("free", counts[Facet.FREE], [str(True)] * asked.free, send=YES),
        opening,
        _boxes("wheelchair", counts[Facet.WHEELCHAIR], [str(True)] * asked.wheelchair, send=YES),
    )
    lists = (
        _needs(asked, counts[Facet.NEED], vocabulary),
        _list("area", counts[Facet.AREA], asked.area, {}),
        _list("language", counts[Facet.LANGUAGE], asked.language, found.index.labels[Facet.LANGUAGE]),
    )
    return Filters(
        boxes=tuple(each for each in boxes if each.options),
        miles=_miles(asked, counts[Facet.MILES]) if found.place else None,
        lists=tuple(each for each in lists if each.options),
        age=Filter("age", say["age"]["legend"], (), hint=say["age"]["hint"]),
    )


def chosen_filters(asked: Asked, found: Found, vocabulary: Vocabulary) -> list[Chosen]:
    """The filters that are on, in the words of the list."""
    return [
        Chosen(_label(facet, value, found, vocabulary), _without(asked, facet, value))
        for facet, values in asked.conditions.asked()
        for value in values
        if facet is not Facet.MILES or found.place
    ]


def loosenings(asked: Asked, found: Found, vocabulary: Vocabulary) -> list[Loosening]:
    """For a list that has nothing: the filters whose dropping brings something, the most first."""
    tried = (
        (facet, values, found.narrowed.without.get(facet, 0)) for facet, values in asked.conditions.asked()
    )
    helping = [
        Loosening(
            words("directory")["or"].join(_label(facet, value, found, vocabulary) for value in values),
            asked.but(**{_FIELDS[facet]: getattr(NOTHING_ASKED, _FIELDS[facet])}),
            count,
        )
        for facet, values, count in tried
        if count
    ]
    return sorted(helping, key=lambda each: -each.count)


def needs_by_group(vocabulary: Vocabulary, counts: Counts) -> list[tuple[str, list[Option]]]:
    """For the start page: every need that some service answers, under the names of their groups."""
    return Filter("need", "", tuple(_need_options(vocabulary, counts, ""))).groups


def _needs(asked: Asked, counts: Counts, vocabulary: Vocabulary) -> Filter:
    say = words("directory")["filters"]["need"]
    options = tuple(_need_options(vocabulary, counts, asked.need))
    return Filter("need", say["legend"], options, any_label=say["any"])


def _need_options(vocabulary: Vocabulary, counts: Counts, chosen: str) -> Iterable[Option]:
    for group, name in words("directory")["groups"].items():
        needs = (
            need for need in vocabulary if need.group == group and (need.id in counts or need.id == chosen)
        )
        for need in sorted(needs, key=lambda each: each.resident_label.casefold()):
            label = need.resident_label[:1].upper() + need.resident_label[1:]
            yield Option(need.id, label, counts.get(need.id, 0), need.id == chosen, name)


def _boxes(name: str, counts: Counts, chosen: Iterable[str], send: str = "") -> Filter:
    say, on = words("directory")["filters"][name], {str(each) for each in chosen}
    known = [value for value in say if value != "legend"]
    options = (
        Option(send or value, say[value], counts.get(value, 0), value in on)
        for value in known
        if counts.get(value) or value in on
    )
    return Filter(name, say["legend"], tuple(options))


def _list(name: str, counts: Counts, chosen: str, labels: Mapping[str, str]) -> Filter:
    say: dict[str, Any] = words("directory")["filters"][name]
    values = sorted({*counts, *filter(None, [chosen])}, key=lambda each: labels.get(each, each).casefold())
    options = tuple(
        Option(each, labels.get(each, each), counts.get(each, 0), each == chosen) for each in values
    )
    return Filter(name, say["legend"], options, any_label=say["any"])


def _miles(asked: Asked, counts: Counts) -> Filter:
    say = words("directory")["filters"]["miles"]
    options = tuple(
        Option(str(each), _within(each), counts.get(str(each), 0), each == asked.miles) for each in MILES
    )
    return Filter("miles", say["legend"], options, hint=say["hint"], any_label=say["any"])


def _within(miles: int) -> str:
    say = words("directory")["filters"]["miles"]
    return str(say.get(str(miles), say["many"])).format(miles=miles)


def _label(facet: Facet, value: str, found: Found, vocabulary: Vocabulary) -> str:
    """A filter that is on, in words."""
    shown = value
    if facet is Facet.NEED and value in vocabulary:
        shown = vocabulary[value].resident_label
    elif facet is Facet.REACH:
        shown = words("directory")["filters"]["way"][value]
    elif facet is Facet.LANGUAGE:
        shown = found.index.labels[Facet.LANGUAGE].get(value, value)
    elif facet is Facet.MILES:
        shown = _within(int(value))
    return str(words("directory")["chosen"][facet.value]).format(value=shown)


def _without(asked: Asked, facet: Facet, value: str) -> Asked:
    if facet is Facet.REACH:
        return asked.but(way=tuple(each for each in asked.way if each.value != value))
    return asked.but(**{_FIELDS[facet]: getattr(NOTHING_ASKED, _FIELDS[facet])})


def _renamed(counts: Counts, name: str) -> Counts:
    return dict.fromkeys([name] * bool(counts), sum(counts.values()))
