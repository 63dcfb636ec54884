"""The form of a scenario: its name and what would be done, read, checked, and kept as it was typed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from web.demand.inputs import Range, known
from web.demand.interventions import MONTHS, Intervention
from web.demand.saved import Plan
from web.demand.typed import in_field, number_in, whole_in
from web.forms import typed

LONGEST_NAME, MOST_ROWS, SPARE_ROWS = 80, 12, 2
_MOST_LESS, _MOST_MORE = -100, 500  # per cent
_MOST_POUNDS = 1_000_000_000


@dataclass(frozen=True)
class Row:
    """One intervention's fields, as they stand in the form."""

    name: str = ""
    target: str = ""
    low: str = ""
    central: str = ""
    high: str = ""
    start: str = "1"
    ramp: str = "0"
    instead: str = ""
    once: str = ""
    monthly: str = ""

    @property
    def is_blank(self) -> bool:
        """Did nobody write anything into it?"""
        return not any((self.name, self.target, self.low, self.central, self.high, self.once, self.monthly))


@dataclass(frozen=True)
class Filled:
    """The form. `problems`: by the id of a field, the code of what is wrong with it."""

    name: str
    fewer_in_homes: str
    rows: tuple[Row, ...]
    plan: Plan = Plan()
    problems: Mapping[str, str] = field(default_factory=dict)


def shown(name: str, plan: Plan) -> Filled:
    """The form with this plan in it, and room for more."""
    rows = [_row(each) for each in plan.acting]
    spare = [Row()] * max(0, min(SPARE_ROWS, MOST_ROWS - len(rows)))
    return Filled(name, in_field(plan.fewer_in_homes), (*rows, *spare), plan)


def read(posted: Mapping[str, str]) -> Filled:
    """What was sent."""
    name, fewer = " ".join(typed(posted, "name").split()), typed(posted, "fewer_in_homes")
    rows = tuple(_posted(posted, place) for place in range(MOST_ROWS) if f"name_{place}" in posted)
    problems = {} if name else {"name": "name"}
    if len(name) > LONGEST_NAME:
        problems["name"] = "long"
    target = number_in(fewer) if fewer else Plan().fewer_in_homes
    if target is None or not 0 <= target <= 100:
        problems["fewer_in_homes"] = "fewer"
    acting = list[Intervention]()
    for place, row in enumerate(rows):
        if not row.is_blank:
            wrong = dict(_problems(row))
            problems |= {f"{part}_{place}": code for part, code in wrong.items()}
            acting += [] if wrong else [_intervention(row)]
    return Filled(name, fewer, rows, Plan(tuple(acting), target if target is not None else 0.0), problems)


def _posted(posted: Mapping[str, str], place: int) -> Row:
    return Row(**{each.name: typed(posted, f"{each.name}_{place}") for each in fields(Row)})


def _row(each: Intervention) -> Row:
    effect = each.effect
    return Row(
        each.name, each.target, in_field(effect.low), in_field(effect.central), in_field(effect.high),
        str(each.start), str(each.ramp), each.instead, in_field(each.once), in_field(each.monthly),
    )  # fmt: skip


def _problems(row: Row) -> Mapping[str, str]:
    found = _wrong_words(row)
    if wrong := _wrong_effect(row):
        found["central"] = wrong
    for part, least, most in (("start", 1, MONTHS), ("ramp", 0, MONTHS)):
        number = whole_in(getattr(row, part) or str(least))
        if number is None or not least <= number <= most:
            found[part] = part
    for part in ("once", "monthly"):
        pounds = number_in(getattr(row, part) or "0")
        if pounds is None or not 0 <= pounds <= _MOST_POUNDS:
            found[part] = "pounds"
    if row.instead and not found and not _is_beside(row):
        found["instead"] = "instead"
    return found


def _wrong_words(row: Row) -> dict[str, str]:
    found = {}
    if not row.name or len(row.name) > LONGEST_NAME:
        found["name"] = "long" if row.name else "name"
    target = known().get(row.target)
    if target is None or not target.lever:
        found["target"] = "target"
    return found


def _wrong_effect(row: Row) -> str | None:
    effect = _effect(row)
    if effect is None:
        return "effect"
    if not all(_MOST_LESS <= each <= _MOST_MORE for each in (effect.low, effect.central, effect.high)):
        return "limits"
    ways = {each > 0 for each in (effect.low, effect.central, effect.high) if each}
    grows = abs(effect.low) <= abs(effect.central) <= abs(effect.high)
    return None if len(ways) <= 1 and grows else "order"


def _effect(row: Row) -> Range | None:
    central = number_in(row.central)
    low, high = (number_in(text) if text else central for text in (row.low, row.high))
    return None if central is None or low is None or high is None else Range(low, central, high)


def _is_beside(row: Row) -> bool:
    """Can people go there instead: another share of the same stage, when fewer go the first way?"""
    target, instead = known()[row.target], known().get(row.instead)
    effect = _effect(row)
    fewer = effect is not None and effect.central < 0
    if instead is None or instead == target or not fewer:
        return False
    return bool(target.stage) and target.stage == instead.stage


def _intervention(row: Row) -> Intervention:
    effect = _effect(row) or Range(0, 0, 0)
    return Intervention(
        row.name,
        row.target,
        effect,
        start=whole_in(row.start or "1") or 1,
        ramp=whole_in(row.ramp or "0") or 0,
        instead=row.instead,
        once=number_in(row.once or "0") or 0.0,
        monthly=number_in(row.monthly or "0") or 0.0,
    )
