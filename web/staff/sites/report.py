"""What an evaluation says, in words: the same for the page and for paper. Figures in, blocks out."""

from collections.abc import Iterator
from typing import Any

from web.models.site import Site
from web.numbers.evaluation import Compared, Part
from web.numbers.measures import Rate
from web.numbers.suppression import small
from web.paper.blocks import Block, Grid, Heading, Points, Text
from web.paper.tables import Column
from web.staff.dashboard.words import label
from web.staff.sites.evaluating import Against, Evaluation
from web.templating import day, with_minus
from web.words.book import words

_WINDOWS = (28, 91)


def who_belongs(site: Site) -> str:
    """The rule in a sentence without an end."""
    said = words("sites")["who"]
    parts = [
        said[name].format(values=said["or"].join(_called(name, each) for each in getattr(site, name)))
        for name in ("channels", "districts", "teams")
        if getattr(site, name)
    ]
    return str(said["and"].join(parts + [said["by_address"]] * site.by_address))


def evaluation_blocks(site: Site, found: Evaluation) -> list[Block]:
    """The site beside business as usual and beside its own weeks before, and what to make of it."""
    say = words("sites")["report"]
    return [
        *_how_far(site, found, say),
        Heading(say["usual"]),
        Text(say["usual_lead"].format(**_days(found.usual.part), narrowed=_narrowed(found.usual.part, say))),
        _grid("usual", found.usual, say),
        _each_week(found, say),
        Heading(say["before"]),
        *_before(site, found, say),
        Text(say["method"]),
        *_conclusions(site, found, say),
    ]


def percent(number: float) -> str:
    """A share or points, with one decimal."""
    return f"{number:.1f}"


def rate_in_words(rate: Rate, say: dict[str, Any], *, small: bool) -> str:
    """ "12 of 40: 30.0%"; what is too small is said to be."""
    if small:
        return str(say["small"])
    if rate.percent is None:
        return str(say["no_rate"])
    return str(
        say["rate"].format(
            number=f"{rate.numerator:,}", out_of=f"{rate.denominator:,}", percent=percent(rate.percent)
        )
    )


def _how_far(site: Site, found: Evaluation, say: dict[str, Any]) -> Iterator[Block]:
    plan = found.plan
    yield Text(say["about"].format(tried=site.tried))
    yield Text(say["days"].format(first=day(site.first_day), last=day(site.last_day), who=who_belongs(site)))
    whole = (site.last_day - site.first_day).days + 1
    if plan.is_over:
        yield Text(say["over"])
    else:
        yield Text(say["running"].format(days=plan.days, whole=whole), strong=True)
    ends = ((days, plan.counts_whole_on(days)) for days in _WINDOWS)
    waits = [(days, since) for days, since in ends if plan.today < since]
    if waits:
        those = ", ".join(say["window"].format(days=days, day=day(since)) for days, since in waits)
        yield Text(say["windows"].format(those=those))


def _grid(which: str, against: Against, say: dict[str, Any]) -> Grid:
    heads = say["columns"]
    there = heads["earlier" if which == "before" else "there"]
    columns = (
        Column(heads["measure"], share=2.2), Column(heads["here"], share=1.6),
        Column(there, share=1.6), Column(heads["difference"], share=1.6),
        Column(heads["means"], share=2.4),
    )  # fmt: skip
    rows = tuple(_row(each, say) for each in against.measures)
    return Grid(say["captions"][which], columns, rows, tuple(each.measure.id for each in against.measures))


def _row(each: Compared, say: dict[str, Any]) -> tuple[str, ...]:
    small = each.state == "small"
    here, there = rate_in_words(each.here, say, small=small), rate_in_words(each.there, say, small=small)
    return each.measure.label, here, there, _points(each, say), _means(each, say)


def _points(each: Compared, say: dict[str, Any]) -> str:
    if each.difference is None:
        return ""
    told = each.difference
    ends = {"points": told.points, "low": told.within.low, "high": told.within.high}
    # Rounded before its sign is written: no "-0.0".
    return str(
        say["points"].format(
            **{name: with_minus(f"{round(end, 1) + 0.0:+.1f}") for name, end in ends.items()}
        )
    )


def _means(each: Compared, say: dict[str, Any]) -> str:
    if each.state == "told":
        return str(say["told"]["higher" if each.is_higher else "lower"])
    if each.state == "waiting":
        return str(say["waiting"].format(days=each.measure.window))
    return str(say["small_means" if each.state == "small" else each.state])


def _each_week(found: Evaluation, say: dict[str, Any]) -> Grid:
    each, weeks = say["each_week"], found.plan.weeks
    sides = (found.totals, found.usual.totals)
    rows = [
        (each[name], *(_a_week(Rate(side.of(name), side.of("contacts")), weeks, say) for side in sides))
        for name in ("contacts", "requests", "conversation_two")
    ]
    rows += [(each[name], *(_hours(side.wait(share), each) for side in sides)) for name, share in _WAITS]
    heads = say["columns"]
    columns = (
        Column(each["what"], share=2),
        Column(heads["here"], number=True),
        Column(heads["there"], number=True),
    )
    return Grid(each["title"], columns, tuple(rows))


_WAITS = (("half", 0.5), ("nine", 0.9))


def _a_week(part: Rate, weeks: float, say: dict[str, Any]) -> str:
    """So many of the contacts a week; hidden where the share is: times the weeks it would say how many."""
    return str(say["small"]) if small(part) else f"{part.numerator / weeks:,.1f}"


def _hours(hours: int | None, each: dict[str, Any]) -> str:
    if hours is None:
        return str(each["unknown"])
    if hours < 0:
        return str(each["longer"])
    return str(each["days"].format(days=hours // 24) if hours > 48 else each["hours"].format(hours=hours))


def _before(site: Site, found: Evaluation, say: dict[str, Any]) -> Iterator[Block]:
    if found.before is None:
        yield Text(say["no_weeks"] if not site.baseline_weeks else say["no_before"])
        return
    yield Text(say["before_lead"].format(**_days(found.before.part)))
    yield _grid("before", found.before, say)


def _conclusions(site: Site, found: Evaluation, say: dict[str, Any]) -> Iterator[Block]:
    told = [each for each in found.usual.measures if each.state == "told"]
    yield Heading(say["can"])
    if told:
        yield Points(tuple(_told(each, say) for each in told))
    else:
        yield Text(say["can_nothing"])
    yield Heading(say["cannot"])
    yield Points(tuple(_caveats(site, found, say)))


def _told(each: Compared, say: dict[str, Any]) -> str:
    here, there = each.here.percent or 0, each.there.percent or 0
    return str(say["can_told"].format(label=each.measure.label, here=percent(here), there=percent(there)))


def _caveats(site: Site, found: Evaluation, say: dict[str, Any]) -> Iterator[str]:
    yield say["cannot_random"]
    for name in ("channels", "districts", "teams", "by_address"):
        if getattr(site, name):
            yield say[f"cannot_{name}"]
    if found.before is not None:
        yield say["cannot_before"]
    unknown = Rate(found.totals.of("claimed_unknown"), found.totals.of("claimed")).percent
    if unknown is not None:
        yield say["cannot_claimed"].format(unknown=round(unknown))
    yield say["cannot_people"]
    yield say["cannot_looks"].format(measures=len(found.usual.measures))
    if any(each.state == "small" for each in found.usual.measures):
        yield say["cannot_small"]


def _days(part: Part) -> dict[str, str]:
    return {"first": day(part.first), "last": day(part.last)}


def _narrowed(part: Part, say: dict[str, Any]) -> str:
    found = ""
    if part.channels:
        either = words("sites")["who"]["or"]
        values = either.join(label("channel", each) for each in sorted(part.channels))
        found += say["same_channels"].format(values=values)
    return found + (say["place_known"] if part.place_known else "")


def _called(name: str, value: str) -> str:
    return label({"channels": "channel", "teams": "team"}.get(name, name), value)
