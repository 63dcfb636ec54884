"""What an adviser decided otherwise in a call, by kind. Pure."""

from dataclasses import dataclass

from web.models.call import Call

ADDED, REMOVED = "need_added", "need_removed"
RAISED, NO_DANGER = "danger_raised", "no_danger"
FIRST, ASIDE = "service_first", "service_aside"
KINDS = (ADDED, REMOVED, RAISED, NO_DANGER, FIRST, ASIDE)
# Who has just heard a danger, or sees at once which place is best, is not made to argue for it.
WITHOUT_REASON = frozenset({RAISED, FIRST})
# The later one of these takes the place of the earlier.
INSTEAD_OF = {
    ADDED: REMOVED, REMOVED: ADDED, RAISED: NO_DANGER, NO_DANGER: RAISED, FIRST: ASIDE, ASIDE: FIRST,
}  # fmt: skip


@dataclass(frozen=True)
class Decided:
    """Where the adviser decided otherwise.

    Needs added and removed, dangers raised and those that are none, services first and aside.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()
    no_danger: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


NOTHING_DECIDED = Decided()


def decided_in(call: Call) -> Decided:
    """What was decided in a call, as the right side of its page takes it."""

    def of(kind: str) -> tuple[str, ...]:
        return tuple(each.subject for each in call.overrides if each.kind == kind and each.subject)

    return Decided(
        added=of(ADDED), removed=of(REMOVED), raised=of(RAISED), no_danger=of(NO_DANGER),
        first=of(FIRST), aside=of(ASIDE),
    )  # fmt: skip
