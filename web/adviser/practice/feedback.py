"""What an adviser is told after a practised call: what was covered, what was heard, what was missed. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from web.adviser.practice.reading import DemoCall, Kind, Next, Point


@dataclass(frozen=True)
class InNotes:
    """What Signpost heard in the notes of a practised call, and what was ticked: ids."""

    needs: Collection[str]
    risks: Collection[str]
    requests: Collection[str]
    covered: Collection[str]


@dataclass(frozen=True)
class PointSeen:
    """Something that was in the call, the caller's line in which it was, and whether the notes have it."""

    kind: Kind
    id: str
    said: str
    heard: bool


@dataclass(frozen=True)
class Feedback:
    """`prompts`: those this call asks for, in its order, and whether each was covered."""

    prompts: tuple[tuple[str, bool], ...]
    points: tuple[PointSeen, ...]
    chosen: Next | None
    right: Next

    @property
    def missed(self) -> tuple[PointSeen, ...]:
        """What was in the call and is not in the notes, dangers first."""
        return tuple(each for each in self.points if not each.heard)

    @property
    def covered(self) -> int:
        """How many of the prompts were covered."""
        return sum(done for _id, done in self.prompts)

    @property
    def is_right(self) -> bool:
        """Was the next step the right one?"""
        return self.chosen is self.right


def feedback(call: DemoCall, notes: InNotes, chosen: Next | None) -> Feedback:
    """What to say of these notes, and of what the adviser would do next."""
    heard = {Kind.NEED: set(notes.needs), Kind.RISK: set(notes.risks), Kind.REQUEST: set(notes.requests)}
    return Feedback(
        prompts=tuple((each, each in notes.covered) for each in call.prompts),
        points=tuple(
            _seen(call, point, not heard[point.kind].isdisjoint({point.id, *point.others}))
            for point in call.points
        ),
        chosen=chosen,
        right=call.next,
    )


def _seen(call: DemoCall, point: Point, heard: bool) -> PointSeen:
    return PointSeen(point.kind, point.id, call.lines[point.line - 1].caller, heard)
