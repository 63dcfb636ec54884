"""How true the directory is, in numbers that each say what they are out of. Pure: facts in, sums out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from directory.freshness.ages import Age, age_of
from directory.queries.health import Fact

ENOUGH = 2  # one service may be full, closed for a week or not for this person


@dataclass(frozen=True)
class Share:
    """Some out of all."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """The share in percent; None where there is nothing to count."""
        return 100 * self.part / self.whole if self.whole else None


@dataclass(frozen=True)
class Thin:
    """A need with few services in an area: `there` in it, `everywhere` for the whole council."""

    area: str
    need: str
    there: int
    everywhere: int


@dataclass(frozen=True)
class Sums:
    """`recent` is the share checked in ninety days. Areas and needs stand in the order of their names."""

    recent: Share
    ages: dict[Age, Share]
    by_need: dict[str, Share]
    by_area: dict[str, Share]
    thin: tuple[Thin, ...]


def sums_of(facts: Iterable[Fact], needs: Iterable[str], today: date) -> Sums:
    """Every sum. National helplines are not counted as services of an area: they answer everywhere."""
    all_facts = list(facts)
    ages = Counter(age_of(fact.assured_date, today) for fact in all_facts)
    fresh = {fact.id for fact in all_facts if age_of(fact.assured_date, today) is Age.RECENT}
    whole, listed = len(all_facts), list(needs)
    return Sums(
        recent=Share(len(fresh), whole),
        ages={age: Share(ages[age], whole) for age in Age},
        by_need=_shares(((need, fact.id) for fact in all_facts for need in fact.needs), fresh, listed),
        by_area=_shares(((area, fact.id) for fact in all_facts for area in fact.areas), fresh),
        thin=tuple(_thin([fact for fact in all_facts if not fact.national], listed)),
    )


def _shares(
    pairs: Iterable[tuple[str, str]], fresh: set[str], listed: Iterable[str] = ()
) -> dict[str, Share]:
    counted, recent = Counter(dict.fromkeys(listed, 0)), Counter[str]()
    for name, service_id in pairs:
        counted[name] += 1
        recent[name] += service_id in fresh
    return {name: Share(recent[name], counted[name]) for name in sorted(counted, key=str.casefold)}


def _thin(local: list[Fact], needs: list[str]) -> Iterator[Thin]:
    areas = sorted({area for fact in local for area in fact.areas}, key=str.casefold)
    placed = [fact for fact in local if not fact.everywhere]
    there = Counter((area, need) for fact in placed for area in fact.areas for need in fact.needs)
    everywhere = Counter(need for fact in local if fact.everywhere for need in fact.needs)
    for area in areas:
        for need in needs:
            if there[area, need] + everywhere[need] < ENOUGH:
                yield Thin(area, need, there[area, need], everywhere[need])
