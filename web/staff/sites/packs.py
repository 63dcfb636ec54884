"""The fortnightly pack for a site's board: the same blocks for the page and for paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from web.database import Transaction
from web.models.site import Site
from web.numbers.evaluation import COMPARED, Part
from web.numbers.measures import MEASURES, Measure
from web.numbers.suppression import hidden, small
from web.numbers.totals import Totals
from web.paper.about import about
from web.paper.blocks import Block, Grid, Heading, Points, Text, write
from web.paper.document import Paper
from web.paper.tables import Column
from web.settings import WebSettings
from web.staff.sites.evaluating import Evaluation, Evaluator
from web.staff.sites.report import evaluation_blocks, percent, rate_in_words
from web.staff.sites.weeks import MEASURED, Run, run_of, whole_weeks
from web.store import sites
from web.store.demonstration import is_invented
from web.templating import day
from web.words.book import words

FORTNIGHT = timedelta(days=14)
COUNTED = ("contacts", "requests", *COMPARED)
REVIEWED = ("reviewed", "missed")


@dataclass(frozen=True)
class Fortnight:
    """The days of one fortnight of a site, both counted; the last of a site may be shorter."""

    number: int
    first: date
    last: date


@dataclass(frozen=True)
class Pack:
    """A pack as it is read: its title and its blocks, but for the open questions."""

    title: str
    blocks: list[Block]
    questions: tuple[str, ...]


def begun(site: Site, today: date) -> list[Fortnight]:
    """The fortnights of a site that have begun, the newest first."""
    if site.withdrawn_at is not None:
        return []
    found, first, number = [], site.first_day, 1
    while first <= min(site.last_day, today):
        found.append(Fortnight(number, first, min(first + FORTNIGHT - timedelta(days=1), site.last_day)))
        first, number = first + FORTNIGHT, number + 1
    return found[::-1]


def made(store: Transaction, site: Site, number: int, moment: datetime, settings: WebSettings) -> Pack | None:
    """The pack of this fortnight, as of its end; None where there is no such fortnight yet."""
    evaluator = Evaluator(store, moment, settings)
    fortnight = next((each for each in begun(site, evaluator.today) if each.number == number), None)
    evaluation = evaluator.evaluate(site, fortnight.last) if fortnight else None
    if fortnight is None or evaluation is None:
        return None
    say = words("sites")
    blocks = [
        *_numbers(evaluator, fortnight, site, say["report"]),
        *_review(evaluator, fortnight, site, say["report"]),
        *_weeks(evaluation, site, say["report"]),
        Heading(say["report"]["evaluation"]),
        *(
            Heading(each.text, 3) if isinstance(each, Heading) else each
            for each in evaluation_blocks(site, evaluation)
        ),
    ]
    asked = [
        f"{each.words} ({say['questions']['asked'].format(day=day(each.asked_at.date()))})"
        for each in sites.open_questions(store, site)
    ]
    return Pack(say["pack"]["title"].format(name=site.name, number=number), blocks, tuple(asked))


def on_paper(store: Transaction, pack: Pack, moment: datetime, settings: WebSettings) -> bytes:
    """The pack as a PDF, with its open questions."""
    say = words("sites")
    paper = Paper(about(pack.title, settings, moment, invented=is_invented(store)))
    write(paper, pack.blocks)
    asked: Block = Points(pack.questions) if pack.questions else Text(say["questions"]["none"])
    write(paper, [Heading(say["questions"]["title"]), asked, *decisions()])
    return paper.as_bytes()


def decisions() -> list[Block]:
    """What the board decides every fortnight."""
    say = words("sites")["report"]
    return [Heading(say["decide"]), Points(tuple(say["decide_items"]))]


def _numbers(evaluator: Evaluator, fortnight: Fortnight, site: Site, say: dict[str, Any]) -> Iterator[Block]:
    now, earlier = _two(evaluator, fortnight, site)
    yield Heading(say["fortnight"])
    yield Text(say["fortnight_lead"].format(first=day(fortnight.first), last=day(fortnight.last)))
    columns = (Column(say["columns"]["measure"], share=2), Column(say["now"]), Column(say["earlier"]))
    rows = tuple(
        (MEASURES[id_].label, *(_value(MEASURES[id_], each, say) for each in (now, earlier)))
        for id_ in COUNTED
    )
    yield Grid(say["captions"]["fortnight"], columns, rows, COUNTED)


def _review(evaluator: Evaluator, fortnight: Fortnight, site: Site, say: dict[str, Any]) -> Iterator[Block]:
    now, _earlier = _two(evaluator, fortnight, site)
    yield Heading(say["review"])
    if not now.of("reviewed"):
        yield Text(say["review_none"])
        return
    columns = (Column(say["columns"]["measure"]), Column(say["now"]))
    rows = tuple((say["review_rows"][id_], _value(MEASURES[id_], now, say)) for id_ in REVIEWED)
    yield Grid(say["captions"]["review"], columns, rows, tuple(f"review-{id_}" for id_ in REVIEWED))


def _weeks(found: Evaluation, site: Site, say: dict[str, Any]) -> Iterator[Block]:
    plan = found.plan
    here = [(first, found.totals.of_week(first)) for first in whole_weeks(plan.here.first, plan.here.last)]
    before = found.before
    earlier = []
    if before is not None:
        weeks = whole_weeks(before.part.first, before.part.last)
        earlier = [(first, before.totals.of_week(first)) for first in weeks]
    runs = [run_of(id_, earlier, here) for id_ in MEASURED]
    yield Heading(say["weeks"])
    yield Text(say["weeks_lead"])
    yield Points(tuple(_said_of(run, say) for run in runs))
    yield _table_of(runs, say)


def _said_of(run: Run, say: dict[str, Any]) -> str:
    name = run.measure.label
    if run.within is None:
        return str(say["too_few"].format(label=name))
    sign = "%" if run.measure.unit == "share" else ""
    low, high = (percent(each) + sign for each in (run.within.low, run.within.high))
    told = (
        say["unusual"].format(weeks=", ".join(map(day, run.unusual))) if run.unusual else say["all_ordinary"]
    )
    return f"{say['ordinary'].format(label=name, low=low, high=high)} {told}"


def _table_of(runs: list[Run], say: dict[str, Any]) -> Grid:
    rows = []
    for place, week in enumerate(runs[0].weeks):
        name = day(week.first) + ("" if week.of_site else f", {say['of_before']}")
        rows.append((name, *(_week_value(run, place, say) for run in runs)))
    columns = (Column(say["week"], share=2), *(Column(run.measure.label, number=True) for run in runs))
    return Grid(say["captions"]["weeks"], columns, tuple(rows))


def _week_value(run: Run, place: int, say: dict[str, Any]) -> str:
    week = run.weeks[place]
    if run.measure.unit == "share" and not week.rate.denominator:
        return ""
    if week.value is None:
        return str(say["small"])
    return f"{percent(week.value)}%" if run.measure.unit == "share" else f"{int(week.value):,}"


def _two(evaluator: Evaluator, fortnight: Fortnight, site: Site) -> tuple[Totals, Totals]:
    now = evaluator.totals(Part(fortnight.first, min(fortnight.last, evaluator.today), site.slug))
    first = fortnight.first - FORTNIGHT
    return now, evaluator.totals(Part(first, fortnight.first - timedelta(days=1), site.slug))


def _value(measure: Measure, totals: Totals, say: dict[str, Any]) -> str:
    rate = measure.rate(totals)
    if measure.unit == "number":
        return str(say["small"]) if hidden(rate.numerator) else f"{rate.numerator:,}"
    return rate_in_words(rate, say, small=small(rate))
